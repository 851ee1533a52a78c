//! The rest of the program: all that draws the screens after the first, and the help that follows them. A release has it
//! in a file of its own, which arrives later (docs/decisions/0012-program-in-two-parts.md); in any other build it is simply
//! there.

use web_sys::HtmlElement;

use crate::announcement::Announcements;
use crate::cx::{Live, Press};
use crate::door::WayOut;
use crate::flow::{Effect, Msg, Trouble};
use crate::help::Help;
use crate::i18n::Words;

/// Shows screens.
pub(crate) trait Show {
    /// Shows the words and facts as they are now; only what differs is touched.
    fn show(&self, words: Words, live: Live);
}

/// Keeps what stands around the screens in step: help, announcements.
pub(crate) trait Assist {
    /// Brings it in line with what is on screen. `cause` led to a failure screen; `identifier` is what the person
    /// typed to say who they are.
    fn show(&self, words: Words, live: &Live, cause: Option<&Trouble>, identifier: Option<&str>);
}

/// Makes what shows screens, in the element where they stand. The last argument is told what the person asks for.
pub(crate) type Raise = fn(HtmlElement, Words, Live, fn(Press)) -> Box<dyn Show>;

/// What the first part uses of the rest.
pub(crate) struct Rest {
    pub(crate) raise: Raise,
    /// Finds what stands around the screens.
    pub(crate) assist: fn() -> Box<dyn Assist>,
    /// Carries out what leaves the page or asks the device.
    pub(crate) carry_out: fn(Effect, fn(Msg)),
}

static REST: Rest =
    Rest { raise: crate::stage::raise, assist: || Box::new(Around::find()), carry_out: crate::app::later::carry_out };

/// What stands around the screens and follows them.
struct Around {
    help: Option<Help>,
    announcements: Option<Announcements>,
    way_out: Option<WayOut>,
}

impl Around {
    fn find() -> Self {
        Self { help: Help::find(), announcements: Announcements::find(), way_out: WayOut::find() }
    }
}

impl Assist for Around {
    fn show(&self, words: Words, live: &Live, cause: Option<&Trouble>, identifier: Option<&str>) {
        // First, so that what help puts below a new screen comes to stand below this, too.
        if let Some(announcements) = &self.announcements {
            announcements.show(words, live);
        }
        if let Some(way_out) = &self.way_out {
            way_out.show(words, live);
        }
        if let Some(help) = &self.help {
            help.show(words, live, cause, identifier);
        }
    }
}

/// Why the rest is not here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Too late, or the line broke: worth trying again.
    ForNow,
    /// Nothing but loading the page again will bring it.
    Gone,
}

#[cfg(not(feature = "split"))]
mod arrival {
    use super::{Missing, REST, Rest};

    /// The rest, if it is here.
    #[expect(clippy::unnecessary_wraps, reason = "a program in two parts may lack the second")]
    pub(crate) fn here() -> Option<&'static Rest> {
        Some(&REST)
    }

    /// Waits until it is here.
    pub(crate) async fn arrives() -> Result<(), Missing> {
        Ok(())
    }

    /// Starts another attempt beside the one under way.
    pub(crate) fn hurry() {}
}

#[cfg(feature = "split")]
mod arrival {
    use std::cell::Cell;

    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::{Missing, REST, Rest};

    // Of the boot script, which fetches the rest.
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = isRestGone)]
        fn is_gone() -> bool;
        #[wasm_bindgen(js_name = fetchRest)]
        fn fetch_rest();
    }

    thread_local! {
        static HERE: Cell<Option<&'static Rest>> = const { Cell::new(None) };
    }

    /// The rest, if it is here.
    pub(crate) fn here() -> Option<&'static Rest> {
        HERE.get()
    }

    /// Waits until it is here.
    pub(crate) async fn arrives() -> Result<(), Missing> {
        match whole().await {
            Ok(rest) => {
                HERE.set(Some(rest));
                Ok(())
            }
            Err(_) if is_gone() => Err(Missing::Gone),
            Err(_) => Err(Missing::ForNow),
        }
    }

    /// Starts another attempt beside the one under way.
    pub(crate) fn hurry() {
        fetch_rest();
    }

    // Everything that is reached from here alone goes into the second file.
    #[allow(
        unsafe_code,
        clippy::unnecessary_wraps,
        reason = "the seam is a pair of an import and an export, which may fail"
    )]
    #[wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
    fn whole() -> Result<&'static Rest, SplitLoaderError> {
        Ok(&REST)
    }
}

pub(crate) use arrival::{arrives, here, hurry};
