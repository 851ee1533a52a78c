//! The buttons of identity providers.

use auth_contract::{Action, ActionType, Provider};
use leptos::prelude::*;

use super::{El, Node, el, group, open_in_browser, svg};
use crate::context::Context;
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
pub fn providers(context: Context, providers: &[Provider]) -> Node {
    let web_view = context.state.with_untracked(|state| state.web_view);
    let works = |provider: &&Provider| web_view.is_none() || !provider.refuses_embedded;
    let buttons = providers.iter().filter(works).map(|provider| provider_button(context, provider.clone())).collect();
    let or = el("p", "divider").say(context.text(Key::ProviderOr));
    let mut parts = vec![or, group("provider-list", buttons)];
    parts.extend(web_view.and_then(|web_view| open_in_browser(context, web_view, providers)));
    group("providers", parts)
}

fn provider_button(context: Context, provider: Provider) -> Node {
    // Which one of several is under way is known here alone.
    let chosen = RwSignal::new(false);
    let busy = move || chosen.get() && context.is_sending(ActionType::StartFederation);
    let id = provider.id.clone();
    let dispatch = move |_| {
        chosen.set(true);
        context.act(Action::StartFederation { provider: id.clone() });
    };
    let mut parts = vec![
        mark(&provider, host::has_logo(&provider.id)),
        el("span", "button-label").say(context.filled(Key::ProviderContinue, "provider", provider.name)),
    ];
    if context.state.with_untracked(|state| state.last_used_method.as_deref() == Some(&provider.id)) {
        parts.push(el("span", "badge").say(context.text(Key::ProviderLast)));
    }
    outline(&provider.id)
        .bind("aria-busy", context.flag(busy))
        .bind("hidden", context.hidden_unless_offered(ActionType::StartFederation))
        .on("click", dispatch)
        .with(parts)
}
