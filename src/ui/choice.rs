use auth_contract::{ActionType, Method};
use leptos::prelude::*;

use super::{Icon, icon};
use crate::cx::Cx;
use crate::i18n::Key;

/// One of several ways on.
pub struct Choice {
    pub action: ActionType,
    pub method: Method,
    pub authenticator: Option<String>,
    pub title: Key,
    pub detail: Option<Key>,
    /// What sets it apart, in a word or two.
    pub tag: Option<Key>,
    pub recommended: bool,
}

/// A large button with a title and a line below it.
pub fn choice(cx: Cx, choice: Choice, on_press: impl Fn() + 'static) -> impl IntoView {
    let (symbol, name) = match choice.method {
        Method::Totp => (Icon::Phone, "totp"),
        Method::Email => (Icon::Mail, "email"),
        Method::Sms => (Icon::Message, "sms"),
        Method::Passkey => (Icon::Key, "passkey"),
        Method::RecoveryCode => (Icon::Codes, "recovery_code"),
        Method::Unknown => (Icon::Key, "unknown"),
    };
    let class = if choice.recommended { "choice choice-best" } else { "choice" };
    view! {
        <button
            type="button"
            class=class
            data-action=choice.action.name()
            data-method=name
            data-authenticator=choice.authenticator
            on:click=move |_| on_press()
        >
            <span class="choice-icon">{icon(symbol)}</span>
            <span class="choice-text">
                <span class="choice-title">
                    {cx.t(choice.title)} {choice.tag.map(|tag| view! { " " <span class="tag">{cx.t(tag)}</span> })}
                </span>
                {choice.detail.map(|detail| view! { <span class="choice-detail">{cx.t(detail)}</span> })}
            </span>
            <span class="choice-go">{icon(Icon::Forward)}</span>
        </button>
    }
}
