//! Shows the announcement that is due; the nodes come with the document. No Leptos: they are part of the first screen.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::{Span, due};
use crate::context::ScreenState;
use crate::flow::Screen;
use crate::host::browser::dom::{announce, by_id, closest_target, first, focus, listen, part};
use crate::host::browser::{clock, storage, timer, window};
use crate::i18n::Words;

/// On the one that is seen.
const DUE: &str = "data-due";
/// Tells the style sheet to leave it in the column.
const BELOW: &str = "data-below";
/// How long readers are left alone with the page that they have just come to, in ms.
const QUIET: i32 = 1500;

/// Cheap to copy: its listeners hold it too.
#[derive(Clone)]
pub(crate) struct Announcements(Rc<Place>);

struct Place {
    aside: HtmlElement,
    notes: Vec<Note>,
    /// The one that is on screen, or was until it was put away: another one waits for the next visit.
    chosen: Cell<Option<usize>>,
    put_away: Cell<bool>,
    /// The language that the words are in.
    tag: Cell<&'static str>,
}

struct Note {
    id: String,
    span: Span,
    element: Element,
}

impl Announcements {
    /// Finds them. `None` on a page that has none.
    pub(crate) fn find() -> Option<Self> {
        let aside: HtmlElement = by_id("announcement")?;
        let children = aside.children();
        let notes = (0..children.length()).filter_map(|place| Note::of(children.item(place)?)).collect();
        let (chosen, put_away) = (Cell::default(), Cell::default());
        keep_below_where_it_is_narrow(&aside);
        let place = Rc::new(Place { aside, notes, chosen, put_away, tag: Cell::new("") });
        let dismissed = place.clone();
        listen::<Event>(&place.aside, "click", move |event| {
            if closest_target(&event, "[data-dismiss]").is_some() {
                dismissed.put_away();
            }
        });
        Some(Self(place))
    }

    /// Shows the one that is due, where it disturbs nobody: on the first screen, once the server has said what time it is.
    pub(crate) fn show(&self, words: Words, state: &ScreenState) {
        let place = &self.0;
        if place.tag.replace(words.tag()) != words.tag() {
            place.speak(words.tag());
        }
        if state.screen != Screen::Identify {
            place.aside.set_hidden(true);
            return;
        }
        if state.flow.is_none() || place.put_away.get() {
            return;
        }
        match place.chosen.get() {
            Some(_) => place.aside.set_hidden(false),
            None => place.choose(state.offset),
        }
    }
}

impl Note {
    fn of(element: Element) -> Option<Self> {
        let id = element.get_attribute("data-announcement")?;
        let span = Span::read(&element.get_attribute("data-span")?)?;
        Some(Self { id, span, element })
    }
}

impl Place {
    /// Lets the first that is due be seen. `offset` is the server's clock minus the device's, in seconds.
    fn choose(self: &Rc<Self>, offset: i64) {
        let spans: Vec<Span> = self.notes.iter().map(|note| note.span).collect();
        let chosen = due(&spans, |place| storage::is_dismissed(&self.notes[place].id), clock::now().plus(offset));
        let Some(note) = chosen.and_then(|place| self.notes.get(place)) else {
            self.give_room_back();
            return;
        };
        self.chosen.set(chosen);
        self.aside.set_hidden(false);
        let _ = note.element.set_attribute(DUE, "");
        if let Some(title) = note.element.first_element_child() {
            title.set_id("announcement-title");
            let _ = self.aside.set_attribute("aria-labelledby", "announcement-title");
        }
        let place = self.clone();
        timer::set_timeout(QUIET, move || place.tell());
    }

    /// Nothing is due: the room that was kept goes, unless the footer would be seen to move into it.
    fn give_room_back(&self) {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let fold = height + window().scroll_y().unwrap_or_default();
        // Twice, so that its margin is in it, whatever that is.
        let room = self.aside.offset_height() * 2;
        if first::<HtmlElement>(".foot").is_none_or(|foot| f64::from(foot.offset_top() - room) >= fold) {
            self.aside.set_hidden(true);
        }
    }

    /// Readers hear it once, after what they are hearing now (`role=status`).
    fn tell(&self) {
        let note = self.chosen.get().and_then(|place| self.notes.get(place));
        let Some(note) = note else { return };
        if self.put_away.get() || self.aside.hidden() || !self.aside.is_connected() {
            return;
        }
        let said: Vec<String> = parts(&note.element).iter().filter_map(spoken).collect();
        announce(Some(&said.join(". ")));
    }

    /// The person has read it.
    fn put_away(&self) {
        self.put_away.set(true);
        self.aside.set_hidden(true);
        if let Some(note) = self.chosen.get().and_then(|place| self.notes.get(place)) {
            storage::store_dismissed(&note.id);
        }
        // The button is gone; on a field the focus would bring up the keyboard of a phone.
        focus("main h1");
    }

    /// Says everything in this language; what lacks it keeps to the first.
    fn speak(&self, tag: &str) {
        for part in self.notes.iter().flat_map(|note| parts(&note.element)) {
            let texts = part.children();
            let all = || (0..texts.length()).filter_map(|place| texts.item(place));
            let own = all().position(|text| text.get_attribute("lang").as_deref() == Some(tag)).unwrap_or(0);
            for (place, text) in all().enumerate() {
                text.unchecked_into::<HtmlElement>().set_hidden(place != own);
            }
        }
    }
}

/// Beside the card a text that is much larger than the browser's own would leave no room for a word: media queries do not
/// know of it. The button says how large it is; it is 2.75rem high.
fn keep_below_where_it_is_narrow(aside: &HtmlElement) {
    let button: Option<HtmlElement> = first("#announcement .button");
    if button.is_some_and(|button| aside.offset_width() < button.offset_height() * 4) {
        let _ = aside.set_attribute(BELOW, "");
    }
}

/// Title and text: what is there once in each language.
fn parts(note: &Element) -> Vec<Element> {
    let children = note.children();
    (0..2).filter_map(|place| children.item(place)).collect()
}

/// What a person reads of it.
fn spoken(texts: &Element) -> Option<String> {
    part(texts, ":scope > :not([hidden])")?.text_content()
}
