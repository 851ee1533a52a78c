use leptos::prelude::RenderHtml;

use super::*;
use crate::i18n::{BUNDLED, bundled};

fn span(from: i64, until: i64) -> Span {
    Span { from: Timestamp(from), until: Timestamp(until) }
}

fn pairs(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts.iter().map(|(language, text)| ((*language).to_owned(), (*text).to_owned())).collect()
}

fn announcement(id: &str) -> Announcement {
    Announcement {
        id: id.into(),
        span: span(10, 20),
        title: pairs(&[("en", "News"), ("nb", "Nytt")]),
        text: pairs(&[("en", "Only in English")]),
        link: vec![
            (Some("en".into()), "https://a.example/en".into()),
            (Some("nb".into()), "https://a.example/nb".into()),
        ],
    }
}

fn drawn(tag: &str, all: Vec<Announcement>) -> String {
    announcements(bundled(tag), all).map(RenderHtml::to_html).unwrap_or_default()
}

#[test]
fn it_is_said_from_its_first_moment_to_before_its_last() {
    let seen = [9, 10, 19, 20].map(|now| span(10, 20).holds(Timestamp(now)));
    assert_eq!(seen, [false, true, true, false]);
}

#[test]
fn the_first_that_is_due_and_was_not_put_away_is_said() {
    let spans = [span(0, 5), span(10, 20), span(10, 30), span(40, 50)];
    let at = |now, seen: &[usize]| due(&spans, |place| seen.contains(&place), Timestamp(now));
    assert_eq!(at(12, &[]), Some(1));
    assert_eq!(at(12, &[1]), Some(2));
    assert_eq!(at(12, &[1, 2]), None);
    assert_eq!(at(25, &[]), Some(2));
    assert_eq!(at(35, &[]), None);
}

#[test]
fn the_document_says_when_and_only_that_is_read() {
    assert_eq!(Span::read(&span(10, -20).write()), Some(span(10, -20)));
    for wrong in ["", "10", "10 ", "10 x", "10 20 30"] {
        assert_eq!(Span::read(wrong), None, "{wrong}");
    }
}

/// U14: of each text one language shows, whatever languages it has.
#[test]
fn one_language_shows() {
    for (tag, _) in BUNDLED {
        let html = drawn(tag, vec![announcement("a")]);
        let shown = |start: &str| html.matches(start).count() - html.matches(&format!("{start} hidden")).count();
        assert_eq!(
            (shown("<span lang=\"en\""), shown("<span lang=\"nb\"")),
            if *tag == "nb" { (1, 1) } else { (2, 0) }
        );
        assert_eq!(shown("hreflang=\"en\"") + shown("hreflang=\"nb\""), 1, "{html}");
    }
}

#[test]
fn a_page_without_any_has_no_place_for_them() {
    assert_eq!(drawn("en", vec![]), "");
}

#[test]
fn it_can_be_put_away_and_is_below_the_heading_of_the_page() {
    let html = drawn("en", vec![announcement("a"), announcement("b")]);
    assert_eq!(html.matches("data-dismiss").count(), 2);
    assert_eq!((html.matches("<h1").count(), html.matches("<h2").count()), (0, 2));
    assert!(html.contains("data-announcement=\"b\""));
}
