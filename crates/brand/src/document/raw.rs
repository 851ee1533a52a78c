//! `brand.toml` as it stands in the file: types for serde, with the place of every value that is checked later.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    pub name: Spanned<String>,
    pub default_language: Spanned<String>,
    #[serde(default)]
    pub missing_texts: MissingTexts,
    #[serde(default)]
    pub logo: RawLogo,
    #[serde(default)]
    pub links: RawLinks,
    #[serde(default)]
    pub support: RawSupport,
    #[serde(default)]
    pub navigation: RawNavigation,
    #[serde(default)]
    pub providers: Vec<RawProvider>,
    #[serde(default)]
    pub notices: Vec<RawNotice>,
    pub moved: Option<RawMoved>,
    #[serde(default)]
    pub introduction: Vec<RawPage>,
    pub font: Option<Spanned<RawFont>>,
}

/// What becomes of a text that a language lacks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingTexts {
    #[default]
    Refuse,
    DefaultLanguage,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLogo {
    #[serde(default)]
    pub shows_name: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLinks {
    pub help: Option<Spanned<RawText>>,
    pub privacy: Option<Spanned<RawText>>,
    pub terms: Option<Spanned<RawText>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSupport {
    pub email: Option<Spanned<String>>,
    pub phone: Option<Spanned<String>>,
    pub url: Option<Spanned<RawText>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawNavigation {
    #[serde(default)]
    pub origins: Vec<Spanned<String>>,
    #[serde(default)]
    pub schemes: Vec<Spanned<String>>,
    #[serde(default)]
    pub identity_providers: Vec<Spanned<String>>,
    #[serde(default)]
    pub loopback: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawProvider {
    pub id: Spanned<String>,
    pub name: Spanned<String>,
    #[serde(default)]
    pub refuses_embedded: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawNotice {
    pub id: Spanned<String>,
    pub from: Spanned<Datetime>,
    pub until: Spanned<Datetime>,
    pub title: Spanned<RawText>,
    pub text: Spanned<RawText>,
    pub link: Option<Spanned<RawText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawMoved {
    pub from: Spanned<String>,
    pub until: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPage {
    pub title: Spanned<RawText>,
    pub text: Spanned<RawText>,
    pub picture: Option<Spanned<String>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFont {
    pub family: String,
    /// A weight, or a range as variable fonts have.
    #[serde(default = "regular", deserialize_with = "weight")]
    pub weight: String,
}

/// One weight may stand there as a number.
fn weight<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "must be a weight such as 400, or two for a variable font: \"400 700\"")]
    enum Weight {
        Number(u16),
        Text(String),
    }
    Weight::deserialize(from).map(|weight| match weight {
        Weight::Number(weight) => weight.to_string(),
        Weight::Text(weight) => weight,
    })
}

fn regular() -> String {
    "400".to_owned()
}

/// One for all languages, or one for each.
#[derive(Deserialize)]
#[serde(untagged, expecting = "must be a text, or a table of language = text: { en = \"…\", nb = \"…\" }")]
pub enum RawText {
    Same(String),
    Each(BTreeMap<String, String>),
}
