use std::sync::Arc;

use auth_contract::{Action, ActionType, Password, Secret, StepType};

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    Node, Passwords, alert, card, form, group, heading, lead, moved_hint, notice, password_input, providers,
    submit_button, way, who,
};

/// The password, below the name it belongs to.
pub fn password(cx: Cx, step: &Password) -> Node {
    let passwords = Passwords::new(cx);
    let submit = move || {
        passwords.hide();
        let password = Secret::new(host::value("password"));
        cx.act(Action::SubmitPassword { password, remember_device: false });
    };
    let fields = vec![
        who(cx, step.identifier.clone(), true),
        password_input(cx, passwords),
        alert(cx),
        submit_button(cx, ActionType::SubmitPassword, Key::PasswordSubmit),
    ];
    let mut parts = vec![
        heading(cx, Key::PasswordTitle),
        lead(cx.text(Key::PasswordLead)),
        notice(cx),
        form(Arc::new(submit), fields),
    ];
    parts.extend(moved_hint(cx, "#password"));
    if cx.offers(ActionType::RequestReset) {
        let forgot = way(cx, Action::RequestReset { identifier: None }, Key::PasswordForgot);
        parts.push(group("ways", vec![forgot]));
    }
    if !step.providers_hint.is_empty() {
        parts.push(providers(cx, &step.providers_hint));
    }
    card(StepType::Password, parts)
}
