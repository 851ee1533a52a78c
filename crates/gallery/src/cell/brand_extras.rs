//! What the brand adds in a cell, put where the page finds it.

use web_sys::Element;

use crate::brands::Brand;
use crate::cells::Cell;
use crate::extra::Extra;
use portico::host::browser::dom::first;
use portico::host::browser::{document, storage};
use portico::i18n::{LONG, RIGHT_TO_LEFT, in_pseudo};
use portico::page::announcement::Announcement;

/// The announcements of this cell, in every language of the gallery. Nothing is put away yet but what the cell says.
pub(super) fn announcements(cell: &Cell, brand: &Brand) -> Vec<Announcement> {
    storage::clear_dismissed();
    let said = cell.extra.and_then(|extra| extra.announcement(&brand.announcements()));
    if let (true, Some(said)) = (cell.extra.is_some_and(Extra::is_dismissed), &said) {
        storage::store_dismissed(&said.id);
    }
    said.map(|said| Announcement { title: in_all(said.title), text: in_all(said.text), ..said }).into_iter().collect()
}

/// Says in the document where people signed in before, or that they did not.
pub(super) fn moved(cell: &Cell) {
    let old: Option<Element> = first("meta[name=portico-moved]");
    if let Some(old) = old {
        old.remove();
    }
    let Some(content) = cell.extra.and_then(Extra::moved) else { return };
    let (Some(head), Ok(meta)) = (document().head(), document().create_element("meta")) else { return };
    let _ = meta.set_attribute("name", "portico-moved");
    let _ = meta.set_attribute("content", &content);
    let _ = head.append_child(&meta);
    if let (true, Some(moved)) = (cell.extra.is_some_and(Extra::is_dismissed), portico::host::former_address()) {
        storage::store_dismissed(&moved.id());
    }
}

/// The pseudo languages are made from the text of the default language.
fn in_all(texts: Vec<(String, String)>) -> Vec<(String, String)> {
    let first = texts.first().map(|(_, text)| text.clone()).unwrap_or_default();
    let pseudo = [LONG, RIGHT_TO_LEFT].into_iter().filter_map(|tag| Some((tag.to_owned(), in_pseudo(tag, &first)?)));
    let pseudo: Vec<_> = pseudo.collect();
    texts.into_iter().chain(pseudo).collect()
}
