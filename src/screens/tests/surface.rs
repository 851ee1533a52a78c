//! `docs/stable-surface.md` and what is drawn say the same.

use std::collections::BTreeSet;

use super::*;
use crate::announcement::{Announcement, Span};
use crate::embedded::Inside;
use crate::frame::{Frame, Link, Logo, frame};
use crate::i18n::Key;

const DOCUMENT: &str = include_str!("../../../docs/stable-surface.md");

/// Set and read by the page on its own nodes; nobody else's business.
const PRIVATE: &[&str] = &["data-t", "data-focus", "data-spoken", "data-name", "data-refuses", "data-span"];

/// Everything that the page can draw, as HTML.
fn everything() -> String {
    let mut html: String = supported().map(|sample| draw(&sample.value, "en")).collect();
    html += &draw_with(&sample("password-providers"), "en", |live| {
        (live.inside, live.last_used) = (Some(Inside::Ios), Some("apple".into()));
    });
    let at = |screen| cx("en", live_at(screen));
    Owner::new().with(|| {
        html += &view(at(Screen::Resuming), &Identity::Resuming, None).to_html();
        for failure in Failure::ALL {
            html += &view(at(Screen::Failure(failure)), &Identity::Failure(failure), None).to_html();
        }
    });
    for state in [HandOver::Opened, HandOver::Failed] {
        html += &native::ended("complete-native-code", "en", state, |_| {});
    }
    let words = bundled("en");
    let logo = Logo { light: String::new(), dark: None, width: 32, height: 32 };
    let link = Link { text: Key::FooterHelp, href: "https://example.com".into(), language: None };
    let title = vec![("en".to_owned(), "News".to_owned())];
    let span = Span { from: samples::NOW, until: samples::NOW.plus(60) };
    let news = Announcement { id: "news".into(), span, title: title.clone(), text: title, link: vec![] };
    let around = Frame {
        name: "Brand".into(),
        shows_name: true,
        logo,
        links: vec![link],
        contacts: vec![],
        announcements: vec![news],
        languages: vec![],
    };
    html.extend(
        frame(words, around, identify(words, &first_step(), &crate::host::has_logo), stopped(words))
            .into_iter()
            .map(RenderHtml::to_html),
    );
    html
}

/// What stands in backquotes after `prefix`, anywhere in the document.
fn listed(prefix: &str) -> BTreeSet<&'static str> {
    let quoted = DOCUMENT.split('`').skip(1).step_by(2);
    quoted.filter_map(|code| code.strip_prefix(prefix)).filter(|name| !name.contains(['/', ' ', '='])).collect()
}

fn drawn_hooks(html: &str) -> BTreeSet<&str> {
    let end = |rest: &str| rest.find(['=', ' ', '>']).unwrap_or(rest.len());
    html.split(" data-").skip(1).map(|rest| &rest[..end(rest)]).collect()
}

#[test]
fn every_hook_that_is_listed_is_drawn_and_every_one_drawn_is_listed() {
    let html = everything();
    let private: BTreeSet<&str> = PRIVATE.iter().filter_map(|name| name.strip_prefix("data-")).collect();
    let drawn: BTreeSet<&str> = drawn_hooks(&html).difference(&private).copied().collect();
    assert_eq!(drawn, listed("data-"));
}

#[test]
fn every_class_and_id_that_is_listed_is_drawn() {
    let html = everything();
    let values = |name: &str| -> BTreeSet<&str> {
        let opening = format!(" {name}=\"");
        let attributes = html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next());
        attributes.flat_map(str::split_whitespace).collect::<BTreeSet<_>>()
    };
    let (classes, ids) = (values("class"), values("id"));
    let (listed_classes, listed_ids) = (listed("."), listed("#"));
    assert!(listed_classes.len() > 15 && listed_ids.len() > 5, "the document is read");
    assert_eq!(listed_classes.difference(&classes).collect::<Vec<_>>(), Vec::<&&str>::new(), "classes");
    assert_eq!(listed_ids.difference(&ids).collect::<Vec<_>>(), Vec::<&&str>::new(), "ids");
}

/// A component may use what is a token and nothing else.
#[test]
fn every_custom_property_that_is_used_is_a_token() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let read = |path: &std::path::Path| std::fs::read_to_string(path).expect("a style sheet");
    let declared = read(&root.join("tokens.css")) + &read(&root.join("primitives.css"));
    for entry in std::fs::read_dir(root.join("components")).expect("style/components") {
        let path = entry.expect("an entry").path();
        for used in read(&path).split("var(").skip(1) {
            let name = used.split([')', ',']).next().unwrap_or_default().trim();
            assert!(declared.contains(&format!("{name}:")), "{}: {name}", path.display());
        }
    }
}
