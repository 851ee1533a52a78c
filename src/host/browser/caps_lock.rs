//! Whether Caps Lock is on. A browser never tells by itself; it can be read off a key or a click only (UI Events,
//! `getModifierState`), so the last one is remembered: a field that gets the focus has had none yet.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use super::window;

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
}

/// Listens for as long as the page lives, before any field does.
pub fn watch() {
    let callback = Closure::<dyn Fn(Event)>::new(|event: Event| {
        // Chromium sends plain events under the names of keys when it autofills; they know nothing of modifiers.
        let on = event
            .dyn_ref::<KeyboardEvent>()
            .map(|event| event.get_modifier_state("CapsLock"))
            .or_else(|| Some(event.dyn_ref::<MouseEvent>()?.get_modifier_state("CapsLock")));
        if let Some(on) = on {
            ON.set(on);
        }
    });
    for event in ["keydown", "keyup", "mousedown"] {
        let callback = callback.as_ref().unchecked_ref();
        let _ = window().add_event_listener_with_callback_and_bool(event, callback, true);
    }
    callback.forget();
}

/// Sets it without a key, for a preview.
#[cfg(feature = "preview")]
pub fn set(on: bool) {
    ON.set(on);
}

/// What the last key or click said.
pub fn caps_lock() -> bool {
    ON.get()
}
