use auth_contract::{Action, ActionType, EnrollMethod, EnrollReason, Method, MfaEnrollSelect, StepType, Timestamp};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Button, Choice, Node, alert, button, card, choice, group, heading, lead, paragraph};

/// Which second factor to set up, and why.
pub fn mfa_enroll_select(cx: Cx, step: &MfaEnrollSelect) -> Node {
    let why = match step.reason {
        EnrollReason::Policy | EnrollReason::Unknown => Key::EnrollLeadPolicy,
        EnrollReason::Migration => Key::EnrollLeadMigration,
        EnrollReason::AdminReset => Key::EnrollLeadReset,
        EnrollReason::Recommendation => Key::EnrollLeadRecommendation,
    };
    let choices = step.methods.iter().filter_map(|method| enroll_choice(cx, method)).collect();
    let mut parts = vec![heading(cx, Key::EnrollTitle), lead(cx.text(why)), alert(cx), group("choices", choices)];
    if cx.offers(ActionType::Skip) {
        parts.push(skip(cx, step.skippable_until));
    }
    card(StepType::MfaEnrollSelect, parts)
}

/// `None` for a method that only a newer page knows how to set up.
fn enroll_choice(cx: Cx, offered: &EnrollMethod) -> Option<Node> {
    let EnrollMethod { method, recommended, previous } = *offered;
    let (title, detail) = match method {
        Method::Totp => (Key::EnrollTotp, Key::EnrollTotpWhy),
        Method::Email => (Key::EnrollEmail, Key::EnrollEmailWhy),
        Method::Sms => (Key::EnrollSms, Key::EnrollSmsWhy),
        Method::Passkey => (Key::EnrollPasskey, Key::EnrollPasskeyWhy),
        Method::RecoveryCode | Method::Unknown => return None,
    };
    let detail = Some(if previous { Key::CommonUsedBefore } else { detail });
    let look = Choice { action: ActionType::SelectMethod, method, authenticator: None, title, detail, recommended };
    Some(choice(cx, look, cx.acts(Action::SelectMethod { method })))
}

/// Leaving it for later, and until when that is possible (M4).
fn skip(cx: Cx, until: Option<Timestamp>) -> Node {
    let mut parts = vec![button(Button::link(cx, ActionType::Skip, Key::EnrollSkip), cx.acts(Action::Skip))];
    if let Some(until) = until {
        parts.push(paragraph(
            "hint",
            Signal::derive(move || {
                let words = cx.words.get();
                words.fill(Key::EnrollSkipUntil, &[("date", &host::date(words.tag(), until))])
            }),
        ));
    }
    group("ways", parts)
}
