//! How much room there is.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::ResizeObserver;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Less than this, in px, is never assumed.
const LEAST: f64 = 120.0;

/// The width in px inside an element that lives as long as the document, without `margin` px of it. Kept while the element
/// is hidden: whoever hid it wants it back as it was.
pub(super) fn room(node: NodeRef<Div>, margin: f64) -> RwSignal<f64> {
    let room = RwSignal::new(800.0);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let observed = element.clone();
        let measure = move || {
            if element.client_width() > 0 {
                let width = (f64::from(element.client_width()) - margin).max(LEAST);
                if (room.get_untracked() - width).abs() > 0.5 {
                    room.set(width);
                }
            }
        };
        measure();
        let changed = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&observed);
            std::mem::forget((observer, changed));
        }
    });
    room
}
