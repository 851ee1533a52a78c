use std::sync::Arc;

use auth_contract::Provider;

use super::{Node, copy_button, el, group};
use crate::cx::Cx;
use crate::embedded::{Inside, way_out};
use crate::host;
use crate::i18n::Key;

/// The way to the browser, in place of the providers that refuse the app around the page (U4). `None` where there are
/// none of them.
pub fn open_in_browser(cx: Cx, inside: Inside, providers: &[Provider]) -> Option<Node> {
    let names: Vec<&str> =
        providers.iter().filter(|provider| provider.refuses_embedded).map(|provider| provider.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let address = host::sign_in_address();
    let mut parts = vec![el("p", "hint").say(cx.filled(Key::ProviderEmbedded, "provider", names.join(", ")))];
    if let Some(target) = way_out(inside, &address) {
        let label = el("span", "button-label").say(cx.text(Key::ProviderOpen));
        parts.push(
            el("a", "button button-quiet").attrs(&[("data-open", "browser")]).attr("href", target).with(vec![label]),
        );
    }
    // Some apps let nothing through.
    parts.push(group("button-row", vec![copy_button(cx, Key::ProviderCopy, Arc::new(move || address.clone()))]));
    Some(group("way-out", parts))
}
