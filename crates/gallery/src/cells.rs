//! Every screen in every state. How the page comes into each is in [`way`].

mod setup;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use auth_contract::samples::{self, Scene, Walk};
use auth_contract::{Flow, Handoff, IdentifierType, Step};

use super::extra::Extra;

use self::setup::{Setup, Variation, common_states, further_states, passkey_states, provider_states};
use portico::flow::{Failure, Machine};
use portico::screens::{HandOver, SUPPORTED};

/// One screen in one state.
#[derive(Clone, Debug)]
pub struct Cell {
    /// As it stands in addresses and file names.
    pub id: String,
    /// The screen, in kebab case.
    pub screen: String,
    /// The state of the screen, in kebab case; `first` for the one that people meet first.
    pub state: String,
    /// Not shown: the page does not draw this state yet. Such samples are tested all the same.
    pub hidden: bool,
    /// The file that draws it.
    pub source: String,
    /// What the brand adds.
    pub extra: Option<Extra>,
    setup: Setup,
}

/// Every cell, in the order in which a person may meet the screens.
pub fn cells() -> Vec<Cell> {
    let scenes = samples::scenes();
    // A sample of the contract that says the same as a common state is the better one.
    let own: BTreeSet<&str> = scenes.iter().map(|scene| scene.name).collect();
    let mut cells: Vec<Cell> = vec![];
    for sample in scenes {
        let screen = kebab(sample.value.flow.step.step_type().name());
        let first = cells.iter().all(|cell| cell.screen != screen);
        let cell = scene_cell(sample.name, &screen, sample.value);
        let mut common = if first && !cell.hidden { common(&cell) } else { vec![] };
        common.extend(further(&cell));
        common.extend(with_passkeys(&cell));
        common.extend(with_providers(&cell));
        common.extend(handing_over(&cell));
        if first && !cell.hidden {
            common.extend(with_extras(&cell));
        }
        cells.push(cell);
        cells.extend(common.into_iter().filter(|common| !own.contains(common.id.as_str())));
        if first && screen == "identify" {
            cells.push(other(&screen, "without-javascript", "src/page/frame.rs", Setup::NoScript));
        }
    }
    cells.push(other("resuming", "first", "src/screens/resuming.rs", Setup::Resuming));
    for failure in Failure::ALL {
        cells.push(other(
            "failure",
            &kebab(failure.name()),
            "src/screens/failure.rs",
            match failure {
                Failure::Program => Setup::LoadFailure,
                failure => Setup::Failure(failure),
            },
        ));
    }
    cells
}

/// The cell with this name.
pub fn cell(id: &str) -> Option<Cell> {
    cells().into_iter().find(|cell| cell.id == id)
}

/// The walks that a designer can play.
pub fn walks() -> &'static [Walk] {
    samples::WALKS
}

fn scene_cell(name: &str, screen: &str, scene: Scene) -> Cell {
    let state = name.strip_prefix(screen).map(|rest| rest.trim_start_matches('-')).filter(|rest| !rest.is_empty());
    Cell {
        id: name.to_owned(),
        screen: screen.to_owned(),
        state: state.unwrap_or("first").to_owned(),
        hidden: !is_drawn(&scene.flow),
        source: format!("src/screens/{}.rs", screen.replace('-', "_")),
        extra: None,
        setup: Setup::Scene(Box::new(scene), Variation::Nothing),
    }
}

/// The first state of the screen with what a brand adds to it for a while.
fn with_extras(cell: &Cell) -> Vec<Cell> {
    let of_screen = Extra::ALL.iter().filter(|(screen, _, _)| *screen == cell.screen);
    let with = |(screen, state, extra): &(&str, &str, Extra)| Cell {
        id: format!("{screen}-{state}"),
        state: (*state).to_owned(),
        source: extra.source().to_owned(),
        extra: Some(*extra),
        ..cell.clone()
    };
    of_screen.map(with).collect()
}

/// What its screen can meet whatever the server says, with the first scene of it.
fn common(cell: &Cell) -> Vec<Cell> {
    let Setup::Scene(scene, _) = &cell.setup else { return vec![] };
    let state = |(state, then): (&str, Variation)| Cell {
        id: format!("{}-{state}", cell.screen),
        state: state.to_owned(),
        setup: Setup::Scene(scene.clone(), then),
        ..cell.clone()
    };
    common_states(&scene.flow).into_iter().map(state).collect()
}

/// What a scene can meet that asks for something else than the first of its screen.
fn further(cell: &Cell) -> Vec<Cell> {
    let Setup::Scene(scene, _) = &cell.setup else { return vec![] };
    let states = if scene.problem.is_none() { further_states(&scene.flow) } else { vec![] };
    let state = |(state, then): (&str, Variation)| Cell {
        id: format!("{}-{state}", cell.id),
        state: format!("{}-{state}", cell.state),
        setup: Setup::Scene(scene.clone(), then),
        ..cell.clone()
    };
    states.into_iter().map(state).collect()
}

/// What can be so where identity providers are offered.
fn with_providers(cell: &Cell) -> Vec<Cell> {
    let Setup::Scene(scene, _) = &cell.setup else { return vec![] };
    let states = if scene.problem.is_none() && !cell.hidden { provider_states(&scene.flow) } else { vec![] };
    states
        .into_iter()
        .map(|(state, then)| Cell {
            id: format!("{}-{state}", cell.id),
            state: format!("{}-{state}", cell.state),
            setup: Setup::Scene(scene.clone(), then),
            ..cell.clone()
        })
        .collect()
}

/// What a device makes of a step that wants a passkey.
fn with_passkeys(cell: &Cell) -> Vec<Cell> {
    let Setup::Scene(scene, _) = &cell.setup else { return vec![] };
    let states = if scene.problem.is_none() { passkey_states(&scene.flow) } else { vec![] };
    let begin = if cell.state == "first" { String::new() } else { format!("{}-", cell.state) };
    states
        .into_iter()
        .map(|(state, then)| Cell {
            id: format!("{}-{state}", cell.id),
            state: format!("{begin}{state}"),
            setup: Setup::Scene(scene.clone(), then),
            ..cell.clone()
        })
        .collect()
}

/// What becomes of an app that is to be opened.
fn handing_over(cell: &Cell) -> Vec<Cell> {
    let Setup::Scene(scene, _) = &cell.setup else { return vec![] };
    let native = matches!(&scene.flow.step, Step::Complete(step) if step.handoff != Handoff::Web);
    let states = [
        ("opened", Variation::HandOver(HandOver::Opened)),
        ("failed", Variation::HandOver(HandOver::Failed)),
        ("reloaded", Variation::Reloaded),
    ];
    let cells = states.into_iter().filter(|_| native).map(|(state, then)| Cell {
        id: format!("{}-{state}", cell.id),
        state: format!("{}-{state}", cell.state),
        setup: Setup::Scene(scene.clone(), then),
        ..cell.clone()
    });
    cells.collect()
}

fn other(screen: &str, state: &str, source: &str, setup: Setup) -> Cell {
    let id = if state == "first" { screen.to_owned() } else { format!("{screen}-{state}") };
    Cell { id, screen: screen.into(), state: state.into(), hidden: false, source: source.into(), extra: None, setup }
}

/// The name of a step as screens are named.
pub fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

/// Whether the page draws everything that this flow asks it to show.
fn is_drawn(flow: &Flow) -> bool {
    match &flow.step {
        Step::Identify(step) => step.identifier_types.iter().all(|kind| *kind != IdentifierType::Phone),
        other => SUPPORTED.contains(&other.step_type()),
    }
}

impl Cell {
    /// A machine in the state of this cell.
    pub fn machine(&self) -> Machine {
        self.setup.machine()
    }

    /// What is to be pressed once the screen is drawn, as a selector; the answer never comes, but for a state that
    /// [is answered](Self::is_answered).
    pub fn click(&self) -> Option<String> {
        self.setup.click()
    }

    /// Whether the press is answered with the same screen.
    pub fn is_answered(&self) -> bool {
        matches!(self.setup, Setup::Scene(_, Variation::Tried))
    }

    /// Whether Caps Lock is on in this state.
    pub fn has_caps_lock(&self) -> bool {
        matches!(self.setup, Setup::Scene(_, Variation::CapsLock))
    }

    /// How far the app of this state has come to be opened.
    pub fn hand_over(&self) -> HandOver {
        match self.setup {
            Setup::Scene(_, Variation::HandOver(state)) => state,
            _ => HandOver::Waiting,
        }
    }

    /// Whether the program itself is missing in this state.
    pub fn is_stopped(&self) -> bool {
        matches!(self.setup, Setup::LoadFailure)
    }

    /// Whether scripts are switched off in this state.
    pub fn is_without_script(&self) -> bool {
        matches!(self.setup, Setup::NoScript)
    }

    /// What stands in the fields of this state: id and value.
    pub fn typed(&self) -> Vec<(&'static str, String)> {
        self.setup.typed()
    }
}
