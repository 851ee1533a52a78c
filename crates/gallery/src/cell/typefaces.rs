//! A brand's own typeface, which travels with its styles and is read beside the page.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use portico::host::browser::document;

/// Does `then` once every typeface that is in use has been read: a picture taken before would show another one, or none.
pub(super) fn then(then: impl FnOnce() + 'static) {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let ready = member(document().as_ref(), "fonts").and_then(|fonts| member(&fonts, "ready"));
    spawn_local(async move {
        if let Some(Ok(ready)) = ready.map(JsCast::dyn_into::<Promise>) {
            let _ = JsFuture::from(ready).await;
        }
        then();
    });
}
