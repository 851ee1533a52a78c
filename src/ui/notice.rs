use auth_contract::FlowNotice;
use leptos::prelude::*;

use super::{Node, Text, el};
use crate::cx::Cx;
use crate::wording;

/// What the server has to say above a step that is not an error. The container is always there: readers announce only
/// what is put into a region that they know (WCAG 2.2 success criterion 4.1.3).
pub fn notice(cx: Cx) -> Node {
    let of_notice = move |read: fn(Cx, &FlowNotice) -> String| -> Text {
        Signal::derive(move || {
            cx.live.with(|live| live.flow.as_ref()?.notice.as_ref().map(|notice| read(cx, notice))).unwrap_or_default()
        })
    };
    let text = of_notice(|cx, notice| wording::notice(cx.words.get(), notice));
    let code = of_notice(|_, notice| wording::notice_name(notice.code).to_owned());
    let reference = of_notice(|cx, notice| {
        notice.reference.as_ref().map(|reference| wording::reference(cx.words.get(), reference)).unwrap_or_default()
    });
    el("div", "notice-slot")
        .attrs(&[("id", "notice"), ("role", "status")])
        .with(vec![el("p", "notice").live("data-notice", code).say(text), el("p", "reference").say(reference)])
}
