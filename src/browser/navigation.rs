use web_sys::Url;

use super::dom::first;
use super::window;
use crate::navigation::{Policy, Target};

/// What the operator allows, from `<meta name="portico-targets">`, which the build writes from the brand's folder.
fn policy() -> Policy {
    let allowed = first::<web_sys::Element>("meta[name=portico-targets]")
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    Policy::parse(&allowed, &window().location().origin().unwrap_or_default())
}

/// The address in the browser's own spelling, if the page may go there; checked at the moment of navigation.
pub fn permitted(target: &str) -> Option<String> {
    let url = Url::new(target).ok()?;
    let (protocol, origin, host) = (url.protocol(), url.origin(), url.hostname());
    let has_credentials = !url.username().is_empty() || !url.password().is_empty();
    let parts = Target { protocol: &protocol, origin: &origin, host: &host, has_credentials };
    policy().permits(&parts).then(|| url.href())
}

/// Leaves for `target`; the page does not stay behind in the history. `false` when it may not go there.
pub fn leave(target: &str) -> bool {
    permitted(target).is_some_and(|url| window().location().replace(&url).is_ok())
}

/// Loads the page again.
pub fn reload() {
    let _ = window().location().reload();
}
