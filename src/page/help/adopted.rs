//! Keeps the help panel in step with the flow; its nodes come with the document. No Leptos: the first screen has it too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDetailsElement, HtmlElement};

use super::details::{Environment, as_text, facts};
use super::device::Device;
use super::{Topic, is_paused, topics};
use crate::context::ScreenState;
use crate::flow::{Submit, SubmitError};
use crate::host::browser::dom::{all, announce, by_id, listen, part, value};
use crate::host::browser::{clock, copy, document, user_agent, window};
use crate::i18n::{Key, Words};
use crate::screens::ScreenKey;

/// So many failures on one screen, and the panel offers itself.
const FAILURES: u32 = 2;
/// The panel offers itself: the style sheet makes it seen.
const OFFERED: &str = "data-offered";

/// Cheap to copy: its listeners hold it too.
#[derive(Clone)]
pub(crate) struct Help(Rc<Panel>);

struct Panel {
    details: HtmlDetailsElement,
    open: Element,
    topics: Element,
    facts: Element,
    copy: Element,
    /// Of which screen it speaks.
    screen_key: RefCell<ScreenKey>,
    shown: RefCell<Option<Shown>>,
    failures: Cell<u32>,
    failed: Cell<bool>,
}

/// What is on screen.
struct Shown {
    words: Words,
    state: ScreenState,
    /// What led to the failure that is on screen.
    cause: Option<SubmitError>,
    /// What the person typed to say who they are.
    identifier: Option<String>,
}

impl Help {
    /// Finds the panel. `None` on a page that has none.
    pub(crate) fn find() -> Option<Self> {
        let help = Self(Rc::new(Panel {
            details: by_id("help")?,
            open: by_id("help-open")?,
            topics: by_id("help-topics")?,
            facts: by_id("support-facts")?,
            copy: by_id("support-copy")?,
            screen_key: RefCell::new(ScreenKey::Identify),
            shown: RefCell::default(),
            failures: Cell::default(),
            failed: Cell::default(),
        }));
        let opened = help.0.clone();
        listen::<Event>(&help.0.details, "toggle", move |_| opened.tell());
        let copied = help.0.clone();
        listen::<Event>(&help.0.copy, "click", move |_| copied.copy());
        Some(help)
    }
}

impl Help {
    /// Brings the panel in line with what is on screen; see [`UpdateFrame::update`](crate::page::deferred::UpdateFrame).
    pub(crate) fn show(
        &self,
        words: Words,
        state: &ScreenState,
        cause: Option<&SubmitError>,
        identifier: Option<&str>,
    ) {
        let panel = &self.0;
        let screen_key = ScreenKey::of(state);
        if *panel.screen_key.borrow() != screen_key {
            panel.screen_key.replace(screen_key);
            panel.begin();
        }
        let failed = matches!(state.submit, Submit::Failed(_));
        if failed && !panel.failed.replace(failed) {
            panel.failures.set(panel.failures.get() + 1);
        }
        panel.failed.set(failed);
        let (cause, identifier) = (cause.cloned(), identifier.map(str::to_owned));
        panel.shown.replace(Some(Shown { words, state: state.clone(), cause, identifier }));
        panel.offer(words, panel.failures.get() >= FAILURES || is_paused(state));
        panel.answer(words, state);
        if panel.details.open() {
            panel.tell();
        }
    }
}

impl Panel {
    /// Another screen: help for the one before is put away.
    fn begin(&self) {
        self.failures.set(0);
        self.failed.set(false);
        self.details.set_open(false);
        reinsert_below();
    }

    /// Offers itself, or is quiet again. It never opens by itself.
    fn offer(&self, words: Words, offered: bool) {
        if self.details.has_attribute(OFFERED) != offered {
            let _ = self.details.toggle_attribute_with_force(OFFERED, offered);
            say(&self.open, words, if offered { Key::HelpNudge } else { Key::HelpOpen });
            if offered {
                announce(Some(words.get(Key::HelpNudge)));
            }
        }
    }

    /// The questions of this screen; those that stand there already are left as they are.
    fn answer(&self, words: Words, state: &ScreenState) {
        let wanted = topics(state);
        let children = self.topics.children();
        let Some(pattern) = children.item(0) else { return };
        while children.length() > u32::try_from(wanted.len()).unwrap_or_default() {
            if let Some(last) = self.topics.last_element_child() {
                last.remove();
            }
        }
        let address = address();
        for (place, topic) in (0..).zip(wanted) {
            let entry = children.item(place).or_else(|| {
                let copied = pattern.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
                let _ = self.topics.append_child(&copied);
                Some(copied)
            });
            if let Some(entry) = entry {
                fill(&entry, topic, words, &address, state.offset);
            }
        }
    }

    /// Writes down what support will want to know, as it is now.
    fn tell(&self) {
        let Some(facts) = self.gather() else { return };
        self.facts.set_text_content(None);
        for (label, value) in &facts {
            for (tag, text) in [("dt", *label), ("dd", value.as_str())] {
                // Isolated: a name in Latin letters must not turn a line that reads from right to left.
                if let (Ok(line), Ok(said)) = (document().create_element(tag), document().create_element("bdi")) {
                    said.set_text_content(Some(text));
                    let _ = line.append_child(&said);
                    let _ = self.facts.append_child(&line);
                }
            }
        }
        if let Some(block) = by_id::<HtmlElement>("support-details") {
            block.set_hidden(false);
        }
        if let Some(shown) = &*self.shown.borrow() {
            write_to_support(shown.words, &as_text(&facts));
            say(&self.copy, shown.words, Key::SupportCopy);
        }
    }

    fn gather(&self) -> Option<Vec<(&'static str, String)>> {
        let shown = self.shown.borrow();
        let Shown { words, state, cause, identifier } = shown.as_ref()?;
        let environment = Environment {
            identifier: identifier.clone().unwrap_or_else(|| value("username")),
            address: address(),
            device: Device::of(&user_agent::name(), user_agent::max_touch_points()),
            now: clock::now().plus(state.offset),
        };
        Some(facts(*words, state, cause.as_ref(), &environment))
    }

    fn copy(self: &Rc<Self>) {
        let Some(facts) = self.gather() else { return };
        let panel = self.clone();
        copy(&as_text(&facts), move |copied| {
            if let Some(shown) = &*panel.shown.borrow() {
                say(&panel.copy, shown.words, if copied { Key::CommonCopied } else { Key::CommonCopyFailed });
            }
        });
    }
}

/// Puts what stands below the screens into the page anew: it is where it belongs from the first frame of the new screen,
/// and is not seen to move there. Never what has the focus, which would lose it.
fn reinsert_below() {
    for part in all("body > .help-place, body > .foot") {
        if let (Some(body), Ok(None)) = (part.parent_node(), part.query_selector(":focus")) {
            let _ = body.insert_before(&part, part.next_sibling().as_ref());
        }
    }
}

fn address() -> String {
    window().location().host().unwrap_or_default()
}

/// Changes the text of a static node, and its number with it, so that a change of language finds the right one.
fn say(parent: &Element, words: Words, key: Key) {
    if let Some(text) = part(parent, "[data-t]") {
        let _ = text.set_attribute("data-t", &(key as usize).to_string());
        text.set_text_content(Some(words.get(key)));
    }
}

fn fill(entry: &Element, topic: Topic, words: Words, address: &str, offset: i64) {
    let (question, answer) = topic.keys();
    let Ok(texts) = entry.query_selector_all("[data-t]") else { return };
    let texts = [(question, words.get(question).to_owned()), (answer, topic.answer(words, address, offset))]
        .into_iter()
        .zip((0..).map_while(|place| texts.item(place)?.dyn_into::<Element>().ok()));
    for ((key, text), node) in texts {
        let number = (key as usize).to_string();
        // Another question came here: it is closed, whatever was open in this place.
        if node.get_attribute("data-t").as_ref() != Some(&number) {
            let _ = entry.remove_attribute("open");
            let _ = node.set_attribute("data-t", &number);
        }
        if node.text_content().as_ref() != Some(&text) {
            node.set_text_content(Some(&text));
        }
    }
}

/// A mail to support brings the details along; the person reads them before sending it.
fn write_to_support(words: Words, details: &str) {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    // A line of a mail ends with both characters (RFC 6068 section 5).
    let body = encode(&format!("\n\n{details}").replace('\n', "\r\n"));
    let subject = encode(words.get(Key::SupportSubject));
    for link in all("#help a[href^='mailto:']") {
        let href = link.get_attribute("href").unwrap_or_default();
        let to = href.split('?').next().unwrap_or_default();
        let _ = link.set_attribute("href", &format!("{to}?subject={subject}&body={body}"));
    }
}
