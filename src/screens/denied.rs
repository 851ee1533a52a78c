use auth_contract::{ActionType, Denied, DeniedCode, StepType, Support};

use crate::cx::{Cx, Press};
use crate::host;
use crate::i18n::Key;
use crate::navigation::Purpose;
use crate::ui::{Button, Icon, Node, button, card, el, emblem, group, heading, lead, paragraph};

/// The end without a sign-in: why, and whom to ask.
pub fn denied(cx: Cx, step: &Denied) -> Node {
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
    let (label, hook, press) = if step.code == DeniedCode::ClientOutdated {
        (Key::DeniedReload, ("data-retry", ""), Press::Reload)
    } else {
        (Key::CommonStartAgain, ("data-action", ActionType::Restart.name()), Press::StartAgain)
    };
    let mut parts = vec![emblem("emblem emblem-bad", Icon::Stop), heading(cx, title), lead(cx.text(why))];
    parts.extend(step.support.as_ref().map(|support| contacts(cx, support)));
    parts.push(button(Button { class, label: cx.text(label), hook }, cx.presses(press)));
    card(StepType::Denied, parts)
}

fn contacts(cx: Cx, support: &Support) -> Node {
    let links = [
        support.email.as_ref().map(|email| (format!("mailto:{email}"), email)),
        support.phone.as_ref().map(|phone| (format!("tel:{}", phone.replace(' ', "")), phone)),
        support.url.as_ref().map(|url| (url.clone(), url)),
    ];
    let mut parts = vec![paragraph("hint", cx.text(Key::DeniedSupport))];
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
