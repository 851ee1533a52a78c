//! The identity providers below the form. Their buttons come with the document; the flow decides which are shown.

use std::cell::RefCell;
use std::rc::Rc;

use auth_contract::{Action, ActionType, Provider, Step};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::{HELD, append};
use crate::context::{Intent, ScreenState};
use crate::flow::Submit;
use crate::host::browser::dom::{all, by_id, closest_target, first, listen, part, set_busy};
use crate::host::browser::user_agent;
use crate::i18n::{Key, Words};
use crate::ui::{AT_FIRST, letter};

/// A button, and the provider that it names.
const ID: &str = "data-provider";
/// The provider's name, for the words on its button.
const NAME: &str = "data-name";

pub(super) struct Providers {
    place: HtmlElement,
    more: HtmlElement,
    blank: Element,
    pub(super) problem: Element,
    /// The one that was pressed last, while nothing else was.
    pressed: Rc<RefCell<String>>,
}

impl Providers {
    pub(super) fn find() -> Option<Self> {
        Some(Self {
            place: by_id("identify-providers")?,
            more: first("#identify-providers details")?,
            blank: first("#identify-providers [data-provider='']")?,
            problem: by_id("provider-problem")?,
            pressed: Rc::default(),
        })
    }

    pub(super) fn adopt(&self, dispatch: fn(Intent)) {
        if user_agent::web_view().is_some() {
            // A press from before the program was loaded would end in the provider's refusal.
            for button in all("#identify-providers [data-refuses]") {
                let _ = button.remove_attribute(HELD);
                let _ = button.set_attribute("hidden", "");
            }
        }
        let chosen = self.pressed.clone();
        listen::<Event>(&self.place, "click", move |event| {
            if let Some(button) = closest_target(&event, "[data-provider]") {
                let provider = attribute(&button, ID);
                chosen.replace(provider.clone());
                dispatch(Intent::Act(Action::StartFederation { provider }));
            }
        });
    }

    /// Whether the last press was on a provider, so that its error is shown here.
    pub(super) fn is_last_pressed(&self) -> bool {
        !self.pressed.borrow().is_empty()
    }

    pub(super) fn show(&self, words: Words, state: &ScreenState) {
        let sending = match state.submit {
            Submit::Sending(Some(action)) => action == ActionType::StartFederation,
            _ => false,
        };
        if state.submit.is_sending() && !sending {
            self.pressed.replace(String::new());
        }
        // Until the flow is here nothing is known, and the nodes stay as they are.
        if let Some(flow) = &state.flow
            && let Step::Identify(step) = &flow.step
        {
            let offered = flow.actions.contains(&ActionType::StartFederation);
            self.offer(if offered { &step.providers } else { &[] }, state.web_view.is_some());
        }
        for button in buttons() {
            let text = words.fill(Key::ProviderContinue, &[("provider", &attribute(&button, NAME))]);
            if let Some(label) = part(&button, ".button-label") {
                label.set_text_content(Some(&text));
            }
            let id = attribute(&button, ID);
            set_busy(&button, sending && *self.pressed.borrow() == id);
            mark_last_used(words, &button, state.last_used_method.as_deref() == Some(&id));
        }
        // One that cannot be seen is at least announced where it is.
        if let Some(summary) = part(&self.more, "summary") {
            mark_last_used(words, &summary, part(&self.more, ".provider:not([hidden]) .badge").is_some());
        }
    }

    /// Hides what the server does not offer, and adds what it offers besides.
    /// In a web view those are hidden that refuse it: the deferred part of the program shows "Open in the browser" instead.
    fn offer(&self, providers: &[Provider], in_web_view: bool) {
        let buttons = buttons();
        for button in &buttons {
            let id = attribute(button, ID);
            let works = |provider: &Provider| provider.id == id && !(in_web_view && provider.refuses_embedded);
            let hidden = !providers.iter().any(works);
            let _ = button.toggle_attribute_with_force("hidden", hidden);
        }
        for provider in providers {
            let is_here = buttons.iter().any(|button| attribute(button, ID) == provider.id);
            if !(is_here || in_web_view && provider.refuses_embedded) {
                self.add(provider);
            }
        }
        self.place.set_hidden(providers.is_empty());
        let is_more = part(&self.more, "[data-provider]:not([hidden])").is_some();
        self.more.set_hidden(!is_more);
    }

    /// One of which the brand knows nothing.
    fn add(&self, provider: &Provider) {
        let Ok(copy) = self.blank.clone_node_with_deep(true).map(JsCast::unchecked_into::<Element>) else { return };
        let _ = copy.set_attribute(ID, &provider.id);
        let _ = copy.set_attribute(NAME, &provider.name);
        let _ = copy.remove_attribute("hidden");
        if let Some(mark) = part(&copy, ".provider-mark") {
            mark.set_text_content(Some(letter(&provider.name)));
        }
        let _ =
            match part(&self.place, ".provider-list").filter(|list| (list.child_element_count() as usize) < AT_FIRST) {
                Some(list) => list.append_child(&copy).map(drop),
                None => self.blank.before_with_node_1(&copy),
            };
    }
}

/// Every button that stands for a provider. Only while the form is in the document.
fn buttons() -> Vec<Element> {
    all("#identify-providers [data-provider]:not([data-provider=''])")
}

fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Puts the badge "Last used" on a button or takes it away. The badge overlaps the edge, so that nothing moves for it.
pub(super) fn mark_last_used(words: Words, button: &Element, is_last: bool) {
    match (part(button, ".badge"), is_last) {
        (Some(badge), true) => badge.set_text_content(Some(words.get(Key::ProviderLast))),
        (Some(badge), false) => badge.remove(),
        (None, true) => append(button, "span", "badge", words.get(Key::ProviderLast), None),
        (None, false) => {}
    }
}
