use std::sync::Arc;

use auth_contract::{Action, ActionType, Password, Secret, StepType};

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Node, alert, card, form, heading, lead, password_input, submit_button, who};

/// The password, below the name it belongs to.
pub fn password(cx: Cx, step: &Password) -> Node {
    let submit = move || {
        let password = Secret::new(host::value("password"));
        cx.act(Action::SubmitPassword { password, remember_device: false });
    };
    let fields = vec![
        who(cx, step.identifier.clone(), true),
        password_input(cx),
        alert(cx),
        submit_button(cx, ActionType::SubmitPassword, Key::PasswordSubmit),
    ];
    card(
        StepType::Password,
        vec![heading(cx, Key::PasswordTitle), lead(cx.text(Key::PasswordLead)), form(Arc::new(submit), fields)],
    )
}
