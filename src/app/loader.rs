//! The deferred part of the program: what it is made of and how it is loaded. The attribute `wasm_split` marks where the
//! build cuts the program in two.

use super::deferred_effects;
use crate::flow::{Effect, Msg};
use crate::page::{deferred, frame_parts};

#[cfg(not(feature = "split"))]
pub(super) use one_file::{linked, load, retry};
#[cfg(feature = "split")]
pub(super) use two_files::{linked, load, retry};

/// What the first part of the program uses of the deferred part.
pub(super) struct Deferred {
    pub(super) page: deferred::Deferred,
    /// Runs an effect that leaves the page or asks the device.
    pub(super) run: fn(Effect, fn(Msg)),
}

static DEFERRED: Deferred = Deferred { page: frame_parts::DEFERRED, run: deferred_effects::run };

#[cfg(not(feature = "split"))]
mod one_file {
    use super::{DEFERRED, Deferred};
    use crate::page::deferred::LoadError;

    /// The deferred part, in a program of one file.
    #[expect(clippy::unnecessary_wraps, reason = "a program in two files has to load it")]
    pub fn linked() -> Option<&'static Deferred> {
        Some(&DEFERRED)
    }

    /// Loads it.
    pub async fn load() -> Result<&'static Deferred, LoadError> {
        Ok(&DEFERRED)
    }

    /// Starts another attempt beside the one in progress.
    pub fn retry() {}
}

#[cfg(feature = "split")]
mod two_files {
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::{DEFERRED, Deferred};
    use crate::page::deferred::LoadError;

    // Functions of the boot script, which loads the file.
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = isDeferredGone)]
        fn is_gone() -> bool;
        #[wasm_bindgen(js_name = fetchDeferred)]
        fn fetch_deferred();
    }

    /// The deferred part, in a program of one file: there is none.
    pub fn linked() -> Option<&'static Deferred> {
        None
    }

    /// Loads it.
    pub async fn load() -> Result<&'static Deferred, LoadError> {
        match deferred().await {
            Ok(deferred) => Ok(deferred),
            Err(_) if is_gone() => Err(LoadError::Permanent),
            Err(_) => Err(LoadError::Temporary),
        }
    }

    /// Starts another attempt beside the one in progress.
    pub fn retry() {
        fetch_deferred();
    }

    // Everything that is reached from here alone goes into the second file.
    #[allow(
        unsafe_code,
        clippy::unnecessary_wraps,
        reason = "the seam is a pair of an import and an export, which may fail"
    )]
    #[wasm_split(deferred, wasm_split_path = leptos::wasm_split, fallible)]
    fn deferred() -> Result<&'static Deferred, SplitLoaderError> {
        Ok(&DEFERRED)
    }
}
