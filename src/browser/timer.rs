use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::window;

/// A timer that is stopped when this is dropped.
#[must_use]
pub struct Deadline {
    id: i32,
    over: Rc<Cell<bool>>,
    _callback: Closure<dyn FnMut()>,
}

impl Deadline {
    /// Whether the time is over.
    pub fn is_over(&self) -> bool {
        self.over.get()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}

/// Calls `then` once, in `millis` milliseconds, unless the result is dropped before.
pub fn after(millis: i32, then: impl FnOnce() + 'static) -> Deadline {
    let over = Rc::new(Cell::new(false));
    let mark = Rc::clone(&over);
    let mut then = Some(then);
    let callback = Closure::<dyn FnMut()>::new(move || {
        mark.set(true);
        if let Some(then) = then.take() {
            then();
        }
    });
    let id = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), millis)
        .unwrap_or_default();
    Deadline { id, over, _callback: callback }
}

/// Calls `then` once, in `millis` milliseconds, come what may.
pub fn later(millis: i32, then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), millis);
}

/// A repeating timer, stopped when this is dropped.
#[must_use]
pub struct Ticking {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Ticking {
    fn drop(&mut self) {
        window().clear_interval_with_handle(self.id);
    }
}

/// Calls `tick` every `millis` milliseconds until the result is dropped.
pub fn every(millis: i32, tick: impl FnMut() + 'static) -> Ticking {
    let callback = Closure::<dyn FnMut()>::new(tick);
    let id = window()
        .set_interval_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), millis)
        .unwrap_or_default();
    Ticking { id, _callback: callback }
}
