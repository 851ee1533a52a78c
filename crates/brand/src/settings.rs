//! What `brand.toml` says, checked: every text is there in every language of the page, every address may be followed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What who draws the page needs of a brand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The name of its folder.
    pub id: String,
    pub settings: Settings,
    pub logo: Logo,
}

/// The logo as addresses that need no request, so that the first paint is branded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// `data:` URI without spaces, so that it may stand in a `srcset`.
    pub light: String,
    /// The one for dark surroundings, where the brand has one.
    pub dark: Option<String>,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
}

/// `brand.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Shown beside the logo, in the page's title and in print.
    pub name: String,
    /// Who has none of the page's languages meets this one; a BCP 47 tag.
    pub default_language: String,
    /// Whether the logo is a word mark, beside which the name is not written again.
    pub logo_shows_name: bool,
    pub links: Links,
    pub support: Support,
    pub navigation: Navigation,
    /// In the order of the file.
    pub notices: Vec<Notice>,
    /// Pages for who signs in for the first time, in the order of the file.
    pub introduction: Vec<IntroductionPage>,
    pub apps: Apps,
}

impl Settings {
    /// The content of `<meta name="portico-targets">`: words that the page's navigation policy reads, with spaces between.
    pub fn targets(&self) -> String {
        let navigation = &self.navigation;
        let loopback = navigation.loopback.then(|| "loopback".to_owned());
        navigation.origins.iter().chain(&navigation.schemes).cloned().chain(loopback).collect::<Vec<_>>().join(" ")
    }
}

/// The same said in every language of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localised {
    by_language: BTreeMap<String, String>,
    default_language: String,
}

impl Localised {
    /// `by_language` holds at least `default_language`; other languages that it lacks say the same as that one.
    ///
    /// `None` without a text for `default_language`.
    pub fn new(by_language: BTreeMap<String, String>, default_language: &str) -> Option<Self> {
        let default_language = default_language.to_owned();
        by_language.contains_key(&default_language).then_some(Self { by_language, default_language })
    }

    /// The text for a language (BCP 47 tag); that of the default language where there is no other.
    pub fn get(&self, language: &str) -> &str {
        let found = self.by_language.get(language).or_else(|| self.by_language.get(&self.default_language));
        found.map_or("", String::as_str)
    }
}

/// Pages of the organisation below every screen; each is `https:` or `mailto:`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    pub help: Option<Localised>,
    pub privacy: Option<Localised>,
    pub terms: Option<Localised>,
}

/// Whom a person asks who cannot sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    pub email: Option<String>,
    /// As it is written for people.
    pub phone: Option<String>,
    pub url: Option<Localised>,
}

impl Support {
    /// Each way to support as an address to follow and what people read, the most direct first; as many in every language.
    pub fn contacts(&self, language: &str) -> Vec<(String, String)> {
        let page = self.url.as_ref().map(|url| url.get(language));
        let shorter = |page: &str| page.trim_start_matches("https://").trim_end_matches('/').to_owned();
        let ways = [
            self.email.as_ref().map(|email| (format!("mailto:{email}"), email.clone())),
            self.phone.as_ref().map(|phone| (format!("tel:{}", phone.replace(' ', "")), phone.clone())),
            page.map(|page| (page.to_owned(), shorter(page))),
        ];
        ways.into_iter().flatten().collect()
    }
}

/// Where the page may send a person, besides its own origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Navigation {
    /// `https://app.example.com`
    pub origins: Vec<String>,
    /// With the colon, in reverse domain order: `com.example.app:` (RFC 8252 section 7.1).
    pub schemes: Vec<String>,
    /// Desktop apps that listen on a loopback address (RFC 8252 section 7.3).
    pub loopback: bool,
}

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// An announcement with a start and an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Under this id a dismissal is remembered: lower-case letters, digits, hyphens.
    pub id: String,
    pub from: Moment,
    /// Later than `from`.
    pub until: Moment,
    pub title: Localised,
    pub text: Localised,
    /// Where to read more.
    pub link: Option<Localised>,
}

/// One page of an introduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntroductionPage {
    pub title: Localised,
    pub text: Localised,
    /// A file in the brand's folder; adds nothing that the text does not say.
    pub picture: Option<String>,
}

/// The organisation's apps, where the page opens inside one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apps {
    pub desktop: Option<App>,
    pub ios: Option<App>,
    pub android: Option<App>,
}

/// Versions of an app, and where to get the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct App {
    /// An older app is told that there is this one.
    pub available: Option<Release>,
    /// An older app signs nobody in any more.
    pub mandatory: Option<Release>,
    /// Where to get it.
    pub store: Localised,
}

/// From a moment on, a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub version: Version,
    pub from: Moment,
}

/// One to four numbers with dots between; compared number by number, missing ones are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version([u32; 4]);

impl Version {
    /// Reads `4.2` or `4.2.0.118`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = [0; 4];
        for (place, number) in text.split('.').enumerate() {
            // `parse` alone would take a plus sign.
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            *numbers.get_mut(place)? = digits.then(|| number.parse().ok())??;
        }
        Some(Self(numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let version = |text| Version::parse(text).unwrap();
        assert!(version("4.10") > version("4.9.9"));
        assert_eq!(version("4.2"), version("4.2.0.0"));
        for wrong in ["", "4.", "v4", "4.2.0.1.1", "+4", "4.99999999999"] {
            assert_eq!(Version::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contacts_can_be_followed_and_read() {
        let url = Localised::new(BTreeMap::from([("en".to_owned(), "https://a.example/help/".to_owned())]), "en");
        let support = Support { email: Some("help@a.example".into()), phone: Some("+47 22 00 00 00".into()), url };
        let expected = [
            ("mailto:help@a.example", "help@a.example"),
            ("tel:+4722000000", "+47 22 00 00 00"),
            ("https://a.example/help/", "a.example/help"),
        ];
        assert_eq!(support.contacts("nb"), expected.map(|(href, text)| (href.to_owned(), text.to_owned())));
        assert_eq!(Support::default().contacts("en"), []);
    }

    #[test]
    fn a_language_without_its_own_text_has_that_of_the_default_one() {
        let texts = BTreeMap::from([("en".to_owned(), "Help".to_owned()), ("nb".to_owned(), "Hjelp".to_owned())]);
        assert_eq!(Localised::new(texts.clone(), "de"), None);
        let help = Localised::new(texts, "en").unwrap();
        assert_eq!([help.get("nb"), help.get("de")], ["Hjelp", "Help"]);
    }
}
