//! The former sign-in address, read from the document's head.

use web_sys::Element;

use super::dom::first;
use crate::host::former_address::FormerAddress;

/// Where people signed in before, from `<meta name="portico-moved">`, which the build writes from the brand's folder.
pub fn former_address() -> Option<FormerAddress> {
    FormerAddress::read(&first::<Element>("meta[name=portico-moved]")?.get_attribute("content")?)
}
