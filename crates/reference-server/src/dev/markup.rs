//! Pieces of markup that several parts of the lobby have.

use maud::{Markup, html};

/// `text` as it stands in a query.
pub fn hint(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Text that a press copies. Without script it is plain text that can be selected.
pub fn copyable(text: &str, label: &str) -> Markup {
    html! {
        code { @for part in text.split_inclusive('@') { (part) wbr; } }
        button.copy type="button" data-copy=(text) aria-label=(label) hidden { "Copy" }
    }
}
