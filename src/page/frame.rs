//! The markup of the frame around every screen: the brand above; help, language and links below. Drawn when the page is
//! built; the program listens to the language picker and otherwise leaves it alone.

use crate::i18n::{Key, Words};
use crate::page::announcement::{Announcement, announcements};
use crate::page::help::{Contact, panel};
use crate::ui::{Node, el, in_language, label_of};

/// A link of the brand, shown in the footer.
#[derive(Clone, Debug)]
pub struct Link {
    pub text: Key,
    pub href: String,
    /// The language in which the link is shown, where each has a link of its own.
    pub language: Option<String>,
}

/// The logo of a brand.
#[derive(Clone, Debug)]
pub struct Logo {
    /// Its address.
    pub light: String,
    /// The address of its variant for dark pages.
    pub dark: Option<String>,
    /// CSS px.
    pub width: u32,
    /// CSS px.
    pub height: u32,
}

/// What the frame needs to know of a brand.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The name beside the logo.
    pub name: String,
    /// Whether the name is seen; a logo that is a word says it already. It is read out either way.
    pub shows_name: bool,
    pub logo: Logo,
    pub links: Vec<Link>,
    /// Whom a person asks who cannot sign in.
    pub contacts: Vec<Contact>,
    /// Those that are not due included.
    pub announcements: Vec<Announcement>,
    /// Tag and own name of each language.
    pub languages: Vec<(String, String)>,
}

/// The whole body of the page around `content`.
///
/// `stopped` stays hidden until the program, or a part of it, cannot be had.
pub fn frame(words: Words, frame: Frame, content: Node, stopped: Node) -> Vec<Node> {
    let text = |key: Key| vec![label_of(words, key)];
    // With `#resume` in the address the style sheet shows this instead of the first screen, until the program is here.
    let waiting = el("div", "waiting waiting-early").attr("id", "resume").with(text(Key::CommonWorking));
    let name = if frame.shows_name { "brand-name" } else { "brand-name visually-hidden" };
    let brand = el("header", "brand").with(vec![picture(frame.logo), el("span", name).show(frame.name)]);
    let option = |(tag, name): (String, String)| {
        let option = el("option", "").attr("value", &tag).attr("lang", &tag);
        if tag == words.tag() { option.attr("selected", "") } else { option }.show(name)
    };
    let language = el("select", "foot-language")
        .attrs(&[("id", "language"), ("name", "language"), ("autocomplete", "language")])
        .with(frame.languages.into_iter().map(option).collect());
    let label = el("label", "visually-hidden").attr("for", "language").with(text(Key::FooterLanguage));
    let links = frame.links.into_iter().map(|link| {
        in_language(el("a", "foot-link").attr("href", link.href), words, link.language).with(text(link.text))
    });
    [
        waiting,
        brand,
        el("main", "main").attr("id", "main").with(vec![content]),
        el("main", "main").attrs(&[("id", "stopped"), ("hidden", "")]).with(vec![stopped]),
        panel(words, frame.contacts),
    ]
    .into_iter()
    .chain(announcements(words, frame.announcements))
    .chain([
        el("footer", "foot").with([label, language].into_iter().chain(links).collect()),
        el("p", "visually-hidden").attrs(&[("id", "announcer"), ("role", "status")]).empty(),
        el("noscript", "").with(vec![el("p", "noscript").attr("role", "alert").show(words.get(Key::CommonNoscript))]),
    ])
    .collect()
}

/// The name stands beside the picture, so the picture says nothing of its own.
fn picture(logo: Logo) -> Node {
    let image = el("img", "brand-logo")
        .attr("alt", "")
        .attr("width", logo.width.to_string())
        .attr("height", logo.height.to_string())
        .attr("src", logo.light);
    let dark = logo
        .dark
        .map(|dark| el("source", "").attr("media", "(prefers-color-scheme: dark)").attr("srcset", dark).empty());
    el("picture", "brand-picture").with(dark.into_iter().chain([image.empty()]).collect())
}
