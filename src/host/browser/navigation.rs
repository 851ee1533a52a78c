//! Leaving the page: every target passes the allow-list first.

use web_sys::{Element, Url};

use super::dom::first;
use super::window;
use crate::host::allow_list::{AllowList, Purpose, agrees};

/// What the operator allows, from `<meta name="portico-targets">` and `<meta name="portico-providers">`, which the build
/// writes from the brand's folder.
fn allow_list() -> AllowList {
    let list = |selector| first::<Element>(selector).and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    let own = window().location().origin().unwrap_or_default();
    AllowList::parse(&list("meta[name=portico-targets]"), &list("meta[name=portico-providers]"), &own)
}

/// An address to which the page may lead. There is no other way to one than [`permit`].
pub struct Permitted(String);

/// The address in the browser's own spelling, if the page may lead there. Every address that the page
/// follows or shows as a link passes here, at the moment of navigation.
pub fn permit(purpose: Purpose, target: &str) -> Option<Permitted> {
    let head = allow_list().permits(purpose, target)?;
    let href = Url::new(target).ok()?.href();
    agrees(target, head, &href).then_some(Permitted(href))
}

/// The same, for a link.
pub fn permitted(purpose: Purpose, target: &str) -> Option<String> {
    permit(purpose, target).map(|Permitted(href)| href)
}

/// Leaves for a product; the page does not stay behind in the history.
pub fn leave(Permitted(target): &Permitted) {
    let _ = window().location().replace(target);
}

/// Leaves for an identity provider; Back leads here again.
pub fn redirect_to_provider(Permitted(target): &Permitted) {
    let _ = window().location().assign(target);
}

/// Stops leaving.
pub fn stop() {
    let _ = window().stop();
}

/// Loads the page again.
pub fn reload() {
    let _ = window().location().reload();
}
