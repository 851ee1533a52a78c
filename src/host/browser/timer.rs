//! Timers.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::window;

/// A timer that is stopped when this is dropped.
#[must_use]
pub struct Timeout {
    id: i32,
    over: Rc<Cell<bool>>,
    _callback: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Whether the time is over.
    pub fn is_over(&self) -> bool {
        self.over.get()
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}

/// Calls `then` once, in `millis` milliseconds, unless the result is dropped before.
pub fn timeout(millis: i32, then: impl FnOnce() + 'static) -> Timeout {
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
    Timeout { id, over, _callback: callback }
}

/// Calls `then` once, in `millis` milliseconds, come what may.
pub fn set_timeout(millis: i32, then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), millis);
}

/// A repeating timer, stopped when this is dropped.
#[must_use]
pub struct Interval {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Interval {
    fn drop(&mut self) {
        window().clear_interval_with_handle(self.id);
    }
}

/// Calls `tick` every `millis` milliseconds until the result is dropped.
pub fn interval(millis: i32, tick: impl FnMut() + 'static) -> Interval {
    let callback = Closure::<dyn FnMut()>::new(tick);
    let id = window()
        .set_interval_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), millis)
        .unwrap_or_default();
    Interval { id, _callback: callback }
}
