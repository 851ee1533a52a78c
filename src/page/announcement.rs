//! An announcement of the operator (requirement U2), shown below the first screen between two moments, until the
//! person dismisses it. Its texts come with the document in every language; the program only shows them (docs/decisions/0023-announcements-and-the-old-address.md).

#[cfg(feature = "csr")]
mod adopted;
#[cfg(feature = "bundled")]
mod note;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use auth_contract::Timestamp;

#[cfg(feature = "csr")]
pub(crate) use adopted::Announcements;
#[cfg(feature = "bundled")]
pub use note::{Announcement, announcements};

/// When an announcement is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    /// The first moment at which it is no longer said.
    pub until: Timestamp,
}

impl Span {
    /// Whether it is said at this moment.
    pub fn holds(self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }

    /// As it stands in the document: seconds since 1970-01-01T00:00:00Z, with a space between.
    #[cfg(feature = "bundled")]
    pub fn write(self) -> String {
        format!("{} {}", self.from.0, self.until.0)
    }

    /// Reads what [`Span::write`] wrote. `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (from, until) = text.split_once(' ')?;
        Some(Self { from: Timestamp(from.parse().ok()?), until: Timestamp(until.parse().ok()?) })
    }
}

/// Which one is said now: the first that is due. One at a time, and once a person has put one away none until the page
/// is opened again: several in a row would keep people from signing in.
pub fn due(spans: &[Span], is_seen: impl Fn(usize) -> bool, now: Timestamp) -> Option<usize> {
    (0..spans.len()).find(|place| spans[*place].holds(now) && !is_seen(*place))
}
