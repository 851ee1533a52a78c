//! The step `denied`: the server refuses to sign this person in.

use auth_contract::{ActionType, Denied, DeniedCode, StepType, Support};

use crate::context::{Context, Intent};
use crate::host;
use crate::host::allow_list::Purpose;
use crate::i18n::Key;
use crate::ui::{Button, Icon, Node, button, card, el, emblem, group, heading, lead, paragraph};

/// The end without a sign-in: why, and whom to ask.
pub fn denied(context: Context, step: &Denied) -> Node {
    let why = match step.code {
        DeniedCode::AccountDisabled => Key::DeniedAccountDisabled,
        DeniedCode::NotAuthorized => Key::DeniedNotAuthorized,
        DeniedCode::InvalidRequest | DeniedCode::Unknown => Key::DeniedInvalidRequest,
        DeniedCode::ClientOutdated => Key::DeniedClientOutdated,
        DeniedCode::TooManyAttempts => Key::DeniedTooManyAttempts,
        DeniedCode::NotBegunHere => Key::DeniedNotBegunHere,
    };
    let title = match step.code {
        DeniedCode::ClientOutdated => Key::FailureTitleUnsupported,
        DeniedCode::TooManyAttempts => Key::DeniedTitleTooMany,
        DeniedCode::NotBegunHere => Key::FailureTitleNotFound,
        _ => Key::DeniedTitle,
    };
    // Where a press mends it, the button is the first thing to see; elsewhere it only leads back to where this began.
    let class = match step.code {
        DeniedCode::ClientOutdated | DeniedCode::TooManyAttempts => "button",
        _ => "button button-quiet",
    };
    let (label, hook, dispatch) = if step.code == DeniedCode::ClientOutdated {
        (Key::DeniedReload, ("data-retry", ""), Intent::Reload)
    } else {
        (Key::CommonStartAgain, ("data-action", ActionType::Restart.name()), Intent::Restart)
    };
    let mut parts = vec![emblem("emblem emblem-bad", Icon::Stop), heading(context, title), lead(context.text(why))];
    parts.extend(step.support.as_ref().map(|support| contacts(context, support)));
    parts.push(button(Button { class, label: context.text(label), hook }, context.intent_handler(dispatch)));
    card(StepType::Denied, parts)
}

fn contacts(context: Context, support: &Support) -> Node {
    let links = [
        support.email.as_ref().map(|email| (format!("mailto:{email}"), email)),
        support.phone.as_ref().map(|phone| (format!("tel:{}", phone.replace(' ', "")), phone)),
        support.url.as_ref().map(|url| (url.clone(), url)),
    ];
    let mut parts = vec![paragraph("hint", context.text(Key::DeniedSupport))];
    for (href, text) in links.into_iter().flatten() {
        let text = el("bdi", "").show(text.trim_start_matches("https://").trim_end_matches('/'));
        // A server's slip must not become a link that does something else; what can be read can still be typed.
        parts.push(match host::permitted(Purpose::Link, &href) {
            Some(href) => el("a", "link contact").attr("href", href).with(vec![text]),
            None => el("p", "hint").with(vec![text]),
        });
    }
    group("contacts", parts)
}
