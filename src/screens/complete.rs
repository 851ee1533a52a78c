//! The step `complete`. On the web the page leaves automatically; an app is opened by a press (RFC 8252: browsers block
//! anything else), and the page watches whether it opens.

mod alternatives;
mod hand_over;

use std::sync::Arc;

use auth_contract::{Complete, Handoff, StepType};
use leptos::prelude::*;

use self::alternatives::alternatives;
pub use self::hand_over::HandOver;
use self::hand_over::patience;
use crate::context::{Context, Handler, Intent, Text};
use crate::host;
use crate::i18n::Key;
use crate::ui::{Icon, Node, alert, card, el, emblem, heading, lead, leading_class, notice};

/// The end of a sign-in, and the way to the product.
pub fn complete(context: Context, step: &Complete) -> Node {
    if step.handoff == Handoff::Web { to_the_web(context, step) } else { to_an_app(context, step, begin()) }
}

#[cfg(feature = "preview")]
thread_local! {
    static BEGIN: std::cell::Cell<HandOver> = const { std::cell::Cell::new(HandOver::Waiting) };
}

/// Draws the next screens as if it had come this far.
#[cfg(feature = "preview")]
pub fn preview_hand_over(state: HandOver) {
    BEGIN.set(state);
}

#[cfg(feature = "preview")]
fn begin() -> HandOver {
    BEGIN.get()
}

#[cfg(not(feature = "preview"))]
fn begin() -> HandOver {
    HandOver::Waiting
}

/// Words with the name of the product in them.
#[derive(Clone)]
struct Say {
    context: Context,
    name: Option<Arc<str>>,
}

impl Say {
    fn of(context: Context, step: &Complete) -> Self {
        Self { context, name: step.app.as_ref().map(|app| app.name.as_str().into()) }
    }

    fn say(&self, key: Key) -> String {
        let words = self.context.words.get();
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

fn drawn(context: Context, mut parts: Vec<Node>) -> Node {
    let mut all = vec![emblem("emblem emblem-good", Icon::Done), heading(context, Key::CompleteTitle)];
    all.append(&mut parts);
    card(StepType::Complete, all)
}

/// Nothing is promised once it is known that the page will not keep it.
fn unless_refused(context: Context, text: Text) -> Text {
    Signal::derive(move || if context.is_target_refused() { String::new() } else { text.get() })
}

fn to_the_web(context: Context, step: &Complete) -> Node {
    let completed_here = context.state.with_untracked(|screen_state| screen_state.completed_here);
    let home = step.app.as_ref().and_then(|app| app.url.clone());
    // The code in the address was used when the page left before; the product begins anew at its own address.
    let target = home.filter(|_| !completed_here).unwrap_or_else(|| step.redirect_to.clone());
    let say = Say::of(context, step);
    let text = if completed_here { Key::CompleteLeadWeb } else { Key::CompleteLeadDone };
    let button = el("button", "")
        .bind("class", leading_class(context))
        .attrs(&[("type", "button"), ("data-continue", "")])
        .on_press(context.intent_handler(Intent::Leave(target)))
        .with(vec![el("span", "button-label").say(say.said(Key::CompleteContinue))]);
    drawn(context, vec![lead(unless_refused(context, say.said(text))), notice(context), alert(context), button])
}

/// `begin` is how far it has come when the screen is drawn: nowhere, but in a preview.
pub fn to_an_app(context: Context, step: &Complete, begin: HandOver) -> Node {
    let completed_here = context.state.with_untracked(|screen_state| screen_state.completed_here);
    let state = RwSignal::new(begin);
    // Lives as long as the screen: dropping its owner ends the watch.
    let watching = StoredValue::new_local(None);
    let target = step.redirect_to.clone();
    let dispatch: Handler = Arc::new(move || {
        state.set(HandOver::Opening);
        // Watched from before the press takes effect, or the first sign would be missed.
        let watch = host::watch_hand_over(patience(&target), move |opened| {
            state.set(if opened { HandOver::Opened } else { HandOver::Failed });
        });
        watching.set_value(Some(watch));
        (context.dispatch)(Intent::Leave(target.clone()));
        if context.state.with_untracked(|screen_state| screen_state.submit.error().is_some()) {
            watching.set_value(None);
            state.set(HandOver::Waiting);
        }
    });
    let say = Say::of(context, step);
    let text = say.follows(state, if completed_here { HandOver::lead } else { HandOver::lead_after_reload });
    let text = unless_refused(context, text);
    let attribute = |value: fn(HandOver) -> &'static str| Signal::derive(move || value(state.get()).to_owned());
    let lead = el("p", "lead").attr("role", "status").bind("data-hand-over", attribute(HandOver::name)).say(text);
    let open = el("button", "")
        .bind("class", attribute(HandOver::class))
        .attrs(&[("type", "button"), ("data-continue", "")])
        .on_press(dispatch)
        .with(vec![el("span", "button-label").say(say.follows(state, HandOver::label))]);
    let mut parts = vec![lead, notice(context), alert(context), open];
    parts.extend(alternatives(step, &say, state));
    drawn(context, parts)
}
