//! The language of the document: texts of static nodes are changed in place.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement, Node};

use crate::host::browser::document;
use crate::host::browser::dom::{all, by_id};
use crate::i18n::{TAGS, Words};

/// The language that the document is in.
pub fn current() -> &'static str {
    let lang = document().document_element().and_then(|html| html.get_attribute("lang")).unwrap_or_default();
    TAGS.iter().find(|tag| **tag == lang).copied().unwrap_or(TAGS[0])
}

/// Puts everything that is in the document into this language, where it is in another one. Whether it was.
pub(super) fn change(words: Words) -> bool {
    let changes = words.tag() != current();
    if changes {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("lang", words.tag());
            let _ = html.set_attribute("dir", words.dir());
        }
        relabel(words, &all("[data-t]"));
        show_links_in(words.tag());
    }
    if let Some(select) = by_id::<HtmlSelectElement>("language") {
        select.set_value(words.tag());
    }
    changes
}

/// Of links that lead elsewhere in each language, shows those of this one.
fn show_links_in(tag: &str) {
    for link in all("a[hreflang]") {
        let is_other = link.get_attribute("hreflang").is_some_and(|language| language != tag);
        link.unchecked_into::<HtmlElement>().set_hidden(is_other);
    }
}

/// Changes the text of static nodes in place: whatever is typed, filled or focused beside them is not touched.
pub(super) fn relabel(words: Words, nodes: &[Element]) {
    for node in nodes {
        let number = node.get_attribute("data-t").and_then(|number| number.parse().ok());
        if let (Some(number), Some(text)) = (number, node.first_child()) {
            text.unchecked_into::<Node>().set_node_value(Some(words.by_number(number)));
        }
    }
}
