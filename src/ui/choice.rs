use auth_contract::{ActionType, Method};
use leptos::prelude::*;

use super::{Handler, Icon, Node, el, icon};
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
pub fn choice(cx: Cx, choice: Choice, on_press: Handler) -> Node {
    let (symbol, name) = match choice.method {
        Method::Totp => (Icon::Phone, "totp"),
        Method::Email => (Icon::Mail, "email"),
        Method::Sms => (Icon::Message, "sms"),
        Method::Passkey => (Icon::Key, "passkey"),
        Method::RecoveryCode => (Icon::Codes, "recovery_code"),
        Method::Unknown => (Icon::Key, "unknown"),
    };
    let mut title = vec![el("span", "choice-name").say(cx.text(choice.title))];
    if choice.recommended {
        title.push(el("span", "tag").say(cx.text(Key::CommonRecommended)));
    }
    let mut text = vec![el("span", "choice-title").with(title)];
    text.extend(choice.detail.map(|detail| el("span", "choice-detail").say(cx.text(detail))));
    let class = if choice.recommended { "choice choice-best" } else { "choice" };
    let mut button =
        el("button", class).attrs(&[("type", "button"), ("data-action", choice.action.name()), ("data-method", name)]);
    if let Some(authenticator) = choice.authenticator {
        button = button.attr("data-authenticator", authenticator);
    }
    // Which one of several is under way is known here alone.
    let chosen = RwSignal::new(false);
    let busy = cx.flag(move || chosen.get() && cx.is_sending(choice.action));
    let press = move |_| {
        chosen.set(true);
        on_press();
    };
    button.live("aria-busy", busy).on("click", press).with(vec![
        el("span", "choice-icon").with(vec![icon(symbol)]),
        el("span", "choice-text").with(text),
        el("span", "choice-go").with(vec![icon(Icon::Forward)]),
    ])
}
