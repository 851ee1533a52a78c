//! The first screen. Its nodes come with the document and are never drawn again: this controller listens to the form, shows
//! its errors, and takes the form out of the document and back in. Autofill, an input method in progress, the caret and
//! undo belong to the nodes, so the nodes stay (docs/decisions/0005-adopt-in-place.md). No Leptos.

mod notice;
mod open_in_browser;
mod passkey;
mod providers;

use std::cell::Cell;

use auth_contract::{Action, ActionType, NoticeCode, ProblemCode, Step};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlButtonElement, HtmlElement, HtmlFormElement, HtmlInputElement};

use self::notice::Notice;
pub(super) use self::open_in_browser::OpenInBrowser;
use self::passkey::Passkey;
use self::providers::Providers;
use crate::context::{Intent, ScreenState};
use crate::flow::{Submit, SubmitError, SubmitErrorKind};
use crate::host::browser::dom::{by_id, first, listen, set_busy};
use crate::host::browser::{clock, document, timer};
use crate::i18n::wording;
use crate::i18n::{Key, Words};
use crate::page::focus::enter_screen;
use crate::page::language::relabel;

/// Set by the boot script on the button that was pressed last before the program was loaded.
const HELD: &str = "data-held";
/// Set by the boot script once something was typed: what is empty then was emptied by the person.
const TOUCHED: &str = "data-touched";
/// Tells the boot script that the program handles the form.
const ADOPTED: &str = "data-adopted";

pub struct FirstScreen {
    main: HtmlElement,
    section: Element,
    form: HtmlFormElement,
    field: HtmlInputElement,
    button: HtmlButtonElement,
    problem: Element,
    lead: Element,
    passkey: Passkey,
    providers: Providers,
    notice: Notice,
    /// Whether the form has been on screen since the last step.
    entered: Cell<bool>,
}

impl FirstScreen {
    /// Finds the static form. `None` on a page that is not ours.
    pub fn find() -> Option<Self> {
        Some(Self {
            main: by_id("main")?,
            section: by_id("identify")?,
            form: by_id("identify-form")?,
            field: by_id("username")?,
            button: first("#identify-form button[type=submit]")?,
            problem: by_id("identify-problem")?,
            lead: by_id("identify-lead")?,
            passkey: Passkey::find()?,
            providers: Providers::find()?,
            notice: Notice::find()?,
            entered: Cell::new(true),
        })
    }

    /// The element in which screens are mounted.
    pub(super) fn main(&self) -> HtmlElement {
        self.main.clone()
    }

    /// Listens to the form; a press from before the program was loaded is carried out now.
    pub fn adopt(&self, dispatch: fn(Intent)) {
        let field = self.field.clone();
        listen::<Event>(&self.form, "submit", move |event| {
            event.prevent_default();
            let identifier = field.value().trim().to_owned();
            dispatch(Intent::Act(Action::Identify { identifier, password: None }));
        });
        self.passkey.adopt(dispatch);
        self.providers.adopt(dispatch);
        let _ = self.form.set_attribute(ADOPTED, "");
        if let Some(pending) = first::<HtmlElement>("[data-held]") {
            let _ = pending.remove_attribute(HELD);
            let _ = pending.remove_attribute("aria-busy");
            pending.click();
        }
    }

    /// Puts the form on screen and updates it.
    pub(super) fn show(&self, words: Words, state: &ScreenState, identifier: Option<&str>) {
        if self.section.parent_node().is_none() {
            let _ = self.main.prepend_with_node_1(&self.section);
        }
        let named = name_from_provider(state);
        let is_free = named.is_some() || self.field.value().is_empty();
        if let (true, Some(identifier)) = (is_free && !self.form.has_attribute(TOUCHED), named.or(identifier)) {
            self.field.set_value(identifier);
        }
        set_busy(&self.button, state.submit == Submit::Sending(Some(ActionType::Identify)));
        if state.submit.error().is_some_and(|error| error.pauses.is_some()) {
            let _ = self.button.set_attribute("aria-disabled", "true");
        }
        self.passkey.show(words, state);
        self.providers.show(words, state);
        self.show_error(words, state);
        self.show_client(words, state);
        if !self.entered.replace(true) {
            enter_screen();
        }
        if self.notice.show(words, state) == Some(NoticeCode::FederationMismatch) {
            // The name is filled in, so that one press goes on (U10).
            let button = self.button.clone();
            timer::set_timeout(0, move || drop(button.focus()));
        }
    }

    /// The person is somewhere else: when the form is on screen next, they come to it.
    pub(super) fn leave(&self) {
        self.entered.set(false);
    }

    /// Takes the form off the screen, as it is.
    pub(super) fn hide(&self) {
        self.section.remove();
    }

    /// The language changed: what is in the page was relabelled, but the form may be out of it.
    pub(super) fn relabel(&self, words: Words) {
        if self.section.parent_node().is_none()
            && let Ok(list) = self.section.query_selector_all("[data-t]")
        {
            let nodes: Vec<Element> = (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect();
            relabel(words, &nodes);
        }
    }

    fn show_error(&self, words: Words, state: &ScreenState) {
        let error = state.submit.error();
        let invalid = error.is_some_and(|error| error.kind.is_about_field());
        let _ = self.field.set_attribute("aria-invalid", if invalid { "true" } else { "false" });
        for place in [&self.problem, &self.passkey.problem, &self.providers.problem] {
            place.set_text_content(None);
        }
        if let Some(error) = error {
            self.append_error(words, error, state);
        }
    }

    fn append_error(&self, words: Words, error: &SubmitError, state: &ScreenState) {
        let step: Option<&Step> = state.flow.as_ref().map(|flow| &flow.step);
        let text = wording::error(words, error, step, clock::now().plus(state.offset));
        let place = match error.kind {
            kind if is_about_passkey(kind) => &self.passkey.problem,
            kind if self.providers.is_last_pressed() && !kind.is_about_field() => &self.providers.problem,
            _ => &self.problem,
        };
        append(place, "p", "alert", &text, Some(("data-error", error.kind.name())));
        if let (false, Some(reference)) = (error.kind.is_about_field(), &error.reference) {
            append(place, "p", "reference", &wording::reference(words, reference), None);
        }
    }

    /// Names the product that sent the person, once the server has said which.
    fn show_client(&self, words: Words, state: &ScreenState) {
        let name = state.flow.as_ref().and_then(|flow| flow.client.as_ref()).map(|client| client.name.as_str());
        let text = name.map_or_else(
            || words.get(Key::IdentifyLead).to_owned(),
            |name| words.fill(Key::IdentifyLeadApp, &[("app", name)]),
        );
        if let Some(node) = self.lead.first_child().and_then(|span| span.first_child()) {
            node.set_node_value(Some(&text));
        }
    }
}

/// Whether it is said below the button of the passkey, and not below the field.
fn is_about_passkey(kind: SubmitErrorKind) -> bool {
    let refused = [ProblemCode::InvalidCredential, ProblemCode::UnknownCredential].map(SubmitErrorKind::Problem);
    matches!(kind, SubmitErrorKind::Passkey(_)) || refused.contains(&kind)
}

/// The name that an identity provider gave, when the person is to go on with it here (U10).
fn name_from_provider(state: &ScreenState) -> Option<&str> {
    let flow = state.flow.as_ref()?;
    let is_mismatch = flow.notice.as_ref()?.code == NoticeCode::FederationMismatch;
    match &flow.step {
        Step::Identify(step) if is_mismatch => step.identifier.as_deref(),
        _ => None,
    }
}

fn append(place: &Element, tag: &str, class: &str, text: &str, hook: Option<(&str, &str)>) {
    if let Ok(line) = document().create_element(tag) {
        line.set_class_name(class);
        line.set_text_content(Some(text));
        if let Some((name, value)) = hook {
            let _ = line.set_attribute(name, value);
        }
        let _ = place.append_child(&line);
    }
}
