use auth_contract::{ActionType, Method};
use leptos::prelude::*;

use super::{Handler, Icon, icon};
use crate::cx::Cx;
use crate::i18n::Key;

/// One of several ways on.
pub struct Choice {
    pub action: ActionType,
    pub method: Method,
    pub authenticator: Option<String>,
    pub title: Key,
    pub detail: Option<Key>,
    pub recommended: bool,
}

/// A large button with a title and a line below it.
pub fn choice(cx: Cx, choice: Choice, on_press: Handler) -> AnyView {
    let (symbol, name) = match choice.method {
        Method::Totp => (Icon::Phone, "totp"),
        Method::Email => (Icon::Mail, "email"),
        Method::Sms => (Icon::Message, "sms"),
        Method::Passkey => (Icon::Key, "passkey"),
        Method::RecoveryCode => (Icon::Codes, "recovery_code"),
        Method::Unknown => (Icon::Key, "unknown"),
    };
    let tag = choice.recommended.then(|| view! { " " <span class="tag">{cx.t(Key::CommonRecommended)}</span> });
    let detail = choice.detail.map(|detail| view! { <span class="choice-detail">{cx.t(detail)}</span> });
    view! {
        <button
            type="button"
            class=if choice.recommended { "choice choice-best" } else { "choice" }
            data-action=choice.action.name()
            data-method=name
            data-authenticator=choice.authenticator
            on:click=move |_| on_press()
        >
            <span class="choice-icon">{icon(symbol)}</span>
            <span class="choice-text">
                <span class="choice-title">{cx.t(choice.title)}{tag}</span>
                {detail}
            </span>
            <span class="choice-go">{icon(Icon::Forward)}</span>
        </button>
    }
    .into_any()
}
