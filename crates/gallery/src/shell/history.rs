//! The address bar. Opened from a disk a document may change nothing of its address but the hash, which is all that is
//! changed here.

use wasm_bindgen::JsValue;

use portico::host::browser::window;

/// The hash of the document, with its `#`.
pub(super) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Writes the hash, as a step of its own in the history or over the present one.
pub(super) fn write(hash: &str, is_step: bool) {
    let Ok(history) = window().history() else { return };
    let written = if is_step {
        history.push_state_with_url(&JsValue::NULL, "", Some(hash))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(hash))
    };
    if written.is_err() {
        // Browsers allow a hundred changes in half a minute or so: a dragged frame comes there. The next change
        // writes the whole address again.
        leptos::logging::warn!("the address bar could not follow");
    }
}

/// The address of the whole gallery with this hash; for links too: a bare hash reads as a place in this document.
pub(super) fn full(hash: &str) -> String {
    let location = window().location().href().unwrap_or_default();
    let document = location.split('#').next().unwrap_or_default();
    format!("{document}{hash}")
}
