//! What the screens that ask for a code have in common.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Method, Secret};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    CodeInput, Handler, Node, Text, alert, code_input, code_until, form, lifetime, paragraph, resend, submit_button,
    trusts,
};

/// What a form with a code shows.
pub(super) struct CodeForm {
    pub input: CodeInput,
    /// What stands before the field.
    pub before: Option<Node>,
    /// Seconds that a time-based code lives.
    pub period: Option<u8>,
    /// Whether the server says until when the code that was sent works.
    pub expires: bool,
    pub submit: Key,
}

/// The field of a code, what is known about the code, and the ways to send it and to have it sent again.
pub(super) fn code_form(cx: Cx, shown: CodeForm) -> Node {
    let CodeForm { input, before, period, expires, submit } = shown;
    let on_submit = submit_code(cx, input.id());
    let mut fields: Vec<Node> = before.into_iter().collect();
    fields.push(code_input(cx, input, on_submit.clone()));
    fields.extend(period.map(|period| lifetime(cx, period)));
    fields.extend(expires.then(|| code_until(cx)));
    fields.push(alert(cx));
    fields.push(submit_button(cx, ActionType::SubmitCode, submit));
    fields.extend(cx.offers(ActionType::Resend).then(|| resend(cx)));
    form(on_submit, fields)
}

/// Sends what stands in the field, read from the document at that moment.
fn submit_code(cx: Cx, field: &'static str) -> Handler {
    Arc::new(move || cx.act(Action::SubmitCode { code: Secret::new(host::value(field)), trust_device: trusts() }))
}

/// Where the code is (C1), or where codes go when this one could not be sent.
pub(super) fn sent_to(cx: Cx, destination: String) -> Text {
    Signal::derive(move || {
        let key = if cx.is_undelivered() { Key::OtpGoesTo } else { Key::OtpSentTo };
        let words = cx.words.get();
        words.fill(key, &[("destination", &words.left_to_right(&destination))])
    })
}

/// Where to look for a code that has not come (C1).
pub(super) fn nothing_there(cx: Cx, method: Method) -> Node {
    let text = if method == Method::Sms { Key::OtpHintSms } else { Key::OtpHintEmail };
    paragraph("hint hint-after", cx.text(text))
}
