use std::sync::Arc;

use auth_contract::{FederationReason, FederationRedirect, StepType};
use leptos::prelude::*;

use crate::cx::{Cx, Press};
use crate::flow::Departure;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Handler, Node, Text, alert, card, el, group, leading_class, notice, way_back, who};

/// In milliseconds.
const TICK: i32 = 250;
/// Long enough to read where it goes and to stop it.
const MOMENT: i32 = 3_000;
/// A provider that does not answer by then is not coming.
const PATIENCE: i32 = 10_000;
/// A moment that took more seconds than this was slept through.
const SLEPT: i64 = 8;

/// Says who signs the person in, and goes there: by itself after a moment that can be stopped, or by a press.
pub fn federation_redirect(cx: Cx, step: &FederationRedirect, subject: Option<String>) -> Node {
    let departure = Memo::new(move |_| cx.live.with(|live| live.departure));
    // Ticks only while there is something to wait for, and not longer than the screen lives: dropping its owner ends it.
    let _ticking = StoredValue::new_local(RenderEffect::new(move |_| ticking(cx, departure.get())));
    let social = step.reason == FederationReason::Social;
    let names = Names { provider: step.provider.name.clone(), organization: step.organization.clone() };
    let (title, lead) = match (social, &step.organization) {
        (true, _) => (Key::FederationTitleSocial, Key::FederationLeadSocial),
        (false, Some(_)) => (Key::FederationTitle, Key::FederationLead),
        (false, None) => (Key::FederationTitle, Key::FederationLeadAlone),
    };
    let mut parts = vec![
        el("h1", "title").attr("tabindex", "-1").say(names.text(cx, move || title)),
        el("p", "lead").attr("data-spoken", "").say(names.text(cx, move || lead)),
        notice(cx),
    ];
    parts.extend(subject.filter(|_| !social).map(|name| who(cx, name, false)));
    parts.push(progress(cx, &names, departure));
    parts.push(alert(cx));
    parts.push(leave(cx, &names, departure));
    if social {
        parts.extend(way_back(cx, Key::FederationAnother));
    }
    card(StepType::FederationRedirect, parts)
}

#[derive(Clone)]
struct Names {
    provider: String,
    organization: Option<String>,
}

impl Names {
    /// A text that speaks of them and follows the language.
    fn text(&self, cx: Cx, key: impl Fn() -> Key + Send + Sync + 'static) -> Text {
        let Names { provider, organization } = self.clone();
        let organization = organization.unwrap_or_default();
        Signal::derive(move || cx.words.get().fill(key(), &[("provider", &provider), ("organization", &organization)]))
    }
}

/// How far it is on its way: a line that fills, for the eyes, and the same in words for everybody.
fn progress(cx: Cx, names: &Names, departure: Memo<Departure>) -> Node {
    let words = names.text(cx, move || match departure.get() {
        Departure::Standing => Key::FederationStanding,
        Departure::Soon => Key::FederationSoon,
        Departure::Leaving => Key::FederationLeaving,
        Departure::Stalled => Key::FederationStalled,
    });
    // What went wrong has words of its own, and nobody is asked to go on.
    let said = Signal::derive(move || if cx.trouble().is_some() { String::new() } else { words.get() });
    let state = Signal::derive(move || {
        let state = match departure.get() {
            Departure::Standing => "standing",
            Departure::Soon => "soon",
            Departure::Leaving => "leaving",
            Departure::Stalled => "stalled",
        };
        state.to_owned()
    });
    let said = el("p", "hint departure-words").attrs(&[("role", "status"), ("data-spoken", "")]).say(said);
    el("div", "departure").live("data-departure", state).with(vec![
        el("div", "departure-line").attr("aria-hidden", "true").empty(),
        group("departure-row", vec![said, stay(cx, departure)]),
    ])
}

fn leave(cx: Cx, names: &Names, departure: Memo<Departure>) -> Node {
    let label = names.text(cx, move || match departure.get() {
        Departure::Soon => Key::FederationNow,
        _ => Key::FederationContinue,
    });
    let busy = move || cx.flag(move || departure.get() == Departure::Leaving);
    el("button", "")
        .attrs(&[("type", "button"), ("data-continue", "")])
        .live("class", leading_class(cx))
        .live("aria-busy", busy())
        .live("aria-disabled", busy())
        .on_press(cx.presses(Press::Depart))
        .with(vec![el("span", "button-label").say(label)])
}

/// Goes when there is nothing to stop any more; what it had to say then stands beside it.
fn stay(cx: Cx, departure: Memo<Departure>) -> Node {
    let still = Signal::derive(move || if departure.get() == Departure::Soon { "" } else { "hidden" }.to_owned());
    let stay: Handler = Arc::new(move || {
        // It goes away under the focus.
        host::focus("main [data-continue]");
        (cx.press)(Press::Stay);
    });
    el("button", "link")
        .attrs(&[("type", "button"), ("data-stay", "")])
        .live("hidden", still)
        .on_press(stay)
        .with(vec![el("span", "button-label").say(cx.text(Key::FederationStay))])
}

/// What the screen waits for at this moment.
fn ticking(cx: Cx, departure: Departure) -> Option<impl Sized> {
    let (wait, then) = match departure {
        Departure::Soon => (MOMENT, Press::Depart),
        Departure::Leaving => (PATIENCE, Press::Stall),
        Departure::Standing | Departure::Stalled => return None,
    };
    let (began, mut left) = (host::now(), wait / TICK);
    let mut is_seen = departure != Departure::Soon;
    Some(host::every(TICK, move || {
        // After the focus has gone to the heading: in a small window, or one that is zoomed, what passes by itself and the
        // way to stop it are further down (WCAG 2.2, 2.2.1).
        if !std::mem::replace(&mut is_seen, true) {
            host::reveal("main .departure");
        }
        left -= 1;
        let unseen = host::is_hidden() || host::now().since(began) > SLEPT;
        if departure == Departure::Soon && left >= 0 && unseen {
            left = -1;
            (cx.press)(Press::Stay);
        } else if left == 0 {
            (cx.press)(then.clone());
        }
    }))
}
