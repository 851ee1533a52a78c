//! The words of messages, one file per language. A missing or unknown key is an error, which a test finds.

use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub lasts: String,
    pub only_here: String,
    pub automatic: String,
    pub sms: String,
    pub sign_in: OfPurpose,
    pub enroll: OfPurpose,
    pub reset: OfPurpose,
    pub no_password: NoPassword,
    pub notice: NoticeWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfPurpose {
    pub subject: String,
    pub lead: String,
    pub not_you: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoPassword {
    pub subject: String,
    pub lead: String,
    pub how: String,
    pub not_you: String,
}

pub struct Language {
    pub tag: &'static str,
    pub words: Words,
}

/// The messages' languages; the first is for people whose language is not among them.
fn languages() -> &'static [Language] {
    static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        [("en", include_str!("words/en.toml")), ("nb", include_str!("words/nb.toml"))]
            .map(|(tag, file)| Language { tag, words: toml::from_str(file).expect("the words are checked by a test") })
            .into()
    })
}

/// The language of messages for people who read `locale` (BCP 47).
pub fn language(locale: &str) -> &'static Language {
    let primary = locale.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let tag = if matches!(primary.as_str(), "no" | "nn") { "nb" } else { &primary };
    languages().iter().find(|language| language.tag == tag).unwrap_or(&languages()[0])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    pub moment: String,
    pub months: [String; 12],
    pub when: String,
    pub with: String,
    pub browser_on: String,
    pub by_operator: String,
    pub was_you: String,
    pub was_asked: String,
    pub not_you: String,
    pub not_you_password: String,
    pub not_asked: String,
    pub nobody_to_ask: String,
    pub no_link: String,
    pub added: String,
    pub new_codes: String,
    pub totp: String,
    pub passkey: String,
    pub email: String,
    pub sms: String,
    pub other: String,
    pub password_changed: OfChange,
    pub password_reset: OfChange,
    pub recovery_code_used: OfChange,
    pub factors_reset: OfChange,
    pub provider_linked: OfChange,
    pub provider_unlinked: OfChange,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfChange {
    pub subject: String,
    pub lead: String,
}
