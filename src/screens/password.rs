//! The step `password`.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Password, Secret, StepType};

use crate::context::Context;
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    Node, Passwords, action_link, alert, card, form, group, heading, lead, moved_hint, notice, password_input,
    providers, submit_button, who,
};

/// The password, below the name it belongs to.
pub fn password(context: Context, step: &Password) -> Node {
    let passwords = Passwords::new(context);
    let submit = move || {
        passwords.hide();
        let password = Secret::new(host::value("password"));
        context.act(Action::SubmitPassword { password, remember_device: false });
    };
    let fields = vec![
        who(context, step.identifier.clone(), true),
        password_input(context, passwords),
        alert(context),
        submit_button(context, ActionType::SubmitPassword, Key::PasswordSubmit),
    ];
    let mut parts = vec![
        heading(context, Key::PasswordTitle),
        lead(context.text(Key::PasswordLead)),
        notice(context),
        form(Arc::new(submit), fields),
    ];
    parts.extend(moved_hint(context, "#password"));
    if context.offers(ActionType::RequestReset) {
        let forgot = action_link(context, Action::RequestReset { identifier: None }, Key::PasswordForgot);
        parts.push(group("ways", vec![forgot]));
    }
    if !step.providers_hint.is_empty() {
        parts.push(providers(context, &step.providers_hint));
    }
    card(StepType::Password, parts)
}
