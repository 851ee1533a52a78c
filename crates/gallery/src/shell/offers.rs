//! What there is to choose from.

use auth_contract::samples::Walk;

use super::command::Playable;
use super::tree::{Leaf, Tree, readable};
use crate::brands::brands;
use crate::cells::{cells, kebab, walks};
use crate::lists;
use portico::i18n::{BUNDLED, LONG, RIGHT_TO_LEFT};

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// As it stands in addresses.
    pub(super) name: String,
    /// As people read it.
    pub(super) title: String,
}

/// Everything that was built into this gallery.
#[derive(Debug)]
pub(super) struct Offers {
    pub(super) languages: Vec<Offer>,
    pub(super) brands: Vec<Offer>,
    pub(super) walks: Vec<Offer>,
}

impl Offers {
    pub(super) fn new() -> Self {
        let offer = |name: &str, title: &str| Offer { name: name.to_owned(), title: title.to_owned() };
        // Their names for themselves are as unreadable as everything else in them.
        let language = |tag, own| match tag {
            LONG => offer(LONG, "Pseudo: accents, +40 %"),
            RIGHT_TO_LEFT => offer(RIGHT_TO_LEFT, "Pseudo: right to left"),
            tag => offer(tag, own),
        };
        Self {
            languages: lists::languages().iter().map(|words| language(words.tag(), words.name())).collect(),
            brands: brands().iter().map(|brand| offer(&brand.name, &brand.title)).collect(),
            walks: walks().iter().map(|walk| offer(walk.name, walk.title)).collect(),
        }
    }
}

/// Every walk, as the keys choose from them.
pub(super) fn playable() -> Vec<Playable> {
    let walk = |walk: &Walk| Playable {
        name: walk.name.to_owned(),
        begins: walk.begins.to_owned(),
        screens: walk.turns().map(|turn| kebab(turn.at.name())).collect(),
    };
    walks().iter().map(walk).collect()
}

/// Every cell that the page draws, findable by the words that its screen has in a language.
pub(super) fn tree(language: &str) -> Tree {
    let real = BUNDLED.iter().any(|(tag, _)| *tag == language);
    // Nobody searches in a language that nobody speaks.
    let words = lists::words(if real { language } else { "en" });
    let shown = cells().into_iter().filter(|cell| !cell.hidden);
    let leaves = shown.map(|cell| Leaf {
        title: format!("{}: {}", readable(&cell.screen), readable(&cell.state)),
        words: lists::text(&cell, words),
        id: cell.id,
        screen: cell.screen,
        state: cell.state,
        source: cell.source,
    });
    Tree::new(leaves.collect())
}
