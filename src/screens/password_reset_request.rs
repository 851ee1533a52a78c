use std::sync::Arc;

use auth_contract::{Action, ActionType, PasswordResetRequest, StepType};

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Node, alert, card, form, heading, lead, moved_hint, notice, submit_button, username_input, way_back};

/// Whose password was forgotten. The words promise a code only "if there is an account", whoever asks.
pub fn password_reset_request(cx: Cx, step: &PasswordResetRequest) -> Node {
    let submit = move || {
        let identifier = Some(host::value("username").trim().to_owned());
        cx.act(Action::RequestReset { identifier });
    };
    let fields = vec![
        username_input(cx, step.identifier.clone()),
        alert(cx),
        submit_button(cx, ActionType::RequestReset, Key::ResetSubmitRequest),
    ];
    let mut parts = vec![
        heading(cx, Key::ResetTitleRequest),
        lead(cx.text(Key::ResetLeadRequest)),
        notice(cx),
        form(Arc::new(submit), fields),
    ];
    parts.extend(moved_hint(cx, "#username"));
    parts.extend(way_back(cx, Key::CommonBack));
    card(StepType::PasswordResetRequest, parts)
}
