//! Nodes as HTML, for drawing natively.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Position, PositionState, Render, RenderHtml};

use super::{El, Node, Value};

/// Elements without an end tag (HTML, section 13.1.2) that the page uses.
const VOID: [&str; 4] = ["img", "input", "source", "wbr"];

impl AddAnyAttr for Node {
    type Output<A: Attribute> = Self;

    /// Nodes are finished when they are made; nothing spreads attributes onto them.
    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, buf: &mut String, position: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        self.write(buf);
        *position = Position::NextChild;
    }

    /// The page is never hydrated: its first screen is adopted, and everything after it is built.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl Node {
    fn write(self, html: &mut String) {
        match self {
            Self::El(el) => el.write(html),
            Self::Fixed(text) => escape(&text, html),
            Self::Reactive(text) => escape(&text.get_untracked(), html),
        }
    }
}

impl El {
    fn write(self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        for (name, value) in self.attributes {
            let value = match value {
                Value::Fixed(value) => value,
                Value::Reactive(value) => match value.get_untracked() {
                    absent if absent.is_empty() => continue,
                    value => value,
                },
            };
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            escape(&value, html);
            html.push('"');
        }
        html.push('>');
        if VOID.contains(&self.tag) {
            return;
        }
        for child in self.children {
            child.write(html);
        }
        html.push_str("</");
        html.push_str(self.tag);
        html.push('>');
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{el, svg};
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let node = el("p", "a").attr("title", "\"<&").show("<script>");
        assert_eq!(node.to_html(), "<p class=\"a\" title=\"&quot;&lt;&amp;\">&lt;script&gt;</p>");
    }

    #[test]
    fn a_live_attribute_without_text_is_absent() {
        let html = Owner::new().with(|| {
            let text = Signal::derive(String::new);
            el("input", "").bind("aria-invalid", text).with(vec![]).to_html()
        });
        assert_eq!(html, "<input>");
    }

    #[test]
    fn svg_is_written_like_any_element() {
        assert_eq!(svg("path", "").attr("d", "M0 0").empty().to_html(), "<path d=\"M0 0\"></path>");
    }
}
