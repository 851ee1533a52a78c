//! The clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::window;

/// Puts `text` on the clipboard and says whether that worked: browsers may refuse.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let writing = window().navigator().clipboard().write_text(text);
    spawn_local(async move { done(JsFuture::from(writing).await.is_ok()) });
}
