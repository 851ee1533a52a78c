//! The state of opening an app.

use crate::i18n::Key;

/// How far opening an app has come, as well as a page can tell (docs/decisions/0022-hand-over-to-apps.md).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HandOver {
    /// Nobody has pressed yet.
    #[default]
    Waiting,
    Opening,
    /// Something took the place of the page: the app, or the browser that asks.
    Opened,
    /// The page is still what the person looks at.
    Failed,
}

impl HandOver {
    /// What is said of it to somebody who has signed in on this very page.
    pub fn lead(self) -> Key {
        match self {
            Self::Waiting => Key::CompleteLeadNative,
            Self::Opening => Key::CompleteOpening,
            Self::Opened => Key::CompleteOpened,
            Self::Failed => Key::CompleteFailed,
        }
    }

    /// The same for a page that finds the sign-in complete.
    pub fn lead_after_reload(self) -> Key {
        if self == Self::Waiting { Key::CompleteLeadDone } else { self.lead() }
    }

    /// What the button says.
    pub fn label(self) -> Key {
        match self {
            Self::Waiting | Self::Opening => Key::CompleteOpen,
            Self::Opened => Key::CompleteOpenAgain,
            Self::Failed => Key::CommonTryAgain,
        }
    }

    /// How the button looks. Where the app is open, closing the page is what is left to do.
    pub fn class(self) -> &'static str {
        if self == Self::Opened { "button button-quiet" } else { "button" }
    }

    /// The value of `data-hand-over`; empty while there is nothing to tell.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "",
            Self::Opening => "opening",
            Self::Opened => "opened",
            Self::Failed => "failed",
        }
    }
}

/// How long an app has to come to the front after the press, in milliseconds.
pub const PATIENCE: i32 = 2_500;
/// The same for an address of the web: the browser itself shows that it is at work, and an app answers from this device.
const PATIENCE_ON_THE_WEB: i32 = 10_000;

/// How long to wait for an app that has this address.
pub fn patience(target: &str) -> i32 {
    let scheme = target.get(..4).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("http") { PATIENCE_ON_THE_WEB } else { PATIENCE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_the_browser_loads_has_more_time() {
        assert_eq!(patience("com.example.notes:/callback"), PATIENCE);
        assert_eq!(patience("http://127.0.0.1:51004/callback"), PATIENCE_ON_THE_WEB);
        assert_eq!(patience("HTTPS://app.example.com/"), PATIENCE_ON_THE_WEB);
        assert_eq!(patience("né"), PATIENCE);
    }
}
