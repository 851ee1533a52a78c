//! What the shell knows. The address says what is seen; everything on screen derives from it.

use std::sync::Arc;

use leptos::prelude::*;

use super::command::{Choices, reset};
use super::history;
use super::message::{Message, Reports};
use super::offers::{Offer, Offers, playable};
use super::playback::Playback;
use super::tree::{Leaf, Tree};

use crate::address::{Address, Lens, View};
use portico::host::browser::window;

/// Passed to every part of the shell; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Shell {
    pub(super) address: RwSignal<Address>,
    /// The cells, with the words that they have in the language on screen.
    pub(super) tree: Memo<Arc<Tree>>,
    offers: StoredValue<Arc<Offers>>,
    /// What lenses found in the cell.
    pub(super) reports: RwSignal<Reports>,
    /// What was pressed and what came of it, newest last.
    pub(super) log: RwSignal<Vec<Entry>>,
    /// How far play has come.
    pub(super) playback: RwSignal<Playback>,
    /// How often the cell was begun anew.
    pub(super) round: RwSignal<u32>,
    /// Which panels are open.
    pub(super) panels: RwSignal<Panels>,
    /// Whether the list of keys is open.
    pub(super) help: RwSignal<bool>,
    /// Said to everyone, on screen and aloud.
    pub(super) notice: RwSignal<String>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) what: &'static str,
    pub(super) detail: String,
}

/// The panels beside the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Panels {
    pub(super) list: bool,
    pub(super) settings: bool,
}

impl Panels {
    pub(super) const CLOSED: Self = Self { list: false, settings: false };
    const OPEN: Self = Self { list: true, settings: true };

    /// As the tool begins: open where there is room.
    pub(super) fn at_first() -> Self {
        if is_narrow() { Self::CLOSED } else { Self::OPEN }
    }

    /// All open, or all closed when one was.
    pub(super) fn turned(self) -> Self {
        if self == Self::CLOSED { Self::OPEN } else { Self::CLOSED }
    }
}

/// Below this width, in px, panels cover the stage; the same as in `style/layout.css`.
const NARROW: f64 = 900.0;

/// Whether open panels cover the stage.
pub(super) fn is_narrow() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width < NARROW)
}

/// Nobody reads further back.
const LOG: usize = 200;

impl Shell {
    /// The shell at the address of the document.
    pub(super) fn new(offers: Offers, panels: Panels) -> Self {
        let address = RwSignal::new(Address::parse(&history::hash()));
        let language = Memo::new(move |_| address.with(|address| address.language.clone()));
        // Trees are not compared: there is a new one for each language only.
        let tree = Memo::new_with_compare(move |_| Arc::new(super::offers::tree(&language.get())), |_, _| true);
        let shell = Self {
            address,
            tree,
            offers: StoredValue::new(Arc::new(offers)),
            reports: RwSignal::default(),
            log: RwSignal::default(),
            playback: RwSignal::default(),
            round: RwSignal::new(0),
            panels: RwSignal::new(panels),
            help: RwSignal::new(false),
            notice: RwSignal::default(),
        };
        shell.settle();
        shell
    }

    /// The address, followed.
    pub(super) fn address(self) -> Address {
        self.address.get()
    }

    /// A part of the address, followed: changes only when that part does.
    pub(super) fn part<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Address) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.address.with(&part))
    }

    /// The address as it is now.
    pub(super) fn peek(self) -> Address {
        self.address.get_untracked()
    }

    pub(super) fn offers(self) -> Arc<Offers> {
        self.offers.get_value()
    }

    /// The cell on show, followed.
    pub(super) fn leaf(self) -> Option<Leaf> {
        let tree = self.tree.get();
        let place = self.address.with(|address| tree.place(&address.cell));
        tree.leaf(place).cloned()
    }

    /// Goes to another address. Another cell is a step that Back undoes; a tweak is not.
    pub(super) fn go(self, next: Address) {
        let before = self.peek();
        if before == next {
            return;
        }
        let is_step = before.cell != next.cell || before.view != next.view;
        history::write(&next.to_hash(), is_step);
        self.arrive(&before, next);
    }

    /// Changes the address a little.
    pub(super) fn tweak(self, change: impl FnOnce(&mut Address)) {
        let mut next = self.peek();
        change(&mut next);
        self.go(next);
    }

    /// The document's address was changed from outside: Back, a link, somebody typing.
    pub(super) fn moved(self) {
        let next = Address::parse(&history::hash());
        let before = self.peek();
        if before != next {
            self.arrive(&before, next);
            self.settle();
        }
    }

    fn arrive(self, before: &Address, next: Address) {
        let another = before.cell != next.cell || before.play != next.play;
        if another {
            self.log.update(Vec::clear);
        }
        if before.for_cell() != next.for_cell() {
            self.leave_walk(another);
        }
        self.reports.update(|reports| reports.retain(|lens, _| next.lenses.has(*lens) && !another));
        if before.cell != next.cell && is_narrow() {
            self.panels.set(Panels::CLOSED);
        }
        self.address.set(next);
    }

    /// An address that names no cell, or one that is gone, shows the first and says so.
    fn settle(self) {
        let (tree, address) = (self.tree.get_untracked(), self.peek());
        if tree.has(&address.cell) {
            return;
        }
        let Some(first) = tree.leaf(0) else { return };
        if !address.cell.is_empty() {
            self.notice.set(format!("There is no screen “{}” here; this is the first one.", address.cell));
        }
        let next = Address { cell: first.id.clone(), ..address };
        history::write(&next.to_hash(), false);
        self.address.set(next);
    }

    pub(super) fn reset(self) {
        self.go(reset(&self.peek()));
    }

    /// What the live cell says.
    pub(super) fn hear(self, message: Message) {
        match message {
            Message::Ready { .. } => {}
            Message::Moved { cell } => {
                self.note("came to", self.title(&cell));
                self.follow(cell);
            }
            // A walk goes on in the language that was chosen in it; a new address would begin it anew.
            Message::Language { tag } if self.peek().play.is_some() => self.note("chose the language", tag),
            Message::Language { tag } => self.tweak(|address| address.language = tag),
            Message::Pressed { action } => self.note("pressed", action.replace('_', " ")),
            Message::Left { target } => self.note("would leave for", target),
            Message::Report { lens, rows } => {
                if self.address.with_untracked(|address| address.lenses.has(lens)) {
                    self.reports.update(|reports| {
                        reports.insert(lens, rows);
                    });
                }
            }
        }
    }

    fn note(self, what: &'static str, detail: String) {
        self.log.update(|log| {
            if log.len() >= LOG {
                log.remove(0);
            }
            log.push(Entry { what, detail });
        });
    }

    /// The name of a cell for people.
    pub(super) fn title(self, id: &str) -> String {
        let tree = self.tree.get_untracked();
        let leaf = if tree.has(id) { tree.leaf(tree.place(id)) } else { None };
        leaf.map_or_else(|| id.to_owned(), |leaf| leaf.title.clone())
    }

    /// What the keys choose from.
    pub(super) fn choices(self) -> Choices {
        let names = |offers: &[Offer]| offers.iter().map(|offer| offer.name.clone()).collect();
        let offers = self.offers();
        Choices { languages: names(&offers.languages), brands: names(&offers.brands), walks: playable() }
    }

    /// Puts a lens on or takes it off.
    pub(super) fn toggle(self, lens: Lens) {
        self.tweak(|address| {
            address.lenses.toggle(lens);
            // A lens speaks of one cell.
            address.view = View::Cell;
        });
    }
}
