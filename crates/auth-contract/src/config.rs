use crate::{Provider, Timestamp};

data! {
    /// Answer of `GET /config` (with an `ETag`): what an operator may change without building the page again.
    Config {
        /// The brand whose folder the page uses.
        brand: String,
        /// The languages offered, BCP 47, in the order shown.
        locales: Vec<String>,
        /// Providers whose buttons the first screen shows before a flow exists.
        #[serde(default)]
        providers: Vec<Provider>,
        /// Announcements, those that are not due included.
        #[serde(default)]
        notices: Vec<ConfigNotice>,
    }

    /// An announcement with a start and an end (requirement U2).
    ConfigNotice {
        /// Under this id a dismissal is remembered.
        id: String,
        starts_at: Timestamp,
        ends_at: Timestamp,
        /// Title and text by language (BCP 47).
        words: Vec<LocalizedText>,
    }

    /// Operator's words in one language.
    LocalizedText {
        /// BCP 47.
        locale: String,
        title: String,
        text: String,
    }
}
