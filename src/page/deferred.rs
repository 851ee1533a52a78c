//! The seam of the deferred part of the program: what the first part calls in it. A release has the deferred part in a file
//! of its own, which is loaded later (docs/decisions/0012-program-in-two-parts.md).
//!
//! Only types stand here, so that the first part reaches no screen. `frame_parts` fills them in.

use web_sys::HtmlElement;

use crate::context::{Intent, ScreenState};
use crate::flow::SubmitError;
use crate::i18n::Words;

/// Mounts the screens after the first.
pub trait ShowScreen {
    /// Shows the words and the state as they are now; only what differs is touched.
    fn show(&self, words: Words, state: ScreenState);
}

/// Keeps the parts of the frame in step with the screen: help, announcements.
pub trait UpdateFrame {
    /// Brings them in line with what is on screen. `cause` led to a failure screen; `identifier` is what the person typed
    /// to say who they are.
    fn update(&self, words: Words, state: &ScreenState, cause: Option<&SubmitError>, identifier: Option<&str>);
}

/// Makes what mounts screens, in the element where they belong. The last argument gets what the person asks for.
pub type MountScreens = fn(HtmlElement, Words, ScreenState, fn(Intent)) -> Box<dyn ShowScreen>;

/// What [`super::Page`] uses of the deferred part.
pub struct Deferred {
    pub mount: MountScreens,
    /// Finds the parts of the frame.
    pub frame_parts: fn() -> Box<dyn UpdateFrame>,
}

/// Why the deferred part could not be loaded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LoadError {
    /// Too late, or the connection broke: worth trying again.
    Temporary,
    /// Only loading the page again can help.
    Permanent,
}
