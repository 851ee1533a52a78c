use auth_contract::{ActionType, Denied, DeniedCode, StepType, Support};
use leptos::prelude::*;

use crate::cx::{Cx, Press};
use crate::i18n::Key;
use crate::ui::{Icon, card, heading, icon, lead, quiet_button};

/// The end without a sign-in: why, and whom to ask.
pub fn denied(cx: Cx, step: Denied) -> AnyView {
    let why = match step.code {
        DeniedCode::AccountDisabled => Key::DeniedAccountDisabled,
        DeniedCode::NotAuthorized => Key::DeniedNotAuthorized,
        DeniedCode::InvalidRequest | DeniedCode::Unknown => Key::DeniedInvalidRequest,
        DeniedCode::ClientOutdated => Key::DeniedClientOutdated,
        DeniedCode::TooManyAttempts => Key::DeniedTooManyAttempts,
    };
    let way = if step.code == DeniedCode::ClientOutdated {
        quiet_button(cx, "reload", Key::DeniedReload, move || (cx.press)(Press::Reload)).into_any()
    } else {
        view! {
            <button type="button" class="button button-quiet" data-action=ActionType::Restart.name() on:click=move |_| (cx.press)(Press::StartAgain)>
                <span class="button-label">{cx.t(Key::CommonStartAgain)}</span>
            </button>
        }
        .into_any()
    };
    card(
        StepType::Denied,
        view! {
            <div class="emblem emblem-bad">{icon(Icon::Stop)}</div>
            {heading(cx, Key::DeniedTitle)}
            {lead(move || cx.words.get().get(why).to_owned())}
            {step.support.map(|support| contacts(cx, support))}
            {way}
        },
    )
}

fn contacts(cx: Cx, support: Support) -> impl IntoView {
    let Support { email, phone, url } = support;
    let links = [
        email.map(|email| (format!("mailto:{email}"), email)),
        phone.map(|phone| (format!("tel:{}", phone.replace(' ', "")), phone)),
        // Only a web address: a server's slip must not become a `javascript:` link.
        url.filter(|url| url.starts_with("https://")).map(|url| (url.clone(), url)),
    ];
    let links = links
        .into_iter()
        .flatten()
        .map(|(href, text)| view! { <li><a class="link" href=href><bdi>{text}</bdi></a></li> });
    view! {
        <div class="contacts">
            <p class="hint">{cx.t(Key::DeniedSupport)}</p>
            <ul class="contact-list">{links.collect_view()}</ul>
        </div>
    }
}
