//! A live cell in a frame. Every document opened from a disk is a stranger to every other, so a frame is steered by its
//! address and speaks by messages.

use leptos::html::Iframe;
use leptos::prelude::*;
use leptos::web_sys::HtmlIFrameElement;
use wasm_bindgen::{JsCast, JsValue};

use super::measure::Measure;
use portico::host::browser::document;
use portico::host::browser::dom::first;

const CELL: &str = "cell.html";

/// The frame for a cell. `hash` says what is in it; while it is `None` the frame keeps what it has, or waits.
pub(super) fn frame(
    name: &'static str,
    hash: impl Fn() -> Option<String> + Send + Sync + 'static,
    title: impl Fn() -> String + Send + Sync + 'static,
    measure: Memo<Measure>,
    live: bool,
) -> impl IntoView {
    let node: NodeRef<Iframe> = NodeRef::new();
    Effect::new(move |started: Option<bool>| {
        let (Some(frame), Some(hash)) = (node.get(), hash()) else { return started.unwrap_or_default() };
        steer(&frame, &hash, started.unwrap_or_default());
        true
    });
    let style = move || {
        let Measure { css_width, css_height, scale, .. } = measure.get();
        format!("inline-size:{css_width}px;block-size:{css_height}px;scale:{scale}")
    };
    view! { <iframe node_ref=node data-frame=name title=title style=style inert=!live></iframe> }
}

/// The first address loads the document; later ones change only what is drawn in it, and leave nothing for Back.
fn steer(frame: &HtmlIFrameElement, hash: &str, started: bool) {
    let address = format!("{CELL}{hash}");
    match frame.content_window().filter(|_| started) {
        Some(window) => {
            let _ = window.location().replace(&address);
        }
        None => frame.set_src(&address),
    }
}

/// Says something to the live cell.
pub(super) fn tell(message: &serde_json::Value) {
    let frame = first::<HtmlIFrameElement>("iframe[data-frame=live]");
    if let Some(window) = frame.and_then(|frame| frame.content_window()) {
        // A document opened from a disk has no origin that could be named.
        let _ = window.post_message(&message.to_string().into(), "*");
    }
}

/// The name of the frame that a message came from.
pub(super) fn sender(source: &JsValue) -> Option<String> {
    let frames = document().get_elements_by_tag_name("iframe");
    (0..frames.length()).filter_map(|place| frames.item(place)?.dyn_into::<HtmlIFrameElement>().ok()).find_map(
        |frame| {
            let window = frame.content_window()?;
            (JsValue::from(window) == *source).then(|| frame.get_attribute("data-frame")).flatten()
        },
    )
}
