use auth_contract::{Action, ActionType, Provider};
use leptos::prelude::*;

use super::{El, Node, el, group, open_in_browser, svg};
use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;

/// So many buttons stand in plain sight when there are more than [`AT_ONCE`].
pub const AT_FIRST: usize = 5;
/// So many buttons are shown without anything to open: one alone is never hidden.
#[cfg(feature = "bundled")]
pub const AT_ONCE: usize = 6;

/// The button of an identity provider, without its parts.
pub fn outline(id: &str) -> El {
    el("button", "button button-quiet provider")
        .attrs(&[("type", "button"), ("data-action", ActionType::StartFederation.name())])
        .attr("data-provider", id)
}

/// The provider's logo from the document's sprite; without one the first letter of its name.
pub fn mark(provider: &Provider, has_logo: bool) -> Node {
    let mark = el("span", "provider-mark").attr("aria-hidden", "true");
    if !has_logo {
        return mark.show(letter(&provider.name));
    }
    let part = svg("use", "").attr("href", format!("#provider-{}", provider.id)).empty();
    mark.with(vec![svg("svg", "").with(vec![part])])
}

/// What stands for a provider without a logo; the style sheet makes it a capital.
pub fn letter(name: &str) -> &str {
    name.get(..name.chars().next().map_or(0, char::len_utf8)).unwrap_or_default()
}

/// The providers once more, below a form (U8).
pub fn providers(cx: Cx, providers: &[Provider]) -> Node {
    let inside = cx.live.with_untracked(|live| live.inside);
    let works = |provider: &&Provider| inside.is_none() || !provider.refuses_embedded;
    let buttons = providers.iter().filter(works).map(|provider| provider_button(cx, provider.clone())).collect();
    let or = el("p", "divider").say(cx.text(Key::ProviderOr));
    let mut parts = vec![or, group("provider-list", buttons)];
    parts.extend(inside.and_then(|inside| open_in_browser(cx, inside, providers)));
    group("providers", parts)
}

fn provider_button(cx: Cx, provider: Provider) -> Node {
    // Which one of several is under way is known here alone.
    let chosen = RwSignal::new(false);
    let busy = move || chosen.get() && cx.is_sending(ActionType::StartFederation);
    let id = provider.id.clone();
    let press = move |_| {
        chosen.set(true);
        cx.act(Action::StartFederation { provider: id.clone() });
    };
    let mut parts = vec![
        mark(&provider, host::has_logo(&provider.id)),
        el("span", "button-label").say(cx.filled(Key::ProviderContinue, "provider", provider.name)),
    ];
    if cx.live.with_untracked(|live| live.last_used.as_deref() == Some(&provider.id)) {
        parts.push(el("span", "badge").say(cx.text(Key::ProviderLast)));
    }
    outline(&provider.id)
        .live("aria-busy", cx.flag(busy))
        .live("hidden", cx.hidden_unless_offered(ActionType::StartFederation))
        .on("click", press)
        .with(parts)
}
