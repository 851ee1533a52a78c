//! Reads `brand.toml`. What is missing, misspelt or of the wrong type is found by serde, one thing at a time; what the
//! values say is then checked as a whole, so that one run names everything.

mod check;
mod raw;
mod said;
mod values;

use std::collections::BTreeSet;
use std::path::Path;

use crate::settings::{IntroductionPage, Links, Moved, Navigation, Notice, Provider, Settings, Support};
use crate::slip::{Report, Slips, line_of};
use crate::text;

use self::check::Check;
use self::raw::{MissingTexts, Raw, RawMoved, RawNotice, RawPage, RawProvider};
use self::values::Kind;

/// Letters and digits of an id.
const ID: &str = "up to 64 lower-case letters, digits and hyphens, such as acme-id or maintenance-2027-01";
const LONGEST_ID: usize = 64;
/// Nobody reads more before the first sign-in.
const MOST_PAGES: usize = 5;

/// What was read, and the font's part, which is not for the page.
pub struct Document {
    pub settings: Settings,
    pub font: Option<RawFont>,
    /// Line of the font's part and of each picture of the introduction: their files are checked elsewhere.
    pub font_line: usize,
    pub pictures: Vec<(String, usize)>,
}

pub use self::raw::RawFont;

/// Reads a `brand.toml`. `languages` are those of the page, as BCP 47 tags.
///
/// # Errors
/// Everything that is wrong, each with line, key and what is allowed.
pub fn read(file: &Path, languages: &[String]) -> Result<Document, Slips> {
    let mut report = Report::on(file);
    let Some(text) = text::read(file, &mut report) else { return report.finish(None) };
    let raw = match parse(&text) {
        Ok(raw) => raw,
        Err((line, what)) => {
            report.add(line, what);
            return report.finish(None);
        }
    };
    let mut check = Check { text: &text, languages, default: "", fallback: false, report };
    let document = check.document(raw);
    check.report.finish(document)
}

fn parse(text: &str) -> Result<Raw, (Option<usize>, String)> {
    let place = |error: &toml::de::Error| error.span().map(|span| line_of(text, span.start));
    let document = toml::Deserializer::parse(text).map_err(|error| {
        let line = place(&error);
        (line, said::of_syntax(error.message(), line.and_then(|line| text.lines().nth(line - 1))))
    })?;
    serde_path_to_error::deserialize(document).map_err(|error| {
        let (key, error) = (error.path().to_string(), error.into_inner());
        (place(&error), said::of_type(&key, error.message()))
    })
}

impl Check<'_> {
    fn document(&mut self, raw: Raw) -> Option<Document> {
        if !Kind::Name.admits(raw.name.get_ref()) {
            self.slip(&raw.name.span(), format!("name: {:?} {}", raw.name.get_ref(), Kind::Name.wanted()));
        }
        let default = raw.default_language.get_ref();
        let Some(default) = self.languages.iter().find(|language| *language == default) else {
            let what = format!("default_language: there is no {default:?}; allowed: {}", self.languages.join(", "));
            self.slip(&raw.default_language.span(), what);
            return None;
        };
        self.default = default;
        self.fallback = raw.missing_texts == MissingTexts::DefaultLanguage;
        let links = Links {
            help: self.words("links.help", raw.links.help, Kind::Link),
            privacy: self.words("links.privacy", raw.links.privacy, Kind::Link),
            terms: self.words("links.terms", raw.links.terms, Kind::Link),
        };
        let support = Support {
            email: self.one("support.email", raw.support.email, Kind::Email),
            phone: self.one("support.phone", raw.support.phone, Kind::Phone),
            url: self.words("support.url", raw.support.url, Kind::Link),
        };
        let navigation = Navigation {
            origins: self.all("navigation.origins", raw.navigation.origins, Kind::Origin),
            schemes: self.all("navigation.schemes", raw.navigation.schemes, Kind::Scheme),
            identity_providers: self.all(
                "navigation.identity_providers",
                raw.navigation.identity_providers,
                Kind::IdentityProvider,
            ),
            loopback: raw.navigation.loopback,
        };
        let providers = self.providers(raw.providers);
        let notices = self.notices(raw.notices);
        let moved = raw.moved.and_then(|moved| self.moved(moved));
        let pictures = raw.introduction.iter().filter_map(|page| page.picture.as_ref());
        let pictures = pictures.map(|name| (name.get_ref().clone(), line_of(self.text, name.span().start))).collect();
        let introduction: Vec<_> =
            raw.introduction.into_iter().enumerate().filter_map(|(place, page)| self.page(place, page)).collect();
        let settings = Settings {
            name: raw.name.into_inner(),
            default_language: default.clone(),
            logo_shows_name: raw.logo.shows_name,
            links,
            support,
            navigation,
            providers,
            notices,
            moved,
            introduction,
        };
        let (font, font_line) = match raw.font {
            Some(font) => (Some(font.get_ref().clone()), line_of(self.text, font.span().start)),
            None => (None, 1),
        };
        Some(Document { settings, font, font_line, pictures })
    }

    fn providers(&mut self, raw: Vec<RawProvider>) -> Vec<Provider> {
        let mut providers: Vec<Provider> = vec![];
        for (place, raw) in raw.into_iter().enumerate() {
            let key = format!("providers[{place}]");
            let at = raw.id.span();
            let id = raw.id.into_inner();
            if !is_id(&id) {
                self.slip(&at, format!("{key}.id: {id:?} must be {ID}"));
            }
            if providers.iter().any(|provider| provider.id == id) {
                self.slip(&at, format!("{key}.id: {id:?} is there twice"));
            }
            if providers.iter().any(|provider| provider.name == *raw.name.get_ref()) {
                self.slip(
                    &raw.name.span(),
                    format!("{key}.name: {:?} is on another button already", raw.name.get_ref()),
                );
            }
            if let Some(name) = self.one(&format!("{key}.name"), Some(raw.name), Kind::Name) {
                providers.push(Provider { id, name, refuses_embedded: raw.refuses_embedded });
            }
        }
        providers
    }

    fn notices(&mut self, raw: Vec<RawNotice>) -> Vec<Notice> {
        let mut seen = BTreeSet::new();
        let mut notices = vec![];
        for (place, raw) in raw.into_iter().enumerate() {
            let key = format!("notices[{place}]");
            let at = raw.id.span();
            let id = raw.id.into_inner();
            if !is_id(&id) {
                self.slip(&at, format!("{key}.id: {id:?} must be {ID}"));
            }
            if !seen.insert(id.clone()) {
                self.slip(&at, format!("{key}.id: {id:?} is there twice; a dismissal is remembered by it"));
            }
            let until_at = raw.until.span();
            let from = self.moment(&format!("{key}.from"), &raw.from);
            let until = self.moment(&format!("{key}.until"), &raw.until);
            if from.zip(until).is_some_and(|(from, until)| until <= from) {
                self.slip(&until_at, format!("{key}.until: must be later than `from`"));
            }
            let title = self.words(&format!("{key}.title"), Some(raw.title), Kind::Title);
            let text = self.words(&format!("{key}.text"), Some(raw.text), Kind::Text);
            let link = self.words(&format!("{key}.link"), raw.link, Kind::Link);
            if let (Some(from), Some(until), Some(title), Some(text)) = (from, until, title, text) {
                notices.push(Notice { id, from, until, title, text, link });
            }
        }
        notices
    }

    fn moved(&mut self, raw: RawMoved) -> Option<Moved> {
        let from = self.one("moved.from", Some(raw.from), Kind::Host);
        let until = self.moment("moved.until", &raw.until);
        Some(Moved { from: from?, until: until? })
    }

    fn page(&mut self, place: usize, raw: RawPage) -> Option<IntroductionPage> {
        if place == MOST_PAGES {
            self.slip(&raw.title.span(), format!("introduction[{place}]: is a page too many; allowed: {MOST_PAGES}"));
        }
        let title = self.words(&format!("introduction[{place}].title"), Some(raw.title), Kind::Title);
        let text = self.words(&format!("introduction[{place}].text"), Some(raw.text), Kind::Text);
        let picture = raw.picture.map(toml::Spanned::into_inner);
        Some(IntroductionPage { title: title?, text: text?, picture })
    }
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST_ID).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests;
