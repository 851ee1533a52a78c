//! The page as a person sees it: the first screen or a later one, in one language. It shows the state of the flow and does
//! not change it. The program and the gallery both use it.

use std::cell::{Cell, OnceCell};

use auth_contract::Timestamp;
use web_sys::HtmlElement;

use super::deferred::{Deferred, ShowScreen, UpdateFrame};
use super::first_screen::FirstScreen;
use super::load_failure::LoadFailure;
use super::{focus, language};
use crate::context::{Intent, ScreenState};
use crate::flow::{Machine, Screen, Submit};
use crate::host::browser::dom::{announce, by_id};
use crate::host::browser::{caps_lock, clock};
use crate::i18n::{Key, Words};

pub struct Page {
    /// The words arrive by themselves; until then there is nothing to say.
    words: Cell<Option<Words>>,
    /// Server's clock minus the device's, in seconds.
    offset: Cell<i64>,
    first_screen: FirstScreen,
    /// The deferred part of the program, once it is loaded.
    deferred: Cell<Option<&'static Deferred>>,
    screens: OnceCell<Box<dyn ShowScreen>>,
    load_failure: LoadFailure,
    frame_parts: OnceCell<Box<dyn UpdateFrame>>,
    /// Whether the invalid field has had the focus since the last error.
    error_focused: Cell<bool>,
    dispatch: fn(Intent),
}

impl Page {
    /// Uses the form that came with the document; `dispatch` gets what the person asks for.
    pub fn new(first_screen: FirstScreen, dispatch: fn(Intent)) -> Self {
        caps_lock::watch();
        Self {
            words: Cell::default(),
            offset: Cell::default(),
            first_screen,
            deferred: Cell::default(),
            screens: OnceCell::new(),
            load_failure: LoadFailure::default(),
            frame_parts: OnceCell::new(),
            error_focused: Cell::default(),
            dispatch,
        }
    }

    pub fn first_screen(&self) -> &FirstScreen {
        &self.first_screen
    }

    /// The deferred part is loaded: from now on [`Self::show`] can show every screen.
    pub fn set_deferred(&self, deferred: &'static Deferred) {
        self.deferred.set(Some(deferred));
    }

    /// The screen for a part of the program that cannot be loaded.
    pub fn load_failure(&self) -> &LoadFailure {
        &self.load_failure
    }

    /// The language on screen, once its words are here.
    pub fn words(&self) -> Option<Words> {
        self.words.get()
    }

    /// The server has said what time it is.
    pub fn set_server_time(&self, server_time: Timestamp) {
        self.offset.set(server_time.since(clock::now()));
    }

    /// The server's clock, as well as the device can tell.
    pub fn now(&self) -> Timestamp {
        clock::now().plus(self.offset.get())
    }

    /// Tells readers something that has no element of its own to say it.
    pub fn announce(&self, key: Key) {
        if let Some(words) = self.words.get() {
            announce(Some(words.get(key)));
        }
    }

    /// Brings what is on screen in line with the flow. `false` when that takes the deferred part of the program, which is not
    /// loaded: until it is, everything stays as it was.
    pub fn show(&self, machine: &Machine) -> bool {
        let is_first = *machine.screen() == Screen::Identify;
        if !is_first {
            self.first_screen.leave();
        }
        let Some(words) = self.words.get() else { return true };
        let state = ScreenState::of(machine, self.offset.get());
        let failed = matches!(state.submit, Submit::Failed(_));
        let deferred = self.deferred.get();
        if !is_first && self.screens.get().is_none() {
            let Some(deferred) = deferred else { return false };
            let main = self.first_screen.main();
            let _ = self.screens.set((deferred.mount)(main, words, state.clone(), self.dispatch));
        }
        self.load_failure.hide(words);
        if let Some(waiting) = by_id::<HtmlElement>("resume") {
            waiting.set_hidden(true);
        }
        // Until the deferred part is loaded the frame stays as the document has it.
        if let Some(deferred) = deferred {
            let frame_parts = self.frame_parts.get_or_init(deferred.frame_parts);
            frame_parts.update(words, &state, machine.cause(), machine.identifier());
        }
        if is_first {
            self.first_screen.show(words, &state, machine.identifier());
        } else {
            self.first_screen.hide();
        }
        if let Some(screens) = self.screens.get() {
            screens.show(words, state);
        }
        // Once: whoever is typing what is wanted loses it to the next letter if the field is selected again.
        if failed && !self.error_focused.replace(failed) {
            focus::focus_invalid();
        }
        self.error_focused.set(failed);
        true
    }

    /// The person has submitted something: the invalid field takes the focus again, even for the same error.
    pub fn reset_error_focus(&self) {
        self.error_focused.set(false);
    }

    /// Changes the language; `show` follows.
    pub fn set_language(&self, words: Words) {
        if language::change(words) {
            self.first_screen.relabel(words);
        }
        // What was announced last may be in a language that is no longer on screen.
        announce(None);
        self.words.set(Some(words));
    }
}
