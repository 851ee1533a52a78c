//! The deferred part as [`Page`](super::Page) uses it: what mounts screens, and the parts of the frame that follow them. In
//! a release everything that is reached from here alone is in the second file.

use super::announcement::Announcements;
use super::deferred::{Deferred, UpdateFrame};
use super::first_screen::OpenInBrowser;
use super::help::Help;
use super::mount;
use crate::context::ScreenState;
use crate::flow::SubmitError;
use crate::i18n::Words;

/// The deferred part of the page.
pub const DEFERRED: Deferred = Deferred { mount: mount::mount, frame_parts: || Box::new(FrameParts::find()) };

/// The parts of the frame that follow the screen; `None` where the document has none.
struct FrameParts {
    help: Option<Help>,
    announcements: Option<Announcements>,
    open_in_browser: Option<OpenInBrowser>,
}

impl FrameParts {
    fn find() -> Self {
        Self { help: Help::find(), announcements: Announcements::find(), open_in_browser: OpenInBrowser::find() }
    }
}

impl UpdateFrame for FrameParts {
    fn update(&self, words: Words, state: &ScreenState, cause: Option<&SubmitError>, identifier: Option<&str>) {
        // First, so that what help reinserts below a new screen comes after this, too.
        if let Some(announcements) = &self.announcements {
            announcements.show(words, state);
        }
        if let Some(open_in_browser) = &self.open_in_browser {
            open_in_browser.show(words, state);
        }
        if let Some(help) = &self.help {
            help.show(words, state, cause, identifier);
        }
    }
}
