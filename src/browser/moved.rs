use web_sys::Element;

use super::dom::first;
use crate::ui::Moved;

/// Where people signed in before, from `<meta name="portico-moved">`, which the build writes from the brand's folder.
pub fn moved() -> Option<Moved> {
    Moved::read(&first::<Element>("meta[name=portico-moved]")?.get_attribute("content")?)
}
