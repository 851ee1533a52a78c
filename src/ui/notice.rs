//! The notice of the server on a step.

use auth_contract::FlowNotice;
use leptos::prelude::*;

use super::{Node, el};
use crate::context::{Context, Text};
use crate::i18n::wording;

/// What the server has to say above a step that is not an error. The container is always there: readers announce only
/// what is put into a region that they know (WCAG 2.2 success criterion 4.1.3).
pub fn notice(context: Context) -> Node {
    let of_notice = move |read: fn(Context, &FlowNotice) -> String| -> Text {
        Signal::derive(move || {
            context
                .state
                .with(|state| state.flow.as_ref()?.notice.as_ref().map(|notice| read(context, notice)))
                .unwrap_or_default()
        })
    };
    let text = of_notice(|context, notice| wording::notice(context.words.get(), notice));
    let code = of_notice(|_, notice| wording::notice_name(notice.code).to_owned());
    let reference = of_notice(|context, notice| {
        notice
            .reference
            .as_ref()
            .map(|reference| wording::reference(context.words.get(), reference))
            .unwrap_or_default()
    });
    el("div", "notice-slot")
        .attrs(&[("id", "notice"), ("role", "status")])
        .with(vec![el("p", "notice").bind("data-notice", code).say(text), el("p", "reference").say(reference)])
}
