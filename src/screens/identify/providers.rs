//! The identity providers of the first screen.

use auth_contract::{Provider, ProviderKind};

use crate::i18n::{Key, Words};
use crate::ui::{AT_FIRST, AT_ONCE, Node, el, group, label_of, mark, outline};

/// The providers below the form. A few stand in plain sight; where there are many, the others open below them, with the
/// browser's own element, so that it works before any script.
pub(super) fn providers(words: Words, providers: &[Provider], has_logo: &dyn Fn(&str) -> bool) -> Node {
    let shown = if providers.len() > AT_ONCE { AT_FIRST } else { AT_ONCE }.min(providers.len());
    let button = |provider: &Provider| button(words, provider, has_logo(&provider.id));
    let (first, others) = providers.split_at(shown);
    let mut more: Vec<Node> = others.iter().map(button).collect();
    more.push(blank());
    let summary = el("summary", "link").with(vec![label_of(words, Key::ProviderMore)]);
    let details = el("details", "disclosure more");
    let details = if others.is_empty() { details.attr("hidden", "") } else { details };
    let place = el("div", "providers").attr("id", "identify-providers");
    let place = if providers.is_empty() { place.attr("hidden", "") } else { place };
    place.with(vec![
        el("p", "divider").with(vec![label_of(words, Key::ProviderOr)]),
        group("provider-list", first.iter().map(button).collect()),
        details.with(vec![summary, group("provider-list", more)]),
        el("div", "").attr("id", "identify-way-out").empty(),
        el("div", "alert-slot").attrs(&[("id", "provider-problem"), ("role", "alert")]).empty(),
    ])
}

/// Its text has a name in it, so that it is relabelled by that name and not by the number of its key.
fn button(words: Words, provider: &Provider, has_logo: bool) -> Node {
    let text = words.fill(Key::ProviderContinue, &[("provider", &provider.name)]);
    let outline = outline(&provider.id).attr("data-name", &provider.name);
    let outline = if provider.refuses_embedded { outline.attr("data-refuses", "") } else { outline };
    outline.with(vec![mark(provider, has_logo), el("span", "button-label").show(text)])
}

/// What the program makes a button of for a provider that the document does not know.
fn blank() -> Node {
    let nobody =
        Provider { id: String::new(), name: String::new(), kind: ProviderKind::Social, refuses_embedded: false };
    let parts = vec![mark(&nobody, false), el("span", "button-label").empty()];
    outline("").attrs(&[("data-name", ""), ("hidden", "")]).with(parts)
}
