//! Loads the deferred part of the program (docs/decisions/0012-program-in-two-parts.md): asked for at the start, waited for
//! when a screen needs it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::effects::is_awaited;
use super::loader::{self, Deferred};
use super::{App, send};
use crate::flow::{CeremonyError, Effect, Msg, Screen};
use crate::host::browser::timer;
use crate::page::deferred::LoadError;

/// How long a person waits without a message, in milliseconds. The download goes on after that.
const WAIT_LIMIT: i32 = 10_000;

impl App {
    /// Uses the deferred part where it is linked with the first.
    pub(super) fn use_linked(&self) {
        if let Some(deferred) = loader::linked() {
            self.set_deferred(deferred);
        }
    }

    fn set_deferred(&self, deferred: &'static Deferred) {
        self.deferred.set(Some(deferred));
        self.page.set_deferred(&deferred.page);
    }

    /// Shows the state of the flow: now, or as soon as the part of the program that draws it is loaded.
    pub(super) fn draw(self: &Rc<Self>) {
        if self.page.show(&self.machine.borrow()) {
            self.wait_limit.take();
            return;
        }
        if self.wait_limit.borrow().is_none() {
            self.start_wait_limit();
        }
        self.load_deferred();
    }

    /// Loads the deferred part and draws with it. Does nothing while it is being loaded.
    pub(super) fn load_deferred(self: &Rc<Self>) {
        if self.loading.replace(true) {
            return;
        }
        let app = self.clone();
        spawn_local(async move {
            let result = loader::load().await;
            app.loading.set(false);
            app.wait_limit.take();
            match result {
                Ok(deferred) => {
                    app.set_deferred(deferred);
                    app.draw();
                    app.queue.take().into_iter().for_each(|effect| app.run_deferred(effect));
                }
                Err(error) => {
                    app.fail_pending_ceremony();
                    app.show_load_failure(error);
                }
            }
        });
    }

    /// Without the deferred part no device is asked, and "Use a passkey" would wait for ever.
    fn fail_pending_ceremony(&self) {
        for effect in self.queue.take() {
            if let (Effect::StartCeremony { ticket, .. }, true) = (&effect, is_awaited(&effect)) {
                send(Msg::PasskeyAnswered { ticket: *ticket, key: String::new(), result: Err(CeremonyError::Failed) });
            } else {
                self.queue.borrow_mut().push(effect);
            }
        }
    }

    /// The person asks for another attempt.
    pub(super) fn retry_deferred(self: &Rc<Self>) {
        if self.loading.get() {
            // Whichever attempt succeeds first is taken.
            loader::retry();
            self.start_wait_limit();
        } else {
            self.draw();
        }
    }

    fn start_wait_limit(self: &Rc<Self>) {
        let app = self.clone();
        self.wait_limit.replace(Some(timer::timeout(WAIT_LIMIT, move || app.show_load_failure(LoadError::Temporary))));
    }

    /// Shows the error, unless the person has gone back to the first screen, which works without the deferred part.
    fn show_load_failure(&self, error: LoadError) {
        if let (Some(words), true) = (self.page.words(), *self.machine.borrow().screen() != Screen::Identify) {
            self.page.load_failure().show(words, error);
        }
    }
}
