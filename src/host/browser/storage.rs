//! Session storage, local storage and the language cookie: what survives a reload. Never a secret.

use auth_contract::Action;
use js_sys::Reflect;
use web_sys::Storage;

use super::{document, window};

const IDENTIFIER: &str = "portico.identifier";
/// A country, or nothing, a space, and where codes are to go.
const DESTINATION: &str = "portico.destination";
const REQUEST: &str = "portico.request";
const REDIRECTED_FLOW: &str = "portico.departed";
/// The method of the sign-in that is under way in this tab.
const CURRENT_METHOD: &str = "portico.way";
/// The method of the last sign-in that succeeded on this device.
const LAST_USED_METHOD: &str = "portico-way";
const LOCALE: &str = "portico-locale";

/// Of this tab. Storage is refused in some private windows; the page then simply remembers less.
fn tab() -> Option<Storage> {
    window().session_storage().ok()?
}

/// Of this device.
fn device() -> Option<Storage> {
    window().local_storage().ok()?
}

fn read(name: &str) -> Option<String> {
    tab()?.get_item(name).ok()?
}

fn write(name: &str, value: &str) {
    if let Some(storage) = tab() {
        let _ = storage.set_item(name, value);
    }
}

fn remove(name: &str) {
    if let Some(storage) = tab() {
        let _ = storage.remove_item(name);
    }
}

/// What the person had typed to say who they are, in this tab.
pub fn identifier() -> Option<String> {
    read(IDENTIFIER)
}

/// Remembers it until the tab is closed.
pub fn store_identifier(identifier: &str) {
    write(IDENTIFIER, identifier);
}

/// Where the person wanted codes to go, in this tab: an [`Action::SetDestination`].
pub fn destination() -> Option<Action> {
    let stored = read(DESTINATION)?;
    let (country, destination) = stored.split_once(' ')?;
    let country = Some(country.to_owned()).filter(|country| !country.is_empty());
    Some(Action::SetDestination { destination: destination.to_owned(), country })
}

/// Remembers it until the tab is closed; forgets it without one.
pub fn store_destination(destination: Option<&Action>) {
    match destination {
        Some(Action::SetDestination { destination, country }) => {
            write(DESTINATION, &format!("{} {destination}", country.as_deref().unwrap_or_default()));
        }
        _ => remove(DESTINATION),
    }
}

/// The handle of the authorization request with which this tab was opened.
pub fn request() -> Option<String> {
    read(REQUEST)
}

/// Remembers it until the tab is closed.
pub fn store_request(request: &str) {
    write(REQUEST, request);
}

/// The sign-in for which this tab has left for an identity provider.
pub fn redirected_flow() -> Option<String> {
    read(REDIRECTED_FLOW)
}

/// Remembers that until the tab is closed or the person is back.
pub fn store_redirected_flow(flow: &str) {
    write(REDIRECTED_FLOW, flow);
}

/// Forgets it: the person is back.
pub fn clear_redirected_flow() {
    remove(REDIRECTED_FLOW);
}

/// The method with which the person is signing in, as `crate::flow::last_used_method` writes it. Kept while the person is
/// at an identity provider.
pub fn store_current_method(method: &str) {
    write(CURRENT_METHOD, method);
}

/// The method of the last sign-in on this device.
pub fn last_used_method() -> Option<String> {
    device()?.get_item(LAST_USED_METHOD).ok()?
}

/// The sign-in is complete: forgets who the person is and where they were going, and keeps the method.
pub fn end_sign_in() {
    if let (Some(method), Some(device)) = (read(CURRENT_METHOD), device()) {
        let _ = device.set_item(LAST_USED_METHOD, &method);
    }
    for name in [IDENTIFIER, DESTINATION, REQUEST, CURRENT_METHOD] {
        remove(name);
    }
}

#[cfg(not(feature = "preview"))]
pub use dismissed::{is_dismissed, store_dismissed};
#[cfg(feature = "preview")]
pub use preview::{clear_dismissed, is_dismissed, store_dismissed};

/// Hints and announcements that the person has closed.
#[cfg(not(feature = "preview"))]
mod dismissed {
    use super::device;

    /// Followed by the id of what was closed.
    const SEEN: &str = "portico-seen:";

    /// Whether the person has closed what has this id.
    pub fn is_dismissed(id: &str) -> bool {
        let key = format!("{SEEN}{id}");
        device().and_then(|storage| storage.get_item(&key).ok()?).is_some()
    }

    /// Remembers that, for as long as the browser keeps the page's data.
    pub fn store_dismissed(id: &str) {
        if let Some(storage) = device() {
            let _ = storage.set_item(&format!("{SEEN}{id}"), "");
        }
    }
}

/// The same in memory: what is closed in one preview is there again in the next.
#[cfg(feature = "preview")]
mod preview {
    use std::cell::RefCell;

    thread_local! {
        static DISMISSED: RefCell<Vec<String>> = const { RefCell::new(vec![]) };
    }

    /// Whether what has this id was closed.
    pub fn is_dismissed(id: &str) -> bool {
        DISMISSED.with_borrow(|ids| ids.iter().any(|one| one == id))
    }

    /// Remembers that until [`clear_dismissed`].
    pub fn store_dismissed(id: &str) {
        DISMISSED.with_borrow_mut(|ids| ids.push(id.to_owned()));
    }

    /// Forgets what was closed.
    pub fn clear_dismissed() {
        DISMISSED.take();
    }
}

/// The language that the person chose on this device. A cookie, so that the server sends the right page at once.
pub fn locale() -> Option<String> {
    let cookies = Reflect::get(&document(), &"cookie".into()).ok()?.as_string()?;
    let own = |cookie: &str| cookie.trim_ascii_start().strip_prefix(LOCALE)?.strip_prefix('=').map(str::to_owned);
    // By a character, since a text to split at would bring 6 kB of code.
    cookies.split(';').find_map(own)
}

/// Remembers the language for a year.
pub fn store_locale(locale: &str) {
    let cookie = format!("{LOCALE}={locale}; path=/; max-age=31536000; secure; samesite=lax");
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}
