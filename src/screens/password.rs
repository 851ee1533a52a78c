use auth_contract::{Action, ActionType, Password, Secret, StepType};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{alert, card, form, heading, lead, password_input, submit_button, who};

/// The password, below the name it belongs to.
pub fn password(cx: Cx, step: Password) -> AnyView {
    let submit = move || {
        let password = host::value("password");
        if password.is_empty() {
            cx.complain_empty();
        } else {
            cx.act(Action::SubmitPassword { password: Secret::new(password), remember_device: false });
        }
    };
    let words = move || cx.words.get().get(Key::PasswordLead).to_owned();
    card(
        StepType::Password,
        view! {
            {heading(cx, Key::PasswordTitle)}
            {lead(words)}
            {form(submit, view! {
                {who(cx, step.identifier, true)}
                {password_input(cx)}
                {alert(cx)}
                {submit_button(cx, ActionType::SubmitPassword, Key::PasswordSubmit)}
            })}
        },
    )
}
