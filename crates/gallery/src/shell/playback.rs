//! How far a walk has been played.

/// A walk under way. The address follows it; the frame must not be told, or it would begin anew at every step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Playback {
    /// The cell where it was begun.
    pub(super) from: Option<String>,
    /// The cell that the frame was told to show, when the walk has gone on from there.
    pub(super) shown: Option<String>,
}
