//! What survives a reload. Never a secret.

use js_sys::Reflect;
use web_sys::Storage;

use super::{document, window};

const IDENTIFIER: &str = "portico.identifier";
const REQUEST: &str = "portico.request";
const LOCALE: &str = "portico-locale";

/// Storage is refused in some private windows; the page then simply remembers less.
fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}

/// What the person had typed to say who they are, in this tab.
pub fn identifier() -> Option<String> {
    read(IDENTIFIER)
}

/// Remembers it until the tab is closed.
pub fn keep_identifier(identifier: &str) {
    write(IDENTIFIER, identifier);
}

/// The handle of the authorization request with which this tab was opened.
pub fn request() -> Option<String> {
    read(REQUEST)
}

/// Remembers it until the tab is closed.
pub fn keep_request(request: &str) {
    write(REQUEST, request);
}

/// Forgets who the person is and where they were going: they have arrived.
pub fn forget() {
    if let Some(storage) = storage() {
        for name in [IDENTIFIER, REQUEST] {
            let _ = storage.remove_item(name);
        }
    }
}

/// The language that the person chose on this device. A cookie, so that the server sends the right page at once.
pub fn locale() -> Option<String> {
    let cookies = Reflect::get(&document(), &"cookie".into()).ok()?.as_string()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix(LOCALE)?.strip_prefix('=')).map(str::to_owned)
}

/// Remembers the language for a year.
pub fn keep_locale(locale: &str) {
    let cookie = format!("{LOCALE}={locale}; path=/; max-age=31536000; secure; samesite=lax");
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}
