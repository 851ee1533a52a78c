//! What a key does: everything that the toolbar can do has a letter.

use std::collections::BTreeSet;

use super::measure::next_width;
use super::tree::{Tree, Way};
use crate::address::{Address, DEFAULT_LANGUAGE, Direction, Theme, View};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// To the next or previous state.
    Step(Way),
    /// To the next or previous screen.
    Leap(Way),
    Theme,
    Direction,
    Language,
    Width,
    Brand,
    Overview,
    Play,
    /// Into the search field.
    Search,
    /// Into the live page.
    Enter,
    /// The list and the settings make room, or come back.
    Room,
    Copy,
    Help,
}

/// The keys as the list of keys tells them.
pub const KEYS: &[(&str, &str)] = &[
    ("↑ ↓", "Previous and next state"),
    ("← →", "Previous and next screen"),
    ("Enter", "Into the live page"),
    ("/", "Search"),
    ("Esc", "Empty the search, leave the overview, close"),
    ("t", "Theme: system, light, dark"),
    ("d", "Direction: the language’s, left to right, right to left"),
    ("l", "Next language"),
    ("w", "Next width"),
    ("b", "Next brand"),
    ("o", "Overview: one, all states, all languages"),
    ("p", "Play: presses are answered"),
    ("f", "Hide and show the panels"),
    ("c", "Copy the address"),
    ("?", "This list"),
];

/// The command of a key as [KeyboardEvent.key](https://www.w3.org/TR/uievents-key/) names it.
pub fn command(key: &str) -> Option<Command> {
    Some(match key {
        "ArrowDown" => Command::Step(Way::Next),
        "ArrowUp" => Command::Step(Way::Previous),
        "ArrowRight" => Command::Leap(Way::Next),
        "ArrowLeft" => Command::Leap(Way::Previous),
        "Enter" => Command::Enter,
        "/" => Command::Search,
        "t" => Command::Theme,
        "d" => Command::Direction,
        "l" => Command::Language,
        "w" => Command::Width,
        "b" => Command::Brand,
        "o" => Command::Overview,
        "p" => Command::Play,
        "f" => Command::Room,
        "c" => Command::Copy,
        "?" => Command::Help,
        _ => return None,
    })
}

/// What there is to choose from, by the names that addresses use.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    pub languages: Vec<String>,
    pub brands: Vec<String>,
    pub walks: Vec<Playable>,
}

/// A walk that can be played.
#[derive(Clone, Debug, Default)]
pub struct Playable {
    pub name: String,
    /// The cell where it begins.
    pub begins: String,
    /// The screens on which something can be pressed.
    pub screens: BTreeSet<String>,
}

impl Command {
    /// The address after the command; `None` for a command that changes no address.
    pub fn apply(self, at: &Address, tree: &Tree, choices: &Choices) -> Option<Address> {
        let mut next = at.clone();
        match self {
            Self::Step(way) => next.cell = id(tree, tree.step(&at.query, tree.place(&at.cell), way)?)?,
            Self::Leap(way) => next.cell = id(tree, tree.leap(&at.query, tree.place(&at.cell), way)?)?,
            Self::Theme => {
                next.theme = match at.theme {
                    None => Some(Theme::Light),
                    Some(Theme::Light) => Some(Theme::Dark),
                    Some(Theme::Dark) => None,
                }
            }
            Self::Direction => {
                next.direction = match at.direction {
                    None => Some(Direction::Ltr),
                    Some(Direction::Ltr) => Some(Direction::Rtl),
                    Some(Direction::Rtl) => None,
                }
            }
            Self::Language => next.language = after(&choices.languages, &at.language)?,
            Self::Width => {
                next.width = next_width(at.width);
                next.height = None;
            }
            Self::Brand => next.brand = after(&choices.brands, &at.brand)?,
            Self::Overview => {
                next.view = match at.view {
                    View::Cell => View::States,
                    View::States => View::Languages,
                    View::Languages => View::Cell,
                }
            }
            Self::Play => {
                if next.play.take().is_none() {
                    return begin(at, tree, choices);
                }
            }
            Self::Search | Self::Enter | Self::Room | Self::Copy | Self::Help => return None,
        }
        Some(next)
    }
}

/// The screen on show is played: by the first walk that comes past it, or else by the usual one from its beginning.
fn begin(at: &Address, tree: &Tree, choices: &Choices) -> Option<Address> {
    let screen = tree.leaf(tree.place(&at.cell)).map(|leaf| leaf.screen.as_str());
    let walk = choices.walks.iter().find(|walk| screen.is_some_and(|screen| walk.screens.contains(screen)));
    let cell = walk.map_or(&choices.walks.first()?.begins, |_| &at.cell).clone();
    let walk = walk.or(choices.walks.first())?;
    Some(Address { cell, play: Some(walk.name.clone()), ..at.clone() })
}

fn id(tree: &Tree, place: usize) -> Option<String> {
    tree.leaf(place).map(|leaf| leaf.id.clone())
}

/// The one after `current`, round the end; the first when `current` is not among them.
fn after(all: &[String], current: &str) -> Option<String> {
    let next = all.iter().position(|one| one == current).map_or(0, |at| (at + 1) % all.len());
    all.get(next).cloned()
}

/// The same cell with nothing else set: where "Reset" leads. What is searched for stays.
pub fn reset(at: &Address) -> Address {
    Address { cell: at.cell.clone(), query: at.query.clone(), ..Address::default() }
}

/// How many settings differ from the usual ones, the cell and the way it is looked at aside.
pub fn changes(at: &Address) -> usize {
    let usual = Address::default();
    [
        at.language != DEFAULT_LANGUAGE,
        at.direction.is_some(),
        at.theme.is_some() || at.forced,
        at.reduced_motion,
        at.brand != usual.brand,
        at.network != usual.network,
        at.play.is_some(),
        !at.lenses.is_empty(),
        at.still,
        at.text != usual.text,
        at.width != usual.width || at.height.is_some(),
        at.zoom != usual.zoom,
    ]
    .into_iter()
    .filter(|differs| *differs)
    .count()
}

#[cfg(test)]
mod tests {
    use super::super::tree::Leaf;
    use super::*;

    fn tree() -> Tree {
        let leaf = |screen: &str, state: &str| Leaf {
            id: format!("{screen}-{state}"),
            screen: screen.into(),
            state: state.into(),
            title: state.into(),
            source: String::new(),
            words: String::new(),
        };
        Tree::new(vec![leaf("a", "first"), leaf("a", "wrong"), leaf("b", "first"), leaf("c", "first")])
    }

    fn choices() -> Choices {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Choices {
            languages: owned(&["en", "nb", "en-XA"]),
            brands: owned(&["portico", "fjord"]),
            walks: vec![
                Playable { name: "usual".into(), begins: "a-first".into(), screens: ["a".into()].into() },
                Playable { name: "other".into(), begins: "a-first".into(), screens: ["b".into()].into() },
            ],
        }
    }

    fn after(hash: &str, keys: &[&str]) -> String {
        let mut address = Address::parse(hash);
        for key in keys {
            let command = command(key).expect("a key");
            address = command.apply(&address, &tree(), &choices()).expect("changes the address");
        }
        address.to_hash()
    }

    #[test]
    fn every_key_that_changes_the_address_comes_round_again() {
        let start = "#cell=a-first";
        for (key, times) in
            [("ArrowDown", 4), ("ArrowRight", 3), ("t", 3), ("d", 3), ("l", 3), ("w", 4), ("b", 2), ("o", 3), ("p", 2)]
        {
            let mut address = start.to_owned();
            for time in 0..times {
                let next = after(&address, &[key]);
                assert_ne!(next, address, "{key}, time {time}");
                address = next;
            }
            assert_eq!(address, start, "{key}");
        }
    }

    #[test]
    fn every_command_is_in_the_list_of_keys() {
        let listed: Vec<&str> = KEYS.iter().flat_map(|(keys, _)| keys.split(' ')).collect();
        for key in ["Enter", "/", "t", "d", "l", "w", "b", "o", "p", "f", "c", "?"] {
            assert!(command(key).is_some() && listed.contains(&key), "{key}");
        }
        assert_eq!(command("x"), None);
    }

    #[test]
    fn a_tweak_keeps_the_cell_and_a_step_keeps_the_tweaks() {
        assert_eq!(after("#cell=a-wrong&zoom=200", &["t"]), "#cell=a-wrong&theme=light&zoom=200");
        assert_eq!(after("#cell=a-first&theme=dark", &["ArrowDown"]), "#cell=a-wrong&theme=dark");
    }

    #[test]
    fn a_preset_takes_its_own_height() {
        assert_eq!(after("#cell=a-first&width=500&height=300", &["w"]), "#cell=a-first&width=768");
    }

    #[test]
    fn the_screen_on_show_is_played_by_a_walk_that_comes_past_it() {
        assert_eq!(after("#cell=a-wrong", &["p"]), "#cell=a-wrong&play=usual");
        assert_eq!(after("#cell=b-first", &["p"]), "#cell=b-first&play=other");
        assert_eq!(after("#cell=c-first", &["p"]), "#cell=a-first&play=usual", "nobody comes past it");
    }

    #[test]
    fn what_is_not_among_the_choices_gives_way_to_the_first() {
        assert_eq!(after("#cell=a-first&lang=tlh", &["l"]), "#cell=a-first");
    }

    #[test]
    fn reset_keeps_the_cell_only() {
        let address = Address::parse("#cell=b-first&theme=dark&width=320&view=states&q=b");
        assert_eq!(reset(&address).to_hash(), "#cell=b-first&q=b");
        assert_eq!(changes(&address), 2);
        assert_eq!(changes(&reset(&address)), 0);
    }
}
