//! The page as a person sees it: the static first screen or a drawn one, in one language. It is told where the flow
//! stands and shows that; what the flow does next is not its business. The program and the gallery both stand on it.

use std::cell::{Cell, OnceCell};

use auth_contract::Timestamp;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};

use crate::browser::dom::{all, announce, by_id};
use crate::browser::{caps_lock, clock, document};
use crate::cx::{Live, Press};
use crate::door::Door;
use crate::flow::{Machine, Screen, Submit};
use crate::i18n::{Key, TAGS, Words};
use crate::rest::{self, Assist, Show};
use crate::stopped::Stopped;

pub(crate) struct Page {
    /// The words arrive by themselves; until then there is nothing to say.
    words: Cell<Option<Words>>,
    /// Server's clock minus the device's, in seconds.
    offset: Cell<i64>,
    door: Door,
    stage: OnceCell<Box<dyn Show>>,
    stopped: Stopped,
    /// What stands around the screens and follows them.
    around: OnceCell<Box<dyn Assist>>,
    /// Whether what went wrong has been pointed out.
    pointed_out: Cell<bool>,
    press: fn(Press),
}

impl Page {
    /// Stands on the form that the document came with; `press` is told what the person asks for.
    pub(crate) fn new(door: Door, press: fn(Press)) -> Self {
        caps_lock::watch();
        Self {
            words: Cell::default(),
            offset: Cell::default(),
            door,
            stage: OnceCell::new(),
            stopped: Stopped::default(),
            around: OnceCell::new(),
            pointed_out: Cell::default(),
            press,
        }
    }

    pub(crate) fn door(&self) -> &Door {
        &self.door
    }

    /// The screen of a page that is not whole.
    pub(crate) fn stopped(&self) -> &Stopped {
        &self.stopped
    }

    /// The language on screen, once its words are here.
    pub(crate) fn words(&self) -> Option<Words> {
        self.words.get()
    }

    /// The server has said what time it is.
    pub(crate) fn heard(&self, server_time: Timestamp) {
        self.offset.set(server_time.since(clock::now()));
    }

    /// The server's clock, as well as the device can tell.
    pub(crate) fn now(&self) -> Timestamp {
        clock::now().plus(self.offset.get())
    }

    /// Tells readers something that has no element of its own to say it.
    pub(crate) fn announce(&self, key: Key) {
        if let Some(words) = self.words.get() {
            announce(Some(words.get(key)));
        }
    }

    /// Brings what is on screen in line with the flow. `false` when that takes the rest of the program, which is not here:
    /// until it is, everything stays as it was.
    pub(crate) fn show(&self, machine: &Machine) -> bool {
        let is_first = *machine.screen() == Screen::Identify;
        if !is_first {
            self.door.leave();
        }
        let Some(words) = self.words.get() else { return true };
        let live = Live::of(machine, self.offset.get());
        let failed = matches!(live.submit, Submit::Failed(_));
        let rest = rest::here();
        if !is_first && self.stage.get().is_none() {
            let Some(rest) = rest else { return false };
            let _ = self.stage.set((rest.raise)(self.door.main(), words, live.clone(), self.press));
        }
        self.stopped.leave(words);
        if let Some(waiting) = by_id::<HtmlElement>("resume") {
            waiting.set_hidden(true);
        }
        // Until the rest is here, all that stands as the document has it.
        if let Some(rest) = rest {
            self.around.get_or_init(rest.assist).show(words, &live, machine.cause(), machine.identifier());
        }
        if is_first {
            self.door.show(words, &live, machine.identifier());
        } else {
            self.door.hide();
        }
        if let Some(stage) = self.stage.get() {
            stage.show(words, live);
        }
        // Once: whoever is typing what is wanted loses it to the next letter if the field is marked again.
        if failed && !self.pointed_out.replace(failed) {
            crate::stage::focus_invalid();
        }
        self.pointed_out.set(failed);
        true
    }

    /// The person has pressed: what `show` then finds wrong is pointed out, were it the same as before.
    pub(crate) fn is_pressed(&self) {
        self.pointed_out.set(false);
    }

    /// Speaks another language from now on; `show` follows.
    pub(crate) fn say_in(&self, words: Words) {
        if words.tag() != shown() {
            if let Some(html) = document().document_element() {
                let _ = html.set_attribute("lang", words.tag());
                let _ = html.set_attribute("dir", words.dir());
            }
            relabel(words, &all("[data-t]"));
            choose_links(words.tag());
            self.door.relabel(words);
        }
        if let Some(select) = by_id::<HtmlSelectElement>("language") {
            select.set_value(words.tag());
        }
        // What was said last may be in a language that is no longer on screen.
        announce(None);
        self.words.set(Some(words));
    }
}

/// The language of the document as it is now.
pub(crate) fn shown() -> &'static str {
    let lang = document().document_element().and_then(|html| html.get_attribute("lang")).unwrap_or_default();
    TAGS.iter().find(|tag| **tag == lang).copied().unwrap_or(TAGS[0])
}

/// Of links that lead elsewhere in each language, shows those of this one.
fn choose_links(tag: &str) {
    for link in all("a[hreflang]") {
        let is_other = link.get_attribute("hreflang").is_some_and(|language| language != tag);
        link.unchecked_into::<HtmlElement>().set_hidden(is_other);
    }
}

/// Changes the text of static nodes in place: whatever is typed, filled or focused beside them is not touched.
pub(crate) fn relabel(words: Words, nodes: &[Element]) {
    for node in nodes {
        let number = node.get_attribute("data-t").and_then(|number| number.parse().ok());
        if let (Some(number), Some(text)) = (number, node.first_child()) {
            text.unchecked_into::<web_sys::Node>().set_node_value(Some(words.by_number(number)));
        }
    }
}
