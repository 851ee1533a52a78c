//! The result of one attempt to hand a message over.

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Sent,
    /// It certainly went nowhere, and may work in a moment.
    NotNow,
    /// Nobody knows: the line broke, or no answer came in time.
    Unknown,
    /// It was refused, for good.
    Refused,
}
