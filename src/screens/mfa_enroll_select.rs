use auth_contract::{Action, ActionType, EnrollMethod, EnrollReason, Method, MfaEnrollSelect, StepType};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Choice, alert, card, choice, heading, lead, link_button};

/// Which second factor to set up, and why.
pub fn mfa_enroll_select(cx: Cx, step: MfaEnrollSelect) -> AnyView {
    let why = match step.reason {
        EnrollReason::Policy | EnrollReason::Unknown => Key::EnrollLeadPolicy,
        EnrollReason::Migration => Key::EnrollLeadMigration,
        EnrollReason::AdminReset => Key::EnrollLeadReset,
        EnrollReason::Recommendation => Key::EnrollLeadRecommendation,
    };
    let choices = step.methods.into_iter().filter_map(|method| {
        let (title, detail) = names(method.method)?;
        Some(enroll_choice(cx, &method, title, detail))
    });
    let until = step.skippable_until;
    let skip = cx.offers(ActionType::Skip).then(|| {
        let until = move || {
            let words = cx.words.get();
            until.map(|until| words.fill(Key::EnrollSkipUntil, &[("date", &host::date(words.tag(), until))]))
        };
        view! {
            <div class="ways">
                {link_button(cx, ActionType::Skip, Key::EnrollSkip, move || cx.act(Action::Skip))}
                <p class="hint">{until}</p>
            </div>
        }
    });
    card(
        StepType::MfaEnrollSelect,
        view! {
            {heading(cx, Key::EnrollTitle)}
            {lead(move || cx.words.get().get(why).to_owned())}
            {alert(cx)}
            <div class="choices" role="group" aria-label=cx.t(Key::EnrollChoose)>{choices.collect_view()}</div>
            {skip}
        },
    )
}

/// `None` for a method that only a newer page knows how to set up.
fn names(method: Method) -> Option<(Key, Key)> {
    match method {
        Method::Totp => Some((Key::EnrollTotp, Key::EnrollTotpWhy)),
        Method::Email => Some((Key::EnrollEmail, Key::EnrollEmailWhy)),
        Method::Sms => Some((Key::EnrollSms, Key::EnrollSmsWhy)),
        Method::Passkey => Some((Key::EnrollPasskey, Key::EnrollPasskeyWhy)),
        Method::RecoveryCode | Method::Unknown => None,
    }
}

fn enroll_choice(cx: Cx, method: &EnrollMethod, title: Key, detail: Key) -> impl IntoView + use<> {
    let EnrollMethod { method, recommended, previous } = *method;
    let choice_of = Choice {
        action: ActionType::SelectMethod,
        method,
        authenticator: None,
        title,
        detail: Some(if previous { Key::CommonUsedBefore } else { detail }),
        tag: recommended.then_some(Key::CommonRecommended),
        recommended,
    };
    choice(cx, choice_of, move || cx.act(Action::SelectMethod { method }))
}
