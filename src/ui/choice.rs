//! One of several choices.

use auth_contract::{ActionType, Method};
use leptos::prelude::*;

use super::{Icon, Node, el, icon};
use crate::context::{Context, Handler};
use crate::i18n::Key;

/// One of several ways on.
pub struct Choice {
    pub action: ActionType,
    /// `None` for going on without any: such a choice is drawn quietly.
    pub method: Option<Method>,
    pub authenticator: Option<String>,
    pub title: Key,
    /// Short marks beside the title.
    pub tags: Vec<Key>,
    /// Set apart from the others.
    pub best: bool,
    /// What stands below the title.
    pub detail: Option<Node>,
}

/// A large button with a title and a line below it.
pub fn choice(context: Context, choice: Choice, on_press: Handler) -> Node {
    let mut title = vec![el("span", "choice-name").say(context.text(choice.title))];
    title.extend(choice.tags.into_iter().map(|tag| el("span", "tag").say(context.text(tag))));
    let mut text = vec![el("span", "choice-title").with(title)];
    text.extend(choice.detail);
    let class = match choice.method {
        None => "choice choice-quiet",
        Some(_) if choice.best => "choice choice-best",
        Some(_) => "choice",
    };
    let mut button = el("button", class).attrs(&[("type", "button"), ("data-action", choice.action.name())]);
    let mut parts = vec![];
    if let Some(method) = choice.method {
        let (symbol, name) = face(method);
        button = button.attr("data-method", name);
        parts.push(el("span", "choice-icon").with(vec![icon(symbol)]));
    }
    if let Some(authenticator) = choice.authenticator {
        button = button.attr("data-authenticator", authenticator);
    }
    // Which one of several is under way is known here alone.
    let chosen = RwSignal::new(false);
    let busy = context.flag(move || chosen.get() && context.is_sending(choice.action));
    let dispatch = move |_| {
        chosen.set(true);
        on_press();
    };
    parts.push(el("span", "choice-text").with(text));
    parts.push(el("span", "choice-go").with(vec![icon(Icon::Forward)]));
    button
        .bind("aria-busy", busy)
        .bind("hidden", context.hidden_unless_offered(choice.action))
        .on("click", dispatch)
        .with(parts)
}

/// The picture of a method, and its name in `data-method`.
fn face(method: Method) -> (Icon, &'static str) {
    match method {
        Method::Totp => (Icon::Phone, "totp"),
        Method::Email => (Icon::Mail, "email"),
        Method::Sms => (Icon::Message, "sms"),
        Method::Passkey => (Icon::Key, "passkey"),
        Method::RecoveryCode => (Icon::Codes, "recovery_code"),
        Method::Unknown => (Icon::Key, "unknown"),
    }
}
