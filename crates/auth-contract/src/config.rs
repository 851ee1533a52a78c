use serde::{Deserialize, Serialize};

use crate::{Provider, Timestamp};

/// Answer of `GET /config` (with an `ETag`): what an operator may change without building the page again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Config {
    /// The brand whose folder the page uses.
    pub brand: String,
    /// The languages offered, BCP 47, in the order shown.
    pub locales: Vec<String>,
    /// Providers whose buttons the first screen shows before a flow exists.
    #[serde(default)]
    pub providers: Vec<Provider>,
    /// Announcements, those that are not due included.
    #[serde(default)]
    pub notices: Vec<ConfigNotice>,
}

/// An announcement with a start and an end (requirement U2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfigNotice {
    /// Under this id a dismissal is remembered.
    pub id: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Title and text by language (BCP 47).
    pub words: Vec<LocalizedText>,
}

/// Operator's words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocalizedText {
    /// BCP 47.
    pub locale: String,
    pub title: String,
    pub text: String,
}
