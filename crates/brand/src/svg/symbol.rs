//! A picture that becomes part of the document, so that a shape of one colour takes the colour of the text around it.

use std::fmt::Write as _;

use roxmltree::{Document, Node};

use crate::slip::Wrong;

/// Attributes of the root that say how large a picture is, which the page says itself.
const OF_ROOT: [&str; 4] = ["width", "height", "version", "id"];

/// The picture as a `<symbol>` with this id. It shares the document with everything else there: its own ids begin with
/// that id, and what would style the whole page is refused.
///
/// # Errors
/// `<style>`, `style` and `class`, each with its line. What [`super::check`] refuses is not looked for.
pub fn symbol(text: &str, id: &str) -> Result<String, Vec<Wrong>> {
    let document = Document::parse(text).map_err(|error| vec![(error.pos().row as usize, error.to_string())])?;
    let mut wrong = vec![];
    for node in document.descendants().filter(Node::is_element) {
        let line = document.text_pos_at(node.range().start).row as usize;
        let styles = node.attributes().find(|attribute| matches!(attribute.name(), "style" | "class"));
        let named = styles.map(|attribute| attribute.name());
        if let Some(name) = named.or_else(|| (node.tag_name().name() == "style").then_some("<style>")) {
            let what = "becomes part of the page, where styles reach everything; write fill=\"…\" on the shape";
            wrong.push((line, format!("{name}: a provider's logo {what}")));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let root = document.root_element();
    let mut out = format!("<symbol id=\"{id}\"");
    write_attributes(root, id, &OF_ROOT, &mut out);
    out.push('>');
    for child in root.children() {
        write(child, id, &mut out);
    }
    out.push_str("</symbol>");
    Ok(out)
}

fn write(node: Node<'_, '_>, id: &str, out: &mut String) {
    let name = node.tag_name().name();
    // The text beside the logo names the provider; a title would show as a tip, and be read out a second time.
    if !node.is_element() || matches!(name, "title" | "desc") {
        return;
    }
    out.extend(["<", name]);
    write_attributes(node, id, &[], out);
    out.push('>');
    for child in node.children() {
        write(child, id, out);
    }
    out.extend(["</", name, ">"]);
}

fn write_attributes(node: Node<'_, '_>, id: &str, left_out: &[&str], out: &mut String) {
    for attribute in node.attributes().filter(|attribute| !left_out.contains(&attribute.name())) {
        let (name, value) = (attribute.name(), attribute.value());
        let value = match name {
            "id" => format!("{id}-{value}"),
            "href" => value.replacen('#', &format!("#{id}-"), 1),
            _ => value.replace("url(#", &format!("url(#{id}-")),
        };
        let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        // Writing into a String cannot fail.
        let _ = write!(out, " {name}=\"{value}\"");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inside: &str) -> Result<String, Vec<Wrong>> {
        symbol(
            &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" viewBox=\"0 0 9 9\">\n{inside}\n</svg>"),
            "provider-acme",
        )
    }

    #[test]
    fn a_picture_keeps_its_shapes_and_gets_ids_of_its_own() {
        let inside = "<title>Acme</title><!-- a note -->\
            <linearGradient id=\"a\"><stop stop-color=\"red\"/></linearGradient>\n\
            <path fill=\"url(#a)\" d=\"M0 0\"/><use href=\"#b\"/>";
        assert_eq!(
            of(inside).unwrap(),
            "<symbol id=\"provider-acme\" viewBox=\"0 0 9 9\">\
             <linearGradient id=\"provider-acme-a\"><stop stop-color=\"red\"></stop></linearGradient>\
             <path fill=\"url(#provider-acme-a)\" d=\"M0 0\"></path><use href=\"#provider-acme-b\"></use></symbol>"
        );
    }

    #[test]
    fn what_would_style_the_page_is_refused_with_its_line() {
        for inside in ["<style>path{fill:red}</style>", "<path style=\"fill:red\"/>", "<path class=\"card\"/>"] {
            let wrong = of(inside).expect_err(inside);
            assert_eq!((wrong.len(), wrong[0].0), (1, 2), "{inside}: {wrong:?}");
        }
    }
}
