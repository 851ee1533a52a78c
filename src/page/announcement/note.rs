//! The markup of the announcements, drawn when the page is built.

use super::Span;
use crate::i18n::{Key, Words};
use crate::ui::{Node, el, in_language, label_of};

/// What the operator says, in every language that they say it in.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// Under this id a dismissal is remembered.
    pub id: String,
    pub span: Span,
    /// Language (BCP 47) and text; the first is said where a language has none of its own.
    pub title: Vec<(String, String)>,
    pub text: Vec<(String, String)>,
    /// Where to read more. Language and address; one without a language is for all.
    pub link: Vec<(Option<String>, String)>,
}

/// The place of all announcements; `None` when there is none. In the document from the first byte and not seen: the
/// program shows the one that is due, and room is kept for it, so that nothing moves when it does.
pub fn announcements(words: Words, all: Vec<Announcement>) -> Option<Node> {
    let notes: Vec<Node> = all.into_iter().map(|one| note(words, one)).collect();
    (!notes.is_empty()).then(|| el("aside", "announcements").attr("id", "announcement").with(notes))
}

fn note(words: Words, one: Announcement) -> Node {
    let say = |tag, class, texts| el(tag, class).with(in_each(words.tag(), texts));
    let links = one.link.into_iter().map(|(language, href)| {
        let link = el("a", "link").attr("href", href);
        in_language(link, words, language).with(vec![label_of(words, Key::AnnouncementMore)])
    });
    let close = el("button", "button button-quiet button-small")
        .attrs(&[("type", "button"), ("data-dismiss", "")])
        .with(vec![el("span", "button-label").with(vec![label_of(words, Key::AnnouncementClose)])]);
    el("div", "announcement").attr("data-announcement", one.id).attr("data-span", one.span.write()).with(vec![
        say("h2", "announcement-title", one.title),
        say("p", "announcement-text", one.text),
        el("div", "announcement-ways").with(links.chain([close]).collect()),
    ])
}

/// The same in each language, the one of the page seen. The first is seen where the page's own is missing.
fn in_each(page: &str, texts: Vec<(String, String)>) -> Vec<Node> {
    let shown = texts.iter().position(|(language, _)| language == page).unwrap_or(0);
    let one = |(place, (language, text)): (usize, (String, String))| {
        let span = el("span", "").attr("lang", language);
        if place == shown { span } else { span.attr("hidden", "") }.show(text)
    };
    texts.into_iter().enumerate().map(one).collect()
}
