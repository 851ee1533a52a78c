use crate::{Provider, Timestamp};

data! {
    /// Response of `GET /config` (with an `ETag`): settings that an operator changes without rebuilding the page.
    Config {
        /// The brand whose folder the page uses.
        brand: String,
        /// The languages offered, BCP 47, in display order.
        locales: Vec<String>,
        /// Providers whose buttons the first screen shows before a flow exists.
        #[serde(default)]
        providers: Vec<Provider>,
        /// All announcements, including those that are not due yet.
        #[serde(default)]
        notices: Vec<ConfigNotice>,
    }

    /// An announcement with a start and an end (requirement U2).
    ConfigNotice {
        /// The id under which the page stores a dismissal.
        id: String,
        starts_at: Timestamp,
        ends_at: Timestamp,
        /// Title and text by language (BCP 47).
        words: Vec<LocalizedText>,
    }

    /// Text of the operator in one language.
    LocalizedText {
        /// BCP 47.
        locale: String,
        title: String,
        text: String,
    }
}
