//! Single values of `brand.toml`: texts by language, addresses, moments.

use std::collections::BTreeMap;

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};
use toml::Spanned;
use toml::value::{Datetime, Offset};
use url::{Origin, Url};

use super::check::Check;
use super::raw::RawText;
use crate::settings::{Localised, Moment};

/// What a text must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What somebody or something is called: the same in every language.
    Name,
    /// Words for people: each language has its own.
    Title,
    Text,
    /// Somewhere to read: `https:` or `mailto:`.
    Link,
    Email,
    Phone,
    Origin,
    Scheme,
    /// An origin, one with `*` for its first label, or `https:`.
    IdentityProvider,
    /// A host name alone.
    Host,
}

impl Kind {
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Name => "must be 1 to 80 characters on one line, without bidirectional control characters",
            Self::Title => "must be 1 to 120 characters on one line, without bidirectional control characters",
            Self::Text => "must be 1 to 600 characters, without bidirectional control characters",
            Self::Link => {
                "must begin with https:// or mailto: and contain no space, quote, backslash, name or password; such as https://example.com/help"
            }
            Self::Email => "must be an address such as help@example.com",
            Self::Phone => "must be a number such as +47 22 00 00 00",
            Self::Origin => "must be an origin such as https://app.example.com, without a path",
            Self::Scheme => "must be a scheme in reverse domain order such as com.example.app: (RFC 8252 section 7.1)",
            Self::IdentityProvider => {
                "must be an origin such as https://login.example.com, https://*.example.com for one label more, or https:"
            }
            Self::Host => "must be a host name such as app.example.com, without https:// and path",
        }
    }

    pub fn admits(self, text: &str) -> bool {
        let url = || Url::parse(text).ok();
        match self {
            Self::Name => is_said_in(text, 80),
            Self::Title => is_said_in(text, 120),
            Self::Text => is_said_in(&text.replace('\n', " "), 600),
            Self::Link => is_link(text),
            Self::Email => is_email(text),
            Self::Phone => {
                text.bytes().filter(u8::is_ascii_digit).count() >= 3
                    && text.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c))
            }
            Self::Origin => url().is_some_and(|url| {
                url.scheme() == "https"
                    && !text.contains('*')
                    && matches!(url.origin(), Origin::Tuple(..))
                    && url.origin().ascii_serialization() == text.trim_end_matches('/')
            }),
            Self::IdentityProvider => match text.strip_prefix("https://*.") {
                // One label above it would be everybody's.
                Some(parent) => parent.contains('.') && Self::Origin.admits(&format!("https://{parent}")),
                None => text == "https:" || Self::Origin.admits(text),
            },
            Self::Host => {
                let url = Url::parse(&format!("https://{text}/"));
                text.contains('.') && url.is_ok_and(|url| url.domain() == Some(text) && url.path() == "/")
            }
            Self::Scheme => text.strip_suffix(':').is_some_and(|scheme| {
                scheme.contains('.')
                    && scheme.starts_with(|c: char| c.is_ascii_lowercase())
                    && scheme.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-.".contains(c))
            }),
        }
    }
}

/// Whether these are words for people, of at most so many characters. A mark that turns the direction reaches past the
/// end of the text and makes the page around it read backwards (Unicode Standard Annex 9, section 2).
fn is_said_in(text: &str, longest: usize) -> bool {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (1..=longest).contains(&text.trim().chars().count()) && !text.contains(|c: char| c.is_control() || turns(c))
}

/// Parsers mend much in an address, and not all of them alike; what would have to be mended is refused.
fn is_link(text: &str) -> bool {
    if text.contains(|c: char| c.is_control() || c.is_whitespace() || "\"'<>\\`{}|^".contains(c)) {
        return false;
    }
    if let Some(rest) = text.strip_prefix("mailto:") {
        return is_email(rest.split('?').next().unwrap_or_default());
    }
    let url = text.starts_with("https://").then(|| Url::parse(text).ok()).flatten();
    url.is_some_and(|url| url.username().is_empty() && url.password().is_none())
}

fn is_email(text: &str) -> bool {
    let unfit = |c: char| c.is_control() || c.is_whitespace() || "<>\"'?&,;:\\/%#".contains(c);
    text.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && host.split('.').all(|label| !label.is_empty())
            && !text.contains(unfit)
    })
}

impl Check<'_> {
    /// A text for each language.
    pub fn words(&mut self, key: &str, raw: Option<Spanned<RawText>>, kind: Kind) -> Option<Localised> {
        let raw = raw?;
        let at = raw.span();
        let texts = match raw.into_inner() {
            RawText::Same(_) if matches!(kind, Kind::Title | Kind::Text) => {
                let what =
                    format!("{key}: must be a table with a text for each language: {}", self.languages.join(", "));
                self.slip(&at, what);
                return None;
            }
            RawText::Same(text) => BTreeMap::from([(self.default.to_owned(), text)]),
            RawText::Each(texts) => {
                self.languages_of(key, &at, &texts);
                texts
            }
        };
        for (language, text) in &texts {
            if !kind.admits(text) {
                let key = if texts.len() == 1 { key.to_owned() } else { format!("{key}.{language}") };
                self.slip(&at, format!("{key}: {text:?} {}", kind.wanted()));
            }
        }
        Localised::new(texts, self.default)
    }

    fn languages_of(&mut self, key: &str, at: &std::ops::Range<usize>, texts: &BTreeMap<String, String>) {
        for language in texts.keys().filter(|language| !self.languages.contains(language)) {
            self.slip(
                at,
                format!("{key}.{language}: is not a language of the page; allowed: {}", self.languages.join(", ")),
            );
        }
        for language in self.languages.iter().filter(|language| !texts.contains_key(*language)) {
            if *language == self.default {
                self.slip(at, format!("{key}.{language}: is missing, and it is the default language"));
            } else if !self.fallback {
                let default = self.default;
                self.slip(at, format!(
                    "{key}.{language}: is missing; write it, or `missing_texts = \"default_language\"` at the top to show `{default}` instead"
                ));
            }
        }
    }

    /// A text that is the same in every language.
    pub fn one(&mut self, key: &str, raw: Option<Spanned<String>>, kind: Kind) -> Option<String> {
        let raw = raw?;
        if !kind.admits(raw.get_ref()) {
            self.slip(&raw.span(), format!("{key}: {:?} {}", raw.get_ref(), kind.wanted()));
            return None;
        }
        Some(raw.into_inner())
    }

    /// A list of such texts.
    pub fn all(&mut self, key: &str, raw: Vec<Spanned<String>>, kind: Kind) -> Vec<String> {
        raw.into_iter().filter_map(|text| self.one(key, Some(text), kind)).collect()
    }

    /// A date with time and offset; a date alone is its first second, UTC.
    pub fn moment(&mut self, key: &str, raw: &Spanned<Datetime>) -> Option<Moment> {
        let moment = moment(raw.get_ref());
        if moment.is_none() {
            let what = "must be a date such as 2027-01-31 (from midnight UTC on) or a moment such as 2027-01-31T22:00:00+01:00";
            self.slip(&raw.span(), format!("{key}: {what}"));
        }
        moment
    }
}

/// `None` for a time without a date, and for one that does not say where it is that time.
fn moment(value: &Datetime) -> Option<Moment> {
    let date = value.date?;
    let date = Date::from_calendar_date(i32::from(date.year), Month::try_from(date.month).ok()?, date.day).ok()?;
    let (time, offset) = match (value.time, value.offset) {
        (None, None) => (Time::MIDNIGHT, UtcOffset::UTC),
        (Some(time), Some(offset)) => {
            let minutes = match offset {
                Offset::Z => 0,
                Offset::Custom { minutes } => i32::from(minutes),
            };
            let time = Time::from_hms(time.hour, time.minute, time.second.unwrap_or(0)).ok()?;
            (time, UtcOffset::from_whole_seconds(minutes * 60).ok()?)
        }
        _ => return None,
    };
    Some(Moment(OffsetDateTime::new_in_offset(date, time, offset).unix_timestamp()))
}
