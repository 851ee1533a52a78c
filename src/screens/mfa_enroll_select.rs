//! The step `mfa_enroll_select`: choosing a second factor.

use auth_contract::{Action, ActionType, EnrollMethod, EnrollReason, Method, MfaEnrollSelect, StepType};
use leptos::prelude::*;

use crate::context::{Context, Text};
use crate::host;
use crate::i18n::Key;
use crate::ui::{Choice, Node, alert, card, choice, el, heading, lead, notice, paragraph};

/// Which second factor to set up, and why.
pub fn mfa_enroll_select(context: Context, step: &MfaEnrollSelect) -> Node {
    let (title, why) = match step.reason {
        EnrollReason::Policy | EnrollReason::Unknown => (Key::EnrollTitle, Key::EnrollLeadPolicy),
        EnrollReason::Migration => (Key::EnrollTitleAgain, Key::EnrollLeadMigration),
        EnrollReason::AdminReset => (Key::EnrollTitleAgain, Key::EnrollLeadReset),
        EnrollReason::Recommendation => (Key::EnrollTitleRecommendation, Key::EnrollLeadRecommendation),
    };
    // A browser without passkeys could only fail at one; where there is nothing else it has to say so itself.
    let others = step.methods.iter().any(|offered| offered.method != Method::Passkey);
    let possible = |offered: &&EnrollMethod| offered.method != Method::Passkey || context.passkeys() || !others;
    let mut choices: Vec<Node> =
        step.methods.iter().filter(possible).filter_map(|offered| enroll_choice(context, offered)).collect();
    if context.offers(ActionType::Skip) {
        choices.push(without(context, step));
    }
    let choices =
        el("div", "choices").attr("role", "group").bind("aria-label", context.text(Key::EnrollChoose)).with(choices);
    let mut parts = vec![heading(context, title), lead(context.text(why)), notice(context), alert(context), choices];
    parts.extend(
        step.replaces
            .clone()
            .map(|entry| paragraph("hint hint-after", context.filled(Key::EnrollReplaces, "entry", entry))),
    );
    card(StepType::MfaEnrollSelect, parts)
}

/// `None` for a method that only a newer page knows how to set up.
fn enroll_choice(context: Context, offered: &EnrollMethod) -> Option<Node> {
    let EnrollMethod { method, recommended, previous } = *offered;
    let (title, detail) = match method {
        Method::Totp => (Key::EnrollTotp, Key::EnrollTotpWhy),
        Method::Email => (Key::EnrollEmail, Key::EnrollEmailWhy),
        Method::Sms => (Key::EnrollSms, Key::EnrollSmsWhy),
        Method::Passkey => (Key::EnrollPasskey, Key::EnrollPasskeyWhy),
        Method::RecoveryCode | Method::Unknown => return None,
    };
    let tags = [(recommended, Key::CommonRecommended), (previous, Key::CommonUsedBefore)];
    let look = Choice {
        action: ActionType::SelectMethod,
        method: Some(method),
        authenticator: None,
        title,
        tags: tags.into_iter().filter_map(|(fits, tag)| fits.then_some(tag)).collect(),
        best: recommended,
        detail: Some(el("span", "choice-detail").say(context.text(detail))),
    };
    Some(choice(context, look, context.action_handler(Action::SelectMethod { method })))
}

/// Going on without, until when that is possible, and what comes then (M1, M4).
fn without(context: Context, step: &MfaEnrollSelect) -> Node {
    // Who is only advised has a second factor already: nothing ends for them on that day.
    let advised = step.reason == EnrollReason::Recommendation;
    let title = if advised { Key::EnrollSkip } else { Key::EnrollWithout };
    let detail: Text = match step.skippable_until {
        _ if advised => context.text(Key::EnrollSkipWhy),
        Some(until) => Signal::derive(move || {
            let words = context.words.get();
            words.fill(Key::EnrollSkipUntil, &[("date", &host::date(words.tag(), until))])
        }),
        None => context.text(Key::EnrollWithoutWhy),
    };
    let look = Choice {
        action: ActionType::Skip,
        method: None,
        authenticator: None,
        title,
        tags: vec![],
        best: false,
        detail: Some(el("span", "choice-detail").say(detail)),
    };
    choice(context, look, context.action_handler(Action::Skip))
}
