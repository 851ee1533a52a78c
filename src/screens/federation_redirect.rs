//! The step `federation_redirect`: leaving for an identity provider.

use std::sync::Arc;

use auth_contract::{FederationReason, FederationRedirect, StepType};
use leptos::prelude::*;

use crate::context::{Context, Handler, Intent, Text};
use crate::flow::RedirectState;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Node, alert, back_link, card, el, group, leading_class, notice, who};

/// In milliseconds.
const TICK: i32 = 250;
/// Long enough to read where it goes and to stop it.
const MOMENT: i32 = 3_000;
/// A provider that does not answer by then is not coming.
const PATIENCE: i32 = 10_000;
/// A moment that took more seconds than this was slept through.
const SLEPT: i64 = 8;

/// Says who signs the person in, and goes there: by itself after a moment that can be stopped, or by a press.
pub fn federation_redirect(context: Context, step: &FederationRedirect, subject: Option<String>) -> Node {
    let redirect = Memo::new(move |_| context.state.with(|screen_state| screen_state.redirect));
    // Ticks only while there is something to wait for, and not longer than the screen lives: dropping its owner ends it.
    let _ticking = StoredValue::new_local(RenderEffect::new(move |_| ticking(context, redirect.get())));
    let social = step.reason == FederationReason::Social;
    let names = Names { provider: step.provider.name.clone(), organization: step.organization.clone() };
    let (title, lead) = match (social, &step.organization) {
        (true, _) => (Key::FederationTitleSocial, Key::FederationLeadSocial),
        (false, Some(_)) => (Key::FederationTitle, Key::FederationLead),
        (false, None) => (Key::FederationTitle, Key::FederationLeadAlone),
    };
    let mut parts = vec![
        el("h1", "title").attr("tabindex", "-1").say(names.text(context, move || title)),
        el("p", "lead").attr("data-spoken", "").say(names.text(context, move || lead)),
        notice(context),
    ];
    parts.extend(subject.filter(|_| !social).map(|name| who(context, name, false)));
    parts.push(progress(context, &names, redirect));
    parts.push(alert(context));
    parts.push(leave(context, &names, redirect));
    if social {
        parts.extend(back_link(context, Key::FederationAnother));
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
    fn text(&self, context: Context, key: impl Fn() -> Key + Send + Sync + 'static) -> Text {
        let Names { provider, organization } = self.clone();
        let organization = organization.unwrap_or_default();
        Signal::derive(move || {
            context.words.get().fill(key(), &[("provider", &provider), ("organization", &organization)])
        })
    }
}

/// How far it is on its way: a line that fills, for the eyes, and the same in words for everybody.
fn progress(context: Context, names: &Names, redirect: Memo<RedirectState>) -> Node {
    let words = names.text(context, move || match redirect.get() {
        RedirectState::Idle => Key::FederationStanding,
        RedirectState::Scheduled => Key::FederationSoon,
        RedirectState::Leaving => Key::FederationLeaving,
        RedirectState::Stalled => Key::FederationStalled,
    });
    // What went wrong has words of its own, and nobody is asked to go on.
    let said = Signal::derive(move || if context.error().is_some() { String::new() } else { words.get() });
    let state = Signal::derive(move || {
        let state = match redirect.get() {
            RedirectState::Idle => "standing",
            RedirectState::Scheduled => "soon",
            RedirectState::Leaving => "leaving",
            RedirectState::Stalled => "stalled",
        };
        state.to_owned()
    });
    let said = el("p", "hint departure-words").attrs(&[("role", "status"), ("data-spoken", "")]).say(said);
    el("div", "departure").bind("data-departure", state).with(vec![
        el("div", "departure-line").attr("aria-hidden", "true").empty(),
        group("departure-row", vec![said, stay(context, redirect)]),
    ])
}

fn leave(context: Context, names: &Names, redirect: Memo<RedirectState>) -> Node {
    let label = names.text(context, move || match redirect.get() {
        RedirectState::Scheduled => Key::FederationNow,
        _ => Key::FederationContinue,
    });
    let busy = move || context.flag(move || redirect.get() == RedirectState::Leaving);
    el("button", "")
        .attrs(&[("type", "button"), ("data-continue", "")])
        .bind("class", leading_class(context))
        .bind("aria-busy", busy())
        .bind("aria-disabled", busy())
        .on_press(context.intent_handler(Intent::Redirect))
        .with(vec![el("span", "button-label").say(label)])
}

/// Goes when there is nothing to stop any more; what it had to say then stands beside it.
fn stay(context: Context, redirect: Memo<RedirectState>) -> Node {
    let still =
        Signal::derive(move || if redirect.get() == RedirectState::Scheduled { "" } else { "hidden" }.to_owned());
    let stay: Handler = Arc::new(move || {
        // It goes away under the focus.
        host::focus("main [data-continue]");
        (context.dispatch)(Intent::CancelRedirect);
    });
    el("button", "link")
        .attrs(&[("type", "button"), ("data-stay", "")])
        .bind("hidden", still)
        .on_press(stay)
        .with(vec![el("span", "button-label").say(context.text(Key::FederationStay))])
}

/// What the screen waits for at this moment.
fn ticking(context: Context, redirect: RedirectState) -> Option<impl Sized> {
    let (wait, then) = match redirect {
        RedirectState::Scheduled => (MOMENT, Intent::Redirect),
        RedirectState::Leaving => (PATIENCE, Intent::ReportStalledRedirect),
        RedirectState::Idle | RedirectState::Stalled => return None,
    };
    let (began, mut left) = (host::now(), wait / TICK);
    let mut is_seen = redirect != RedirectState::Scheduled;
    Some(host::interval(TICK, move || {
        // After the focus has gone to the heading: in a small window, or one that is zoomed, what passes by itself and the
        // way to stop it are further down (WCAG 2.2, 2.2.1).
        if !std::mem::replace(&mut is_seen, true) {
            host::scroll_into_view("main .departure");
        }
        left -= 1;
        let unseen = host::is_hidden() || host::now().since(began) > SLEPT;
        if redirect == RedirectState::Scheduled && left >= 0 && unseen {
            left = -1;
            (context.dispatch)(Intent::CancelRedirect);
        } else if left == 0 {
            (context.dispatch)(then.clone());
        }
    }))
}
