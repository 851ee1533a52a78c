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
    /// A `<symbol>` for each provider that has a logo, with the id `provider-<id>`.
    pub sprite: String,
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
    /// Identity providers whose buttons the first screen has, in the order of the file.
    pub providers: Vec<Provider>,
    /// In the order of the file.
    pub notices: Vec<Notice>,
    pub moved: Option<Moved>,
    /// Pages for who signs in for the first time, in the order of the file.
    pub introduction: Vec<IntroductionPage>,
}

impl Settings {
    /// The content of `<meta name="portico-targets">`: words that the page's navigation policy reads, with spaces between.
    pub fn targets(&self) -> String {
        let Navigation { origins, schemes, .. } = &self.navigation;
        self.list(origins.iter().chain(schemes))
    }

    /// The content of `<meta name="portico-providers">`, the same for identity providers.
    pub fn identity_providers(&self) -> String {
        self.list(self.navigation.identity_providers.iter())
    }

    fn list<'a>(&self, words: impl Iterator<Item = &'a String>) -> String {
        let loopback = self.navigation.loopback.then_some("loopback");
        words.map(String::as_str).chain(loopback).collect::<Vec<_>>().join(" ")
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

    /// Language (BCP 47 tag) and text of each that there is, the default language first.
    pub fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_default = |language: &str| language == self.default_language;
        let pairs = || self.by_language.iter().map(|(language, text)| (language.as_str(), text.as_str()));
        pairs().filter(move |pair| is_default(pair.0)).chain(pairs().filter(move |pair| !is_default(pair.0)))
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
    /// Identity providers: origins, `https://*.example.com` for one label more, or `https:` for every one that the server
    /// names.
    pub identity_providers: Vec<String>,
    /// Servers on the person's own device: desktop apps that listen on a loopback address (RFC 8252 section 7.3), and
    /// identity providers under development.
    pub loopback: bool,
}

/// An identity provider on the first screen. The server has the last word: what it does not offer is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// As the server calls it: lower-case letters, digits, hyphens. Also the stem of the logo's file.
    pub id: String,
    /// As people know it.
    pub name: String,
    /// It does not work in a web view that is embedded in an app (RFC 8252 section 8.12).
    pub refuses_embedded: bool,
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

/// Where people signed in before, as their password managers know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The host alone: `app.example.com`.
    pub from: String,
    /// From here on everybody has saved the password anew, or never will.
    pub until: Moment,
}

/// One page of an introduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntroductionPage {
    pub title: Localised,
    pub text: Localised,
    /// A file in the brand's folder; adds nothing that the text does not say.
    pub picture: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let norwegian = Localised::new(help.by_language, "nb").unwrap();
        assert_eq!(norwegian.each().collect::<Vec<_>>(), [("nb", "Hjelp"), ("en", "Help")]);
    }
}
