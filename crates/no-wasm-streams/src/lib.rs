//! The part of `wasm-streams` that `server_fn` names, without what it does. Leptos brings `server_fn` along; the page has
//! no server functions, so none of this is ever called (docs/decisions/0006-small-views.md).

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::JsValue;

/// Stands for a `ReadableStream` that nobody reads.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps the stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Never called. Gives a stream that ends at once.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::from(js_sys::Object::new()).into())
    }

    /// Gives the stream of the browser back.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Never called. Gives a stream that ends at once.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
