//! Loads a language over the network.

use gloo_net::http::{Request, Response};
use js_sys::{Array, JSON};
use wasm_bindgen::JsCast;
use web_sys::HtmlLinkElement;

use super::{TAGS, Words};
use crate::host::browser::dom;

/// Fetches the words of a language. `None` when it cannot be had, or belongs to another build of the page.
pub async fn load(tag: &str) -> Option<Words> {
    let tag = *TAGS.iter().find(|known| **known == tag)?;
    let link = dom::first::<HtmlLinkElement>(&format!("link[rel=portico-locale][hreflang={tag}]"))?;
    let mut request = Request::get(&link.href());
    if let Some(integrity) = link.get_attribute("data-integrity") {
        request = request.integrity(&integrity);
    }
    let text = request.send().await.ok().filter(Response::ok)?.text().await.ok()?;
    let array: Array = JSON::parse(&text).ok()?.dyn_into().ok()?;
    // A language lives as long as the page: leaked on purpose, so that `Words` is a plain copyable value.
    let table: Vec<&'static str> =
        array.iter().map(|word| &*Box::leak(word.as_string().unwrap_or_default().into_boxed_str())).collect();
    Words::new(tag, Box::leak(table.into_boxed_slice()))
}
