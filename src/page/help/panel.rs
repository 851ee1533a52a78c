//! The markup of the help panel, drawn when the page is built.

use super::{AT_FIRST, Topic};
use crate::i18n::{Key, Words};
use crate::ui::{Node, el, in_language, label_of};

/// A way to reach support.
#[derive(Clone, Debug)]
pub struct Contact {
    /// `mailto:`, `tel:` or `https:`.
    pub href: String,
    /// As people read it.
    pub text: String,
    /// The language in which it is shown, where each has one of its own.
    pub language: Option<String>,
}

/// The panel as it stands in the page from the first byte: `details` needs no script. The program finds its parts by
/// their ids, and their texts by the numbers of their keys.
pub fn panel(words: Words, contacts: Vec<Contact>) -> Node {
    let text = |key: Key| vec![label_of(words, key)];
    let topics = AT_FIRST.into_iter().map(|topic| entry(words, topic)).collect();
    let nobody = contacts.is_empty().then(|| el("p", "hint").with(text(Key::SupportNobody)));
    let links = contacts.into_iter().map(|contact| link(words, contact));
    // Who, where and with what only the program can say.
    let details = el("div", "support-details").attrs(&[("id", "support-details"), ("hidden", "")]).with(vec![
        el("h3", "help-title").with(text(Key::SupportDetails)),
        el("dl", "facts support-facts").attr("id", "support-facts").empty(),
        el("button", "button button-quiet button-small")
            .attrs(&[("type", "button"), ("id", "support-copy"), ("data-copy", "")])
            .with(vec![el("span", "button-label").attr("aria-live", "polite").with(text(Key::SupportCopy))]),
    ]);
    let mut support =
        vec![el("h2", "help-title").with(text(Key::SupportTitle)), el("p", "hint").with(text(Key::SupportAsks))];
    support.extend(nobody.into_iter().chain(links));
    support.push(details);
    let content =
        vec![el("div", "help-topics").attr("id", "help-topics").with(topics), el("div", "support").with(support)];
    let summary = el("summary", "help-open").attr("id", "help-open").with(text(Key::HelpOpen));
    let panel = el("details", "help").attr("id", "help").with(vec![summary, el("div", "help-content").with(content)]);
    el("aside", "help-place").attr("aria-labelledby", "help-open").with(vec![panel])
}

fn entry(words: Words, topic: Topic) -> Node {
    let (question, answer) = topic.keys();
    el("details", "topic").with(vec![
        el("summary", "topic-question").with(vec![label_of(words, question)]),
        el("p", "topic-answer").with(vec![label_of(words, answer)]),
    ])
}

fn link(words: Words, contact: Contact) -> Node {
    let anchor = el("a", "link contact").attr("href", contact.href);
    in_language(anchor, words, contact.language).with(vec![el("bdi", "").show(contact.text)])
}
