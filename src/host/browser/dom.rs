//! Finding, reading and changing nodes of the document.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::document;

/// The element with this id, as what it is.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that matches.
pub fn first<T: JsCast>(selector: &str) -> Option<T> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// The first element inside this one that matches.
pub fn part(of: &Element, selector: &str) -> Option<Element> {
    of.query_selector(selector).ok()?
}

/// The closest element around the target of an event that matches.
pub fn closest_target(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Tells readers something that has no element of its own to say it; `None` takes back what was said last.
pub fn announce(text: Option<&str>) {
    if let Some(announcer) = by_id::<Element>("announcer") {
        announcer.set_text_content(text);
    }
}

/// Every element that matches.
pub fn all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect()
}

/// What stands in a field now. Read at submit and not from `input` events, which autofill does not always fire.
pub fn value(id: &str) -> String {
    by_id::<HtmlInputElement>(id).map(|input| input.value()).unwrap_or_default()
}

/// What is chosen in a list.
pub fn selected(id: &str) -> String {
    by_id::<HtmlSelectElement>(id).map(|select| select.value()).unwrap_or_default()
}

/// Chooses in a list.
pub fn select(id: &str, value: &str) {
    if let Some(list) = by_id::<HtmlSelectElement>(id) {
        list.set_value(value);
    }
}

/// Whether a box is ticked.
pub fn checked(id: &str) -> bool {
    by_id::<HtmlInputElement>(id).is_some_and(|input| input.checked())
}

/// Whether the document has the logo of this identity provider.
pub fn has_logo(provider: &str) -> bool {
    by_id::<Element>(&format!("provider-{provider}")).is_some()
}

/// Listens for as long as the page lives.
pub fn listen<E: JsCast + 'static>(target: &EventTarget, event: &str, mut handler: impl FnMut(E) + 'static) {
    let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| handler(event.unchecked_into()));
    let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
    callback.forget();
}

/// Marks a button as busy or not.
pub fn set_busy(button: &Element, busy: bool) {
    for attribute in ["aria-busy", "aria-disabled"] {
        let _ = button.set_attribute(attribute, if busy { "true" } else { "false" });
    }
}

/// Puts the focus on the first element that matches.
pub fn focus(selector: &str) {
    if let Some(element) = first::<HtmlElement>(selector) {
        let _ = element.focus();
    }
}

/// Scrolls as far as it takes to see the first element that matches.
pub fn scroll_into_view(selector: &str) {
    if let Some(element) = first::<Element>(selector) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Marks all that stands in a field.
pub fn select_text(id: &str) {
    if let Some(field) = by_id::<Element>(id) {
        // Called by name: fields of one line and of several both have it.
        field.unchecked_into::<HtmlInputElement>().select();
    }
}
