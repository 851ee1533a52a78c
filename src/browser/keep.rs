//! What survives a reload. Never a secret.

use js_sys::Reflect;
use web_sys::Storage;

use super::{document, window};

const IDENTIFIER: &str = "portico.identifier";
const LOCALE: &str = "portico-locale";

/// Storage is refused in some private windows; the page then simply remembers less.
fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}

/// What the person had typed to say who they are, in this tab.
pub fn identifier() -> Option<String> {
    storage()?.get_item(IDENTIFIER).ok()?
}

/// Remembers it until the tab is closed; `None` forgets it.
pub fn keep_identifier(identifier: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match identifier {
        Some(identifier) => storage.set_item(IDENTIFIER, identifier),
        None => storage.remove_item(IDENTIFIER),
    };
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
