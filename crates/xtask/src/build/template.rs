//! Documents out of `index.html`: the template of both `trunk serve` and the release build.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

const HEAD: &str = "<!--portico:head-->";
const BODY: &str = "<!--portico:body-->";

/// One document as the prerender binary describes it in `pages.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Page {
    /// BCP 47 tag of the language of the document.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Plain text; escaped here.
    pub title: String,
    /// HTML for the head, beyond what the build adds.
    pub head: String,
    /// The inner HTML of the body.
    pub body: String,
    /// Whether people meet this language when none of theirs is there.
    #[serde(default)]
    pub default: bool,
}

/// A document: the template with the page's language, title, body, and `head` before the page's own head elements.
///
/// # Errors
/// When the template lacks a placeholder, `<html>` or `<title>`.
pub fn document(template: &str, page: &Page, head: &str) -> Result<String> {
    filled(&without_trunk(&compact(&without_comments(template)))?, page, head)
}

/// Fills in the template as Trunk left it: Trunk's own elements, its live reload for one, stay.
pub fn document_after_trunk(template: &str, page: &Page, head: &str) -> Result<String> {
    filled(template, page, head)
}

fn filled(template: &str, page: &Page, head: &str) -> Result<String> {
    let (before, rest) = template.split_once(HEAD).with_context(|| format!("index.html has no {HEAD}"))?;
    let (between, after) = rest.split_once(BODY).with_context(|| format!("index.html has no {BODY} after {HEAD}"))?;
    let before = with_title(&with_language(before, page)?, &page.title)?;
    Ok(format!("{before}{head}{}{between}{}{after}", page.head, page.body))
}

/// The paths that a document makes the browser fetch on its own: scripts, images, icons, styles.
pub fn references(html: &str) -> Vec<String> {
    tags(html)
        .filter_map(|(start, end)| {
            let tag = &html[start..end];
            let name = tag[1..].split(|char: char| char.is_whitespace() || char == '>' || char == '/').next()?;
            match name {
                "link" if fetched(attribute(tag, "rel")?) => attribute(tag, "href"),
                "script" | "img" | "source" => attribute(tag, "src"),
                "use" | "image" => attribute(tag, "href"),
                _ => None,
            }
        })
        .filter(|path| path.starts_with('/'))
        .map(|path| path.split(['#', '?']).next().unwrap_or(path).to_owned())
        .collect()
}

fn fetched(rel: &str) -> bool {
    rel.split_whitespace().any(|kind| {
        matches!(kind, "icon" | "apple-touch-icon" | "stylesheet" | "preload" | "modulepreload" | "manifest")
    })
}

/// Text as it may stand in an element or a quoted attribute (HTML § 13.3).
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn with_language(html: &str, page: &Page) -> Result<String> {
    ensure!(matches!(page.dir.as_str(), "ltr" | "rtl"), "`{}` is no direction", page.dir);
    let start = html.find("<html").context("index.html has no <html>")?;
    let end = start + html[start..].find('>').context("index.html: <html> is not closed")? + 1;
    let tag = format!("<html lang=\"{}\" dir=\"{}\">", escaped(&page.lang), page.dir);
    Ok(format!("{}{tag}{}", &html[..start], &html[end..]))
}

fn with_title(html: &str, title: &str) -> Result<String> {
    let (before, rest) = html.split_once("<title>").context("index.html has no <title> before the head placeholder")?;
    let (_, after) = rest.split_once("</title>").context("index.html: <title> is not closed")?;
    Ok(format!("{before}<title>{}</title>{after}", escaped(title)))
}

/// Why-comments of the template are for its readers, not for everybody who signs in.
fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let (before, comment) = rest.split_at(start);
        kept.push_str(before);
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        if [HEAD, BODY].contains(&&comment[..end]) {
            kept.push_str(&comment[..end]);
        }
        rest = &comment[end..];
    }
    kept.push_str(rest);
    kept
}

fn compact(html: &str) -> String {
    let lines: Vec<_> = html.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n").replace(">\n<", "><")
}

/// Drops what is addressed to Trunk: elements with a `data-trunk…` attribute.
fn without_trunk(html: &str) -> Result<String> {
    let mut kept = String::with_capacity(html.len());
    let mut position = 0;
    for (start, end) in tags(html) {
        if start < position || !html[start..end].contains(" data-trunk") {
            continue;
        }
        kept.push_str(&html[position..start]);
        position = end;
        if html[start..].starts_with("<script") {
            let close = html[end..].find("</script>").context("index.html: a <script> is not closed")?;
            position = end + close + "</script>".len();
        }
    }
    kept.push_str(&html[position..]);
    Ok(kept)
}

/// Byte ranges of the opening tags.
fn tags(html: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut position = 0;
    std::iter::from_fn(move || {
        loop {
            let start = position + html[position..].find('<')?;
            position = start + 1;
            if !html[position..].starts_with(|char: char| char.is_ascii_alphabetic()) {
                continue;
            }
            let mut quote = None;
            let length = html[start..].char_indices().find_map(|(index, char)| match (quote, char) {
                (None, '"' | '\'') => {
                    quote = Some(char);
                    None
                }
                (Some(open), _) => {
                    if open == char {
                        quote = None;
                    }
                    None
                }
                (None, '>') => Some(index + 1),
                (None, _) => None,
            })?;
            let end = start + length;
            // What stands inside these two is no markup, whatever it looks like.
            let raw = ["<style", "<script"].into_iter().find(|name| html[start..].starts_with(name));
            let skipped = raw.and_then(|name| html[end..].find(&name.replace('<', "</"))).unwrap_or(0);
            position = end + skipped;
            return Some((start, end));
        }
    })
}

/// The value of a quoted attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8">
    <!-- why this -->
    <title>Template</title>
    <link data-trunk rel="rust" data-bin="portico" title="a > b">
    <script data-trunk src="src/page/boot.js"></script>
    <!--portico:head-->
  </head>
  <body><!--portico:body--></body>
</html>
"#;

    fn page() -> Page {
        Page {
            lang: "ar".into(),
            dir: "rtl".into(),
            title: "A < B & \"C\"".into(),
            head: "<meta name=\"x\">".into(),
            body: "<!----><main>\n <p data-trunk>text</p>\n</main>".into(),
            default: false,
        }
    }

    #[test]
    fn the_document_is_the_template_in_the_page_s_language() {
        assert_eq!(
            document(TEMPLATE, &page(), "<style>a{}</style>").unwrap(),
            "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>A &lt; B &amp; &quot;C&quot;</title>\
             <style>a{}</style><meta name=\"x\"></head><body><!----><main>\n <p data-trunk>text</p>\n</main></body></html>"
        );
    }

    #[test]
    fn after_trunk_its_elements_stay() {
        let html = document_after_trunk(TEMPLATE, &page(), "").unwrap();
        assert!(html.contains("data-bin=\"portico\"") && html.contains("src/page/boot.js"));
    }

    #[test]
    fn a_template_without_its_places_is_refused() {
        for missing in [HEAD, BODY, "<title>", "<html"] {
            assert!(document(&TEMPLATE.replace(missing, ""), &page(), "").is_err(), "{missing}");
        }
        assert!(document(TEMPLATE, &Page { dir: "up".into(), ..page() }, "").is_err());
    }

    #[test]
    fn references_are_what_the_browser_fetches_at_once() {
        let html = r#"<link rel="icon" href="/assets/i.svg"><link rel="alternate" href="/x"><link rel="portico-locale" href="/assets/l.json">
            <script type="module" async src="/assets/p.js"></script><img alt="a > b" src="/providers/g.svg#x"><a href="/dev">x</a><img src="data:x">"#;
        assert_eq!(references(html), ["/assets/i.svg", "/assets/p.js", "/providers/g.svg"]);
        let style = r#"<style>@media (1px<img src="){a{b:'"'}}</style><img src="/a.svg">"#;
        assert_eq!(references(style), ["/a.svg"]);
    }

    #[test]
    fn the_template_of_the_repository_has_its_places() {
        let template = std::fs::read_to_string(crate::testing::repository().join("index.html")).unwrap();
        let html = document(&template, &page(), "").unwrap();
        assert!(!html.contains("data-trunk rel") && !html.contains("portico:"), "{html}");
    }
}
