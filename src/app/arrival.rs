//! The rest of the program: asked for at the start, waited for when a screen needs it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::effects::is_awaited;
use super::{App, send};
use crate::browser::timer;
use crate::flow::{CeremonyError, Effect, Msg, Screen};
use crate::rest::{self, Missing};

/// How long a person waits in silence for the rest of the program, in milliseconds. The download goes on after that.
const LATE: i32 = 10_000;

impl App {
    /// Shows where the flow stands: now, or as soon as the program that draws it is here.
    pub(super) fn draw(self: &Rc<Self>) {
        if self.page.show(&self.machine.borrow()) {
            self.limit.take();
            return;
        }
        if self.limit.borrow().is_none() {
            self.limit_the_wait();
        }
        self.bring_the_rest();
    }

    /// Sees to it that the rest of the program comes, and draws with it. Does nothing while it is under way.
    pub(super) fn bring_the_rest(self: &Rc<Self>) {
        if self.bringing.replace(true) {
            return;
        }
        let app = self.clone();
        spawn_local(async move {
            let arrival = rest::arrives().await;
            app.bringing.set(false);
            app.limit.take();
            match arrival {
                Ok(()) => {
                    app.draw();
                    app.waiting.take().into_iter().for_each(|effect| app.later(effect));
                }
                Err(missing) => {
                    app.answer_for_devices();
                    app.complain(missing);
                }
            }
        });
    }

    /// Without the rest no device is asked, and a press on "Use a passkey" would wait for ever.
    fn answer_for_devices(&self) {
        for effect in self.waiting.take() {
            if let (Effect::Ask { ticket, .. }, true) = (&effect, is_awaited(&effect)) {
                send(Msg::PasskeyAnswered { ticket: *ticket, key: String::new(), result: Err(CeremonyError::Failed) });
            } else {
                self.waiting.borrow_mut().push(effect);
            }
        }
    }

    /// The person asks for another attempt.
    pub(super) fn try_the_rest_again(self: &Rc<Self>) {
        if self.bringing.get() {
            // Whichever attempt succeeds first is taken.
            rest::hurry();
            self.limit_the_wait();
        } else {
            self.draw();
        }
    }

    fn limit_the_wait(self: &Rc<Self>) {
        let app = self.clone();
        self.limit.replace(Some(timer::after(LATE, move || app.complain(Missing::ForNow))));
    }

    /// Says that something is missing, unless nothing is: the person may have gone back to the first screen.
    fn complain(&self, missing: Missing) {
        if let (Some(words), true) = (self.page.words(), *self.machine.borrow().screen() != Screen::Identify) {
            self.page.stopped().show(words, missing);
        }
    }
}
