//! The error of the last action.

use leptos::prelude::*;

use super::{Node, clock, countdown, el};
use crate::context::{Context, Text};
use crate::flow::SubmitError;
use crate::i18n::Key;
use crate::i18n::wording;

/// What went wrong, beside the field it is about. The container is always there: screen readers announce only what is
/// put into an alert that they know (WAI-ARIA 1.2, `alert`).
pub fn alert(context: Context) -> Node {
    let of_trouble = move |read: fn(Context, &SubmitError) -> String| -> Text {
        Signal::derive(move || context.error().map(|error| read(context, &error)).unwrap_or_default())
    };
    let text = of_trouble(|context, error| {
        let words = context.words.get();
        context.state.with(|state| wording::error(words, error, state.step(), context.now()))
    });
    let code = of_trouble(|_, error| error.kind.name().to_owned());
    let reference = of_trouble(|context, error| match &error.reference {
        Some(reference) if !error.kind.is_about_field() => wording::reference(context.words.get(), reference),
        _ => String::new(),
    });
    let left = countdown(context, move || context.pause());
    // The moment itself is in the sentence; the ticking is for the eyes alone.
    let pause = Signal::derive(move || match left.get() {
        0 => String::new(),
        left => context.words.get().fill(Key::ProblemPauseLeft, &[("time", &clock(left))]),
    });
    el("div", "alert-slot").attrs(&[("id", "problem"), ("role", "alert")]).with(vec![
        el("p", "alert").bind("data-error", code).say(text),
        el("p", "alert-pause").attr("aria-hidden", "true").say(pause),
        el("p", "reference").say(reference),
    ])
}
