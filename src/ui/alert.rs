use leptos::prelude::*;

use super::{Node, Text, clock, countdown, el};
use crate::cx::Cx;
use crate::flow::Trouble;
use crate::i18n::Key;
use crate::wording;

/// What went wrong, beside the field it is about. The container is always there: screen readers announce only what is
/// put into an alert that they know (WAI-ARIA 1.2, `alert`).
pub fn alert(cx: Cx) -> Node {
    let of_trouble = move |read: fn(Cx, &Trouble) -> String| -> Text {
        Signal::derive(move || cx.trouble().map(|trouble| read(cx, &trouble)).unwrap_or_default())
    };
    let text = of_trouble(|cx, trouble| {
        let words = cx.words.get();
        cx.live.with(|live| wording::trouble(words, trouble, live.step(), cx.now()))
    });
    let code = of_trouble(|_, trouble| trouble.kind.name().to_owned());
    let reference = of_trouble(|cx, trouble| match &trouble.reference {
        Some(reference) if !trouble.kind.is_about_field() => wording::reference(cx.words.get(), reference),
        _ => String::new(),
    });
    let left = countdown(cx, move || cx.pause());
    // The moment itself is in the sentence; the ticking is for the eyes alone.
    let pause = Signal::derive(move || match left.get() {
        0 => String::new(),
        left => cx.words.get().fill(Key::ProblemPauseLeft, &[("time", &clock(left))]),
    });
    el("div", "alert-slot").attrs(&[("id", "problem"), ("role", "alert")]).with(vec![
        el("p", "alert").live("data-error", code).say(text),
        el("p", "alert-pause").attr("aria-hidden", "true").say(pause),
        el("p", "reference").say(reference),
    ])
}
