//! What the screens that ask for a code have in common.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Method, Secret};
use leptos::prelude::*;

use crate::context::{Context, Handler, Text};
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    CodeInput, Node, alert, code_input, code_until, form, lifetime, paragraph, resend, submit_button, trusts,
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
pub(super) fn code_form(context: Context, shown: CodeForm) -> Node {
    let CodeForm { input, before, period, expires, submit } = shown;
    let on_submit = submit_code(context, input.id());
    let mut fields: Vec<Node> = before.into_iter().collect();
    fields.push(code_input(context, input, on_submit.clone()));
    fields.extend(period.map(|period| lifetime(context, period)));
    fields.extend(expires.then(|| code_until(context)));
    fields.push(alert(context));
    fields.push(submit_button(context, ActionType::SubmitCode, submit));
    fields.extend(context.offers(ActionType::Resend).then(|| resend(context)));
    form(on_submit, fields)
}

/// Sends what stands in the field, read from the document at that moment.
fn submit_code(context: Context, field: &'static str) -> Handler {
    Arc::new(move || context.act(Action::SubmitCode { code: Secret::new(host::value(field)), trust_device: trusts() }))
}

/// Where the code is (C1), or where codes go when this one could not be sent.
pub(super) fn sent_to(context: Context, destination: String) -> Text {
    Signal::derive(move || {
        let key = if context.is_delivery_failed() { Key::OtpGoesTo } else { Key::OtpSentTo };
        let words = context.words.get();
        words.fill(key, &[("destination", &words.left_to_right(&destination))])
    })
}

/// Where to look for a code that has not come (C1).
pub(super) fn nothing_there(context: Context, method: Method) -> Node {
    let text = if method == Method::Sms { Key::OtpHintSms } else { Key::OtpHintEmail };
    paragraph("hint hint-after", context.text(text))
}
