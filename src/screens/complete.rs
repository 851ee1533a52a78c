//! Done. On the web the page leaves by itself; an app is opened by a press (RFC 8252: browsers block anything else), and
//! the page looks whether that worked.

mod hand_over;
mod ways;

use std::sync::Arc;

use auth_contract::{Complete, Handoff, StepType};
use leptos::prelude::*;

pub use self::hand_over::HandOver;
use self::hand_over::patience;
use self::ways::ways;
use crate::cx::{Cx, Press};
use crate::host;
use crate::i18n::Key;
use crate::ui::{Handler, Icon, Node, Text, alert, card, el, emblem, heading, lead, leading_class, notice};

/// The end of a sign-in, and the way to the product.
pub fn complete(cx: Cx, step: &Complete) -> Node {
    if step.handoff == Handoff::Web { to_the_web(cx, step) } else { to_an_app(cx, step, begin()) }
}

#[cfg(feature = "gallery")]
thread_local! {
    static BEGIN: std::cell::Cell<HandOver> = const { std::cell::Cell::new(HandOver::Waiting) };
}

/// Draws the next screens as if it had come this far.
#[cfg(feature = "gallery")]
pub fn begin_at(state: HandOver) {
    BEGIN.set(state);
}

#[cfg(feature = "gallery")]
fn begin() -> HandOver {
    BEGIN.get()
}

#[cfg(not(feature = "gallery"))]
fn begin() -> HandOver {
    HandOver::Waiting
}

/// Words with the name of the product in them.
#[derive(Clone)]
struct Say {
    cx: Cx,
    name: Option<Arc<str>>,
}

impl Say {
    fn of(cx: Cx, step: &Complete) -> Self {
        Self { cx, name: step.app.as_ref().map(|app| app.name.as_str().into()) }
    }

    fn say(&self, key: Key) -> String {
        let words = self.cx.words.get();
        words.fill(key, &[("app", self.name.as_deref().unwrap_or(words.get(Key::CompleteApp)))])
    }

    fn said(&self, key: Key) -> Text {
        let say = self.clone();
        Signal::derive(move || say.say(key))
    }

    /// A text that follows what has become of the app.
    fn follows(&self, state: RwSignal<HandOver>, key: fn(HandOver) -> Key) -> Text {
        let say = self.clone();
        Signal::derive(move || say.say(key(state.get())))
    }
}

fn drawn(cx: Cx, mut parts: Vec<Node>) -> Node {
    let mut all = vec![emblem("emblem emblem-good", Icon::Done), heading(cx, Key::CompleteTitle)];
    all.append(&mut parts);
    card(StepType::Complete, all)
}

/// Nothing is promised once it is known that the page will not keep it.
fn unless_refused(cx: Cx, text: Text) -> Text {
    Signal::derive(move || if cx.is_refused() { String::new() } else { text.get() })
}

fn to_the_web(cx: Cx, step: &Complete) -> Node {
    let arrived = cx.live.with_untracked(|live| live.arrived);
    let home = step.app.as_ref().and_then(|app| app.url.clone());
    // The code in the address was used when the page left before; the product begins anew at its own address.
    let target = home.filter(|_| !arrived).unwrap_or_else(|| step.redirect_to.clone());
    let say = Say::of(cx, step);
    let text = if arrived { Key::CompleteLeadWeb } else { Key::CompleteLeadDone };
    let way = el("button", "")
        .live("class", leading_class(cx))
        .attrs(&[("type", "button"), ("data-continue", "")])
        .on_press(cx.presses(Press::Leave(target)))
        .with(vec![el("span", "button-label").say(say.said(Key::CompleteContinue))]);
    drawn(cx, vec![lead(unless_refused(cx, say.said(text))), notice(cx), alert(cx), way])
}

/// `begin` is how far it has come when the screen is drawn: nowhere, but in a preview.
pub fn to_an_app(cx: Cx, step: &Complete, begin: HandOver) -> Node {
    let arrived = cx.live.with_untracked(|live| live.arrived);
    let state = RwSignal::new(begin);
    // Lives as long as the screen: dropping its owner ends the watch.
    let watching = StoredValue::new_local(None);
    let target = step.redirect_to.clone();
    let press: Handler = Arc::new(move || {
        state.set(HandOver::Opening);
        // Watched from before the press takes effect, or the first sign would be missed.
        let watch = host::watch_hand_over(patience(&target), move |opened| {
            state.set(if opened { HandOver::Opened } else { HandOver::Failed });
        });
        watching.set_value(Some(watch));
        (cx.press)(Press::Leave(target.clone()));
        if cx.live.with_untracked(|live| live.submit.trouble().is_some()) {
            watching.set_value(None);
            state.set(HandOver::Waiting);
        }
    });
    let say = Say::of(cx, step);
    let text = say.follows(state, if arrived { HandOver::lead } else { HandOver::lead_after_reload });
    let text = unless_refused(cx, text);
    let attribute = |value: fn(HandOver) -> &'static str| Signal::derive(move || value(state.get()).to_owned());
    let lead = el("p", "lead").attr("role", "status").live("data-hand-over", attribute(HandOver::name)).say(text);
    let open = el("button", "")
        .live("class", attribute(HandOver::class))
        .attrs(&[("type", "button"), ("data-continue", "")])
        .on_press(press)
        .with(vec![el("span", "button-label").say(say.follows(state, HandOver::label))]);
    let mut parts = vec![lead, notice(cx), alert(cx), open];
    parts.extend(ways(step, &say, state));
    drawn(cx, parts)
}
