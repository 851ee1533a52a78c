//! The brands that were put beside the gallery when it was built: `window.PORTICO.brands`.

use auth_contract::samples;
use js_sys::{JSON, Reflect};
use serde::Deserialize;

use portico::host::browser::window;
use portico::i18n::Key;
use portico::page::announcement::{Announcement, Span};
use portico::page::frame::{Frame, Link, Logo};
use portico::page::help::Contact;

/// A brand as the build wrote it into `gallery-data.js`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Brand {
    /// The name of its folder.
    pub(super) name: String,
    /// What people read.
    pub(super) title: String,
    shows_name: bool,
    logo: String,
    logo_dark: Option<String>,
    logo_width: u32,
    logo_height: u32,
    #[serde(default)]
    links: Links,
    /// Address and text of each way to support.
    #[serde(default)]
    contacts: Vec<(String, String)>,
    #[serde(default)]
    announcements: Vec<Said>,
    /// A `<symbol>` for each identity provider that has a logo.
    pub(super) sprite: String,
    /// The whole style sheet.
    pub(super) style: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Links {
    help: Option<String>,
    privacy: Option<String>,
    terms: Option<String>,
}

/// An announcement of the brand, without its dates.
#[derive(Clone, Debug, Deserialize)]
struct Said {
    id: String,
    title: Vec<(String, String)>,
    text: Vec<(String, String)>,
    link: Option<String>,
}

/// Every brand of this gallery; empty when it was put together wrongly.
pub(super) fn brands() -> Vec<Brand> {
    let data = Reflect::get(&window(), &"PORTICO".into()).ok();
    let list = data.and_then(|data| Reflect::get(&data, &"brands".into()).ok());
    let text = list.and_then(|list| JSON::stringify(&list).ok()).map(String::from).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

impl Brand {
    /// What it announces, in the gallery's own time.
    pub(super) fn announcements(&self) -> Vec<Announcement> {
        let span = Span { from: samples::NOW, until: samples::NOW };
        let announcement = |Said { id, title, text, link }: Said| {
            let link = link.map(|href| (None, href)).into_iter().collect();
            Announcement { id, span, title, text, link }
        };
        self.announcements.iter().cloned().map(announcement).collect()
    }

    /// What stands around the screens of this brand. `languages` are tag and own name of each language.
    pub(super) fn frame(&self, languages: Vec<(String, String)>) -> Frame {
        let links = [
            (Key::FooterHelp, &self.links.help),
            (Key::FooterPrivacy, &self.links.privacy),
            (Key::FooterTerms, &self.links.terms),
        ];
        Frame {
            name: self.title.clone(),
            shows_name: self.shows_name,
            logo: Logo {
                light: self.logo.clone(),
                dark: self.logo_dark.clone(),
                width: self.logo_width,
                height: self.logo_height,
            },
            contacts: self
                .contacts
                .iter()
                .map(|(href, text)| Contact { href: href.clone(), text: text.clone(), language: None })
                .collect(),
            links: links
                .into_iter()
                .filter_map(|(text, href)| Some(Link { text, href: href.clone()?, language: None }))
                .collect(),
            announcements: vec![],
            languages,
        }
    }
}
