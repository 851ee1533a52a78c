//! Pictures that are documents: what they may hold. A browser runs nothing in an `<img>`; the same file opened by its
//! address, or put into the page by somebody later, would be another matter.

mod symbol;

use roxmltree::{Document, Node};

use crate::slip::{Wrong, line_of};

pub use self::symbol::symbol;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Shapes and what paints them. No text: the person's device may lack the typeface, so letters become paths.
const ELEMENTS: [&str; 21] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "defs",
    "symbol",
    "use",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "title",
    "desc",
    "style",
];

/// Checks a picture; returns its width divided by its height.
///
/// # Errors
/// Everything that is not a shape, every script, every reference to something outside the file, a missing `viewBox`.
pub fn check(text: &str) -> Result<f32, Vec<Wrong>> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(roxmltree::Error::DtdDetected) => {
            let line = text.find("<!DOCTYPE").map_or(1, |at| line_of(text, at));
            return Err(vec![(line, "has a <!DOCTYPE …>, which nothing needs; take it out".to_owned())]);
        }
        Err(error) => return Err(vec![(error.pos().row as usize, format!("is not well formed: {error}"))]),
    };
    let line = |node: Node<'_, '_>| document.text_pos_at(node.range().start).row as usize;
    let mut wrong = vec![];
    for node in document.descendants().filter(Node::is_element) {
        wrong.extend(faults(node).into_iter().map(|what| (line(node), what)));
    }
    let instructions = document.descendants().filter(Node::is_pi);
    wrong.extend(instructions.map(|node| (line(node), "an instruction <?…?> is refused; take it out".to_owned())));
    wrong.extend(document.descendants().filter(|node| multiplies(*node)).map(|node| {
        (line(node), "nested <use> is refused because it multiplies the size; copy the shapes".to_owned())
    }));
    let root = document.root_element();
    let ratio = root.attribute("viewBox").and_then(ratio);
    if ratio.is_none() {
        wrong.push((line(root), "needs a viewBox such as \"0 0 32 32\"".to_owned()));
    }
    if wrong.is_empty() { ratio.ok_or(wrong) } else { Err(wrong) }
}

fn ratio(view_box: &str) -> Option<f32> {
    let numbers: Vec<f32> =
        view_box.split([' ', ',']).filter(|text| !text.is_empty()).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [_, _, width, height] = numbers[..] else { return None };
    (width > 0.0 && height > 0.0).then_some(width / height)
}

/// A part that is used may not use another: ten levels of ten would be ten thousand million shapes.
fn multiplies(node: Node<'_, '_>) -> bool {
    let is_use = |node: &Node<'_, '_>| node.tag_name().name() == "use";
    is_use(&node)
        && node.attributes().find(|attribute| attribute.name() == "href").is_some_and(|href| {
            let used = node
                .document()
                .descendants()
                .find(|part| part.attribute("id").is_some_and(|id| href.value().strip_prefix('#') == Some(id)));
            used.is_some_and(|used| used.descendants().any(|part| is_use(&part)))
        })
}

fn faults(node: Node<'_, '_>) -> Vec<String> {
    let name = node.tag_name().name();
    let mut faults = vec![];
    if node.tag_name().namespace() != Some(NAMESPACE) || !ELEMENTS.contains(&name) {
        let hint = match (name, node.tag_name().namespace() == Some(NAMESPACE)) {
            ("text", true) => ": convert text to paths",
            ("metadata", _) | (_, false) => ": save the picture as plain SVG",
            _ => "",
        };
        faults.push(format!("<{name}> is refused{hint}; allowed: {}", ELEMENTS.join(", ")));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name.to_ascii_lowercase().starts_with("on") {
            faults.push(format!("{name}: a picture runs no script"));
        } else if name == "href" && !value.starts_with('#') {
            faults.push(format!("{name}: {value:?} is outside the picture; allowed: a part of it, such as #mark"));
        } else if name != "href" {
            faults.extend(outside(value).map(|what| format!("{name}: {what}")));
        }
    }
    if name == "style" {
        let css: String = node.descendants().filter_map(|part| part.is_text().then(|| part.text()).flatten()).collect();
        faults.extend(outside(&css));
    }
    faults
}

/// What in a piece of CSS leads outside the file.
fn outside(css: &str) -> Option<String> {
    let lower = css.to_ascii_lowercase();
    let leads_out = lower
        .match_indices("url(")
        .any(|(at, found)| !lower[at + found.len()..].trim_start_matches([' ', '"', '\'']).starts_with('#'));
    // A backslash can spell any of these words so that it is not found.
    let refused = leads_out
        || ["@import", "@font-face", "javascript:", "\\", "//", "src(", "image-set("]
            .iter()
            .any(|word| lower.contains(word));
    refused.then(|| format!("{:?} leads outside the picture; allowed: url(#mark)", css.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(inside: &str) -> Result<f32, Vec<Wrong>> {
        check(&format!("<svg xmlns=\"{NAMESPACE}\" viewBox=\"0 0 64 32\">\n{inside}</svg>"))
    }

    #[test]
    fn shapes_with_a_style_of_their_own_are_fine() {
        let ratio = with(
            "<style>path{fill:url(#a)}@media(prefers-color-scheme:dark){path{fill:#fff}}</style><path d=\"M0 0\"/>",
        );
        assert!((ratio.unwrap() - 2.0).abs() < f32::EPSILON);
    }

    #[test]
    fn what_runs_or_leads_outside_is_named_with_its_line() {
        for inside in [
            "<script>1</script>",
            "<foreignObject/>",
            "<image/>",
            "<text>Hi</text>",
            "<path onload=\"x()\"/>",
            "<use href=\"https://x.example/a.svg#b\"/>",
            "<use xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"data:image/svg+xml,x\"/>",
            "<path fill=\"url(https://x.example)\"/>",
            "<path style=\"background:url('https://x.example')\"/>",
            "<style>@import 'x.css';</style>",
            "<style>a{b:\\75rl(x)}</style>",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "<path style=\"fill:src('x')\"/>",
            "<style>a{b:image-set('x' 1x)}</style>",
            "<?xml-stylesheet href=\"x.css\"?>",
            "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"/><use href=\"#a\"/>",
        ] {
            let wrong = with(inside).expect_err(inside);
            assert_eq!((wrong.len(), wrong[0].0), (1, 2), "{inside}: {wrong:?}");
        }
        let entities = check("<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>").unwrap_err();
        assert!(entities[0].0 == 2 && entities[0].1.contains("take it out"), "{entities:?}");
        assert!(check("<svg").is_err());
        assert!(check(&format!("<svg xmlns=\"{NAMESPACE}\"/>")).unwrap_err()[0].1.contains("viewBox"));
    }
}
