//! The first screen. It came with the page and is never drawn again: this small controller listens to its form, says
//! what went wrong in it, and takes it out of the page and back in. Autofill, an input method under way, the caret and
//! undo belong to the nodes, and the nodes stay (docs/decisions/0005-adopt-in-place.md).

mod notice;
mod passkey;
mod providers;
mod way_out;

use std::cell::Cell;

use auth_contract::{Action, ActionType, NoticeCode, ProblemCode, Step};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlButtonElement, HtmlElement, HtmlFormElement, HtmlInputElement};

use self::notice::Notice;
use self::passkey::Passkey;
use self::providers::Providers;
pub(crate) use self::way_out::WayOut;
use crate::browser::dom::{by_id, first, listen, set_busy};
use crate::browser::{clock, document, timer};
use crate::cx::{Live, Press};
use crate::flow::{Submit, Trouble, TroubleKind};
use crate::i18n::{Key, Words};
use crate::page::relabel;
use crate::wording;

/// Set by the boot script on the button that was pressed last before the program was here.
const HELD: &str = "data-held";
/// Set by the boot script once something was typed: what is empty then was emptied by the person.
const TOUCHED: &str = "data-touched";
/// Tells the boot script to leave the form to the program.
const ADOPTED: &str = "data-adopted";

pub(crate) struct Door {
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

impl Door {
    /// Finds the static form. `None` on a page that is not ours.
    pub(crate) fn find() -> Option<Self> {
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

    /// Where screens stand.
    pub(crate) fn main(&self) -> HtmlElement {
        self.main.clone()
    }

    /// Takes over the form; a press that was made before is carried out now.
    pub(crate) fn adopt(&self, press: fn(Press)) {
        let field = self.field.clone();
        listen::<Event>(&self.form, "submit", move |event| {
            event.prevent_default();
            let identifier = field.value().trim().to_owned();
            press(Press::Act(Action::Identify { identifier, password: None }));
        });
        self.passkey.adopt(press);
        self.providers.adopt(press);
        let _ = self.form.set_attribute(ADOPTED, "");
        if let Some(held) = first::<HtmlElement>("[data-held]") {
            let _ = held.remove_attribute(HELD);
            let _ = held.remove_attribute("aria-busy");
            held.click();
        }
    }

    /// Puts the form on screen and says in it what there is to say.
    pub(crate) fn show(&self, words: Words, live: &Live, identifier: Option<&str>) {
        if self.section.parent_node().is_none() {
            let _ = self.main.prepend_with_node_1(&self.section);
        }
        let named = named_elsewhere(live);
        let is_free = named.is_some() || self.field.value().is_empty();
        if let (true, Some(identifier)) = (is_free && !self.form.has_attribute(TOUCHED), named.or(identifier)) {
            self.field.set_value(identifier);
        }
        set_busy(&self.button, live.submit == Submit::Sending(Some(ActionType::Identify)));
        if live.submit.trouble().is_some_and(|trouble| trouble.pauses.is_some()) {
            let _ = self.button.set_attribute("aria-disabled", "true");
        }
        self.passkey.show(words, live);
        self.providers.show(words, live);
        self.complain(words, live);
        self.greet(words, live);
        if !self.entered.replace(true) {
            crate::stage::enter();
        }
        if self.notice.show(words, live) == Some(NoticeCode::FederationMismatch) {
            // The name is filled in, so that one press goes on (U10).
            let button = self.button.clone();
            timer::later(0, move || drop(button.focus()));
        }
    }

    /// The person is somewhere else: when the form is on screen next, they come to it.
    pub(crate) fn leave(&self) {
        self.entered.set(false);
    }

    /// Takes the form off the screen, as it is.
    pub(crate) fn hide(&self) {
        self.section.remove();
    }

    /// The language changed: what is in the page was relabelled, but the form may be out of it.
    pub(crate) fn relabel(&self, words: Words) {
        if self.section.parent_node().is_none()
            && let Ok(list) = self.section.query_selector_all("[data-t]")
        {
            let nodes: Vec<Element> = (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect();
            relabel(words, &nodes);
        }
    }

    fn complain(&self, words: Words, live: &Live) {
        let trouble = live.submit.trouble();
        let invalid = trouble.is_some_and(|trouble| trouble.kind.is_about_field());
        let _ = self.field.set_attribute("aria-invalid", if invalid { "true" } else { "false" });
        for place in [&self.problem, &self.passkey.problem, &self.providers.problem] {
            place.set_text_content(None);
        }
        if let Some(trouble) = trouble {
            self.say(words, trouble, live);
        }
    }

    fn say(&self, words: Words, trouble: &Trouble, live: &Live) {
        let step: Option<&Step> = live.flow.as_ref().map(|flow| &flow.step);
        let text = wording::trouble(words, trouble, step, clock::now().plus(live.offset));
        let place = match trouble.kind {
            kind if is_about_passkey(kind) => &self.passkey.problem,
            kind if self.providers.is_concerned() && !kind.is_about_field() => &self.providers.problem,
            _ => &self.problem,
        };
        append(place, "p", "alert", &text, Some(("data-error", trouble.kind.name())));
        if let (false, Some(reference)) = (trouble.kind.is_about_field(), &trouble.reference) {
            append(place, "p", "reference", &wording::reference(words, reference), None);
        }
    }

    /// Names the product that sent the person, once the server has said which.
    fn greet(&self, words: Words, live: &Live) {
        let name = live.flow.as_ref().and_then(|flow| flow.client.as_ref()).map(|client| client.name.as_str());
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
fn is_about_passkey(kind: TroubleKind) -> bool {
    let refused = [ProblemCode::InvalidCredential, ProblemCode::UnknownCredential].map(TroubleKind::Problem);
    matches!(kind, TroubleKind::Passkey(_)) || refused.contains(&kind)
}

/// The name that an identity provider gave, when the person is to go on with it here (U10).
fn named_elsewhere(live: &Live) -> Option<&str> {
    let flow = live.flow.as_ref()?;
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
