//! What a state has beyond what the machine knows: what was typed, where the focus is, a press, a key.

use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::Shown;
use crate::cells::Cell;
use portico::context::Intent;
use portico::flow::{Effect, Msg, Screen};
use portico::host::browser::dom::{by_id, first};

/// What becomes of a press that the cell itself makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressing {
    /// It makes none.
    No,
    /// No answer will come.
    Unanswered,
    /// The answer is the same screen again.
    Answered,
}

thread_local! {
    static PRESSING: std::cell::Cell<Pressing> = const { std::cell::Cell::new(Pressing::No) };
}

/// Types what stands in the fields of this state.
pub(super) fn fill(cell: &Cell) {
    for (id, value) in cell.typed() {
        if let Some(field) = by_id::<HtmlInputElement>(id) {
            field.set_value(&value);
        }
    }
}

/// What only a document does by itself: the focus of the first screen, a press, a key.
pub(super) fn settle(cell: &Cell, shown: &Shown) {
    let without_error = shown.machine.borrow().submit().error().is_none();
    if *shown.machine.borrow().screen() == Screen::Identify && without_error {
        portico::page::focus::enter_screen();
    }
    if let Some(button) = cell.click().and_then(|button| first::<HtmlElement>(&button)) {
        PRESSING.set(if cell.is_answered() { Pressing::Answered } else { Pressing::Unanswered });
        button.click();
        PRESSING.set(Pressing::No);
    }
    // The field looks at the modifiers when a key is let go of in it.
    if cell.has_caps_lock()
        && let (Some(field), Ok(key)) = (first::<HtmlElement>("main input[type=password]"), Event::new("keyup"))
    {
        let _ = field.dispatch_event(&key);
    }
}

/// Takes a press that the cell itself has made; whether it was one.
pub(super) fn takes(shown: &Shown, intent: &Intent) -> bool {
    let (pressing, Intent::Act(action)) = (PRESSING.get(), intent) else { return false };
    if pressing == Pressing::No {
        return false;
    }
    let mut machine = shown.machine.borrow_mut();
    let effects = machine.update(Msg::ActionSubmitted { action: action.clone(), key: "gallery".into() });
    if let (Pressing::Answered, Some(flow)) = (pressing, machine.flow().cloned()) {
        for effect in effects {
            if let Effect::Call { ticket, .. } = effect {
                machine.update(Msg::Answered { ticket, result: Ok(Box::new((*flow).clone())) });
            }
        }
    }
    drop(machine);
    shown.page.show(&shown.machine.borrow());
    true
}
