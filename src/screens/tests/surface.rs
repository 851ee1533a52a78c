//! `docs/stable-surface.md` and what is drawn say the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::flow::WebView;
use crate::flow::{CeremonyError, SubmitErrorKind};
use crate::i18n::Key;
use crate::page::announcement::{Announcement, Span};
use crate::page::frame::{Frame, Link, Logo, frame};

const DOCUMENT: &str = include_str!("../../../docs/stable-surface.md");

/// Set and read by the page on its own nodes; nobody else's business.
const PRIVATE: &[&str] = &[
    "data-t",
    "data-focus",
    "data-spoken",
    "data-name",
    "data-refuses",
    "data-span",
    // Set in the document that is there already, or in its head.
    "data-due",
    "data-below",
    "data-held",
    "data-touched",
    "data-adopted",
    "data-offered",
    "data-integrity",
];

/// Everything that the page can draw, as HTML.
fn everything() -> String {
    let mut html: String = supported().map(|sample| draw(&sample.value, "en")).collect();
    html += &draw_with(&sample("password-providers"), "en", |screen_state| {
        (screen_state.web_view, screen_state.last_used_method) = (Some(WebView::Ios), Some("apple".into()));
    });
    let at = |screen| context("en", live_at(screen));
    Owner::new().with(|| {
        html += &view(at(Screen::Resuming), &ScreenKey::Resuming, None).to_html();
        for failure in Failure::ALL {
            html += &view(at(Screen::Failure(failure)), &ScreenKey::Failure(failure), None).to_html();
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
        frame(words, around, identify(words, &first_step(), &crate::host::has_logo), load_failure(words))
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

/// What the program writes into the page later is drawn by no sample.
#[test]
fn every_hook_that_the_program_names_is_listed_or_private() {
    let mut named = BTreeSet::new();
    for file in sources(&root().join("src")) {
        let source = read(&file);
        let is_of_name = |c: char| c.is_ascii_lowercase() || c == '-';
        named.extend(source.split("data-").skip(1).map(|rest| {
            let end = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
            format!("data-{}", &rest[..end])
        }));
    }
    let known: BTreeSet<String> = listed("data-")
        .iter()
        .map(|name| format!("data-{name}"))
        .chain(PRIVATE.iter().map(ToString::to_string))
        .collect();
    // A macro joins the names of the others from its parts.
    named.remove("data-");
    assert_eq!(named, known);
}

/// All Rust of the page, without its tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let is_left_out = path.file_stem().is_some_and(|stem| stem == "tests");
        if is_left_out {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The values that the row of a hook lists.
fn values_of(hook: &str) -> BTreeSet<&'static str> {
    let row = DOCUMENT.lines().find(|line| line.starts_with(&format!("| `{hook}` |"))).expect("a row");
    row.split('|').nth(3).unwrap_or_default().split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_value_that_the_page_has_a_word_of_its_own_for_is_listed() {
    use SubmitErrorKind::{Connection, Cookies, Empty, Mismatch, NoWayBack, Passkey, Problem, Refused, Timeout};
    let failures: BTreeSet<_> = Failure::ALL.iter().map(|failure| failure.name()).collect();
    assert_eq!(values_of("data-failure"), failures);
    // One more kind of error does not compile until it is in both lists.
    let is_own = |kind: SubmitErrorKind| match kind {
        Problem(_) => false,
        Connection | Timeout | Empty | Mismatch | NoWayBack | Refused | Passkey(_) | Cookies => true,
    };
    let kinds = [Connection, Timeout, Empty, Mismatch, NoWayBack, Refused, Cookies];
    let kinds: Vec<_> = kinds.into_iter().chain(CeremonyError::ALL.map(Passkey)).collect();
    assert!(kinds.iter().all(|kind| is_own(*kind)));
    assert_eq!(values_of("data-error"), kinds.into_iter().map(SubmitErrorKind::name).collect());
}

#[test]
fn every_token_and_every_name_on_the_device_is_listed() {
    let tokens = read(&root().join("style/tokens.css"));
    let declared: BTreeSet<&str> =
        tokens.lines().filter_map(|line| line.trim().strip_prefix("--")?.split(':').next()).collect();
    assert_eq!(listed("--"), declared);
    let storage = read(&root().join("src/host/browser/storage.rs"));
    let kept: BTreeSet<&str> = storage.split("\"portico-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(listed("portico-"), kept);
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

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file of the checkout")
}

/// A component may use what is a token and nothing else.
#[test]
fn every_custom_property_that_is_used_is_a_token() {
    let root = root().join("style");
    let declared = read(&root.join("tokens.css")) + &read(&root.join("primitives.css"));
    for entry in std::fs::read_dir(root.join("components")).expect("style/components") {
        let path = entry.expect("an entry").path();
        for used in read(&path).split("var(").skip(1) {
            let name = used.split([')', ',']).next().unwrap_or_default().trim();
            assert!(declared.contains(&format!("{name}:")), "{}: {name}", path.display());
        }
    }
}
