//! "Open in the browser", for pages in a web view.

use std::sync::Arc;

use auth_contract::Provider;

use super::{Node, copy_button, el, group};
use crate::context::Context;
use crate::flow::WebView;
use crate::host;
use crate::host::web_view::browser_url;
use crate::i18n::Key;

/// The way to the browser, in place of the providers that refuse the app around the page (U4). `None` where there are
/// none of them.
pub fn open_in_browser(context: Context, web_view: WebView, providers: &[Provider]) -> Option<Node> {
    let names: Vec<&str> =
        providers.iter().filter(|provider| provider.refuses_embedded).map(|provider| provider.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let address = host::sign_in_address();
    let mut parts = vec![el("p", "hint").say(context.filled(Key::ProviderEmbedded, "provider", names.join(", ")))];
    if let Some(target) = browser_url(web_view, &address) {
        let label = el("span", "button-label").say(context.text(Key::ProviderOpen));
        parts.push(
            el("a", "button button-quiet").attrs(&[("data-open", "browser")]).attr("href", target).with(vec![label]),
        );
    }
    // Some apps let nothing through.
    parts.push(group("button-row", vec![copy_button(context, Key::ProviderCopy, Arc::new(move || address.clone()))]));
    Some(group("way-out", parts))
}
