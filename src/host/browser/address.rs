//! The page's address: parameters, the id of the flow, the history entry that guards a step.

use js_sys::encode_uri_component;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use super::{storage, window};

/// The history state of the entry that stands between a step and the first screen, so that the browser's Back reaches
/// the page before it leaves it.
const GUARD: &str = "guard";

/// A parameter of the page's address.
pub fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name).filter(|value| !value.is_empty())
}

/// Whether the page's address has this parameter, with or without a value.
pub fn names(name: &str) -> bool {
    let search = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&search).is_ok_and(|parameters| parameters.has(name))
}

/// Where the same sign-in can be begun in another browser: the page, with the request that brought the person here.
pub fn sign_in() -> String {
    let origin = window().location().origin().unwrap_or_default();
    match parameter("request").or_else(storage::request) {
        Some(request) => format!("{origin}/?request={}", String::from(encode_uri_component(&request))),
        None => format!("{origin}/"),
    }
}

/// Puts `?flow=` into the address, or takes everything out of it. The fragment `#resume` lets the style sheet hide the
/// first screen on a reload, before any script has come.
pub fn set_flow(flow: Option<&str>) {
    let url = flow.map_or_else(|| "/".to_owned(), |id| format!("/?flow={id}#resume"));
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&url));
    }
}

/// Whether the current history entry is the guard.
pub fn is_guarded() -> bool {
    window()
        .history()
        .and_then(|history| history.state())
        .is_ok_and(|state| state.as_string().as_deref() == Some(GUARD))
}

/// Adds the guard entry.
pub fn guard() {
    if let Ok(history) = window().history() {
        let _ = history.push_state(&GUARD.into(), "");
    }
}

/// Leaves the guard entry. A `popstate` event follows.
pub fn unguard() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}
