//! The step `password_reset_request`: whose password is to be reset.

use std::sync::Arc;

use auth_contract::{Action, ActionType, PasswordResetRequest, StepType};

use crate::context::Context;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Node, alert, back_link, card, form, heading, lead, moved_hint, notice, submit_button, username_input};

/// Whose password was forgotten. The words promise a code only "if there is an account", whoever asks.
pub fn password_reset_request(context: Context, step: &PasswordResetRequest) -> Node {
    let submit = move || {
        let identifier = Some(host::value("username").trim().to_owned());
        context.act(Action::RequestReset { identifier });
    };
    let fields = vec![
        username_input(context, step.identifier.clone()),
        alert(context),
        submit_button(context, ActionType::RequestReset, Key::ResetSubmitRequest),
    ];
    let mut parts = vec![
        heading(context, Key::ResetTitleRequest),
        lead(context.text(Key::ResetLeadRequest)),
        notice(context),
        form(Arc::new(submit), fields),
    ];
    parts.extend(moved_hint(context, "#username"));
    parts.extend(back_link(context, Key::CommonBack));
    card(StepType::PasswordResetRequest, parts)
}
