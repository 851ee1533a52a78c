//! What survives a reload. Never a secret.

use auth_contract::Action;
use js_sys::Reflect;
use web_sys::Storage;

use super::{document, window};

const IDENTIFIER: &str = "portico.identifier";
/// A country, or nothing, a space, and where codes are to go.
const GIVEN: &str = "portico.destination";
const REQUEST: &str = "portico.request";
const DEPARTED: &str = "portico.departed";
/// The way of the sign-in that is under way in this tab.
const WAY: &str = "portico.way";
/// The way of the last one that succeeded on this device.
const LAST_WAY: &str = "portico-way";
const LOCALE: &str = "portico-locale";
/// In front of what was put away.
#[cfg(not(feature = "gallery"))]
const SEEN: &str = "portico-seen:";

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
pub fn keep_identifier(identifier: &str) {
    write(IDENTIFIER, identifier);
}

/// Where the person wanted codes to go, in this tab: an [`Action::SetDestination`].
pub fn given() -> Option<Action> {
    let kept = read(GIVEN)?;
    let (country, destination) = kept.split_once(' ')?;
    let country = Some(country.to_owned()).filter(|country| !country.is_empty());
    Some(Action::SetDestination { destination: destination.to_owned(), country })
}

/// Remembers it until the tab is closed; forgets it without one.
pub fn keep_given(given: Option<&Action>) {
    match given {
        Some(Action::SetDestination { destination, country }) => {
            write(GIVEN, &format!("{} {destination}", country.as_deref().unwrap_or_default()));
        }
        _ => remove(GIVEN),
    }
}

/// The handle of the authorization request with which this tab was opened.
pub fn request() -> Option<String> {
    read(REQUEST)
}

/// Remembers it until the tab is closed.
pub fn keep_request(request: &str) {
    write(REQUEST, request);
}

/// The sign-in for which this tab has left for an identity provider.
pub fn departed() -> Option<String> {
    read(DEPARTED)
}

/// Remembers that until the tab is closed or the person is back.
pub fn keep_departed(flow: &str) {
    write(DEPARTED, flow);
}

/// Forgets it: the person is back.
pub fn forget_departed() {
    remove(DEPARTED);
}

/// By which way the person is signing in, as `crate::ways` writes it; kept over the way to an identity provider and back.
pub fn keep_way(way: &str) {
    write(WAY, way);
}

/// By which way somebody last signed in on this device.
pub fn way() -> Option<String> {
    device()?.get_item(LAST_WAY).ok()?
}

/// Forgets who the person is and where they were going: they have arrived. What stays is by which way.
pub fn forget() {
    if let (Some(way), Some(device)) = (read(WAY), device()) {
        let _ = device.set_item(LAST_WAY, &way);
    }
    for name in [IDENTIFIER, GIVEN, REQUEST, WAY] {
        remove(name);
    }
}

/// Whether the person has put away what bears this id.
#[cfg(not(feature = "gallery"))]
pub fn has_seen(id: &str) -> bool {
    let key = format!("{SEEN}{id}");
    device().and_then(|storage| storage.get_item(&key).ok()?).is_some()
}

/// Remembers that, for as long as the browser keeps the page's data.
#[cfg(not(feature = "gallery"))]
pub fn keep_seen(id: &str) {
    if let Some(storage) = device() {
        let _ = storage.set_item(&format!("{SEEN}{id}"), "");
    }
}

// What a designer puts away in one cell is there in the next.
#[cfg(feature = "gallery")]
thread_local! {
    static PUT_AWAY: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(vec![]) };
}

#[cfg(feature = "gallery")]
pub fn has_seen(id: &str) -> bool {
    PUT_AWAY.with_borrow(|seen| seen.iter().any(|one| one == id))
}

#[cfg(feature = "gallery")]
pub fn keep_seen(id: &str) {
    PUT_AWAY.with_borrow_mut(|seen| seen.push(id.to_owned()));
}

#[cfg(feature = "gallery")]
pub fn forget_seen() {
    PUT_AWAY.take();
}

/// The language that the person chose on this device. A cookie, so that the server sends the right page at once.
pub fn locale() -> Option<String> {
    let cookies = Reflect::get(&document(), &"cookie".into()).ok()?.as_string()?;
    let own = |cookie: &str| cookie.trim_ascii_start().strip_prefix(LOCALE)?.strip_prefix('=').map(str::to_owned);
    // By a character, since a text to split at would bring 6 kB of code.
    cookies.split(';').find_map(own)
}

/// Remembers the language for a year.
pub fn keep_locale(locale: &str) {
    let cookie = format!("{LOCALE}={locale}; path=/; max-age=31536000; secure; samesite=lax");
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}
