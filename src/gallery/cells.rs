//! Every screen in every state, and how the page comes into it: by the very messages that bring it there in production.

use auth_contract::samples::{self, Scene, Walk};
use auth_contract::{Action, ActionType, Flow, IdentifierType, Method, Problem, ProblemCode, Step, StepType};

use crate::flow::{ApiError, Effect, Failure, Launch, Machine, Msg};
use crate::screens::SUPPORTED;

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
    way: Way,
}

/// How a page gets there.
#[derive(Clone, Debug)]
enum Way {
    /// The server sends this; then something happens.
    Scene(Box<Scene>, Then),
    /// A reload whose answer is still under way.
    Resuming,
    /// A reload that fails.
    Failure(Failure),
    /// The program could not be had: the boot script shows the page's own words.
    Stopped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The problem of the scene, if it has one.
    Nothing,
    /// The fields are filled in.
    Filled,
    /// Pressed, and not answered yet.
    Sending,
    /// Pressed with nothing in the field.
    Empty,
    /// Pressed without a line.
    Offline,
    /// Pressed, and the answer took too long.
    Timeout,
    /// Loaded once more.
    Reloaded,
}

/// States that every screen with something to send has, whatever the server says.
const COMMON: [(&str, Then); 5] = [
    ("filled", Then::Filled),
    ("sending", Then::Sending),
    ("empty", Then::Empty),
    ("offline", Then::Offline),
    ("timeout", Then::Timeout),
];

/// Every cell, in the order in which a person may meet the screens.
pub fn cells() -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![];
    for sample in samples::scenes() {
        let screen = kebab(sample.value.flow.step.step_type().name());
        let first = cells.iter().all(|cell| cell.screen != screen);
        let cell = scene_cell(sample.name, &screen, sample.value);
        cells.push(cell.clone());
        if first && !cell.hidden {
            cells.extend(common(&cell));
        }
    }
    // A sample of the contract that says the same as a common state is the better one.
    let mut seen = std::collections::BTreeMap::new();
    for (index, cell) in cells.iter().enumerate() {
        seen.insert(cell.id.clone(), index);
    }
    let mut index = 0;
    cells.retain(|cell| {
        index += 1;
        seen[&cell.id] == index - 1
    });
    // The states of one screen stand together.
    let order: Vec<String> = cells.iter().map(|cell| cell.screen.clone()).collect();
    cells.sort_by_key(|cell| order.iter().position(|screen| *screen == cell.screen));
    cells.push(other("resuming", "first", "src/screens/resuming.rs", Way::Resuming));
    for failure in Failure::ALL {
        cells.push(other(
            "failure",
            &kebab(failure.name()),
            "src/screens/failure.rs",
            match failure {
                Failure::Program => Way::Stopped,
                failure => Way::Failure(failure),
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
        way: Way::Scene(Box::new(scene), Then::Nothing),
    }
}

fn common(cell: &Cell) -> Vec<Cell> {
    let Way::Scene(scene, _) = &cell.way else { return vec![] };
    if matches!(scene.flow.step, Step::Complete(_)) {
        let way = Way::Scene(scene.clone(), Then::Reloaded);
        return vec![Cell { id: format!("{}-reloaded", cell.screen), state: "reloaded".into(), way, ..cell.clone() }];
    }
    let Some(action) = main_action(&scene.flow) else { return vec![] };
    let fields = matches!(action, Action::Identify { .. } | Action::SubmitPassword { .. } | Action::SubmitCode { .. });
    let fits = |then: &Then| fields || !matches!(then, Then::Filled | Then::Empty);
    COMMON
        .iter()
        .filter(|(_, then)| fits(then))
        .map(|(state, then)| Cell {
            id: format!("{}-{state}", cell.screen),
            state: (*state).to_owned(),
            way: Way::Scene(scene.clone(), *then),
            ..cell.clone()
        })
        .collect()
}

fn other(screen: &str, state: &str, source: &str, way: Way) -> Cell {
    let id = if state == "first" { screen.to_owned() } else { format!("{screen}-{state}") };
    Cell { id, screen: screen.into(), state: state.into(), hidden: false, source: source.into(), way }
}

fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

/// Whether the page draws everything that this flow asks it to show.
fn is_drawn(flow: &Flow) -> bool {
    let step = match &flow.step {
        Step::Identify(step) => {
            let words = step.identifier_types.iter().all(|kind| *kind != IdentifierType::Phone);
            words && step.providers.is_empty() && step.passkey_options.is_none()
        }
        Step::Password(step) => step.providers_hint.is_empty(),
        Step::MfaChallenge(step) => matches!(step.method, Method::Totp | Method::RecoveryCode),
        other => SUPPORTED.contains(&other.step_type()),
    };
    step && flow.notice.is_none()
}

/// What a person does on this screen in the first place, with something to send.
fn main_action(flow: &Flow) -> Option<Action> {
    let wanted = flow.actions.iter().find(|action| !matches!(action, ActionType::Back | ActionType::Restart))?;
    samples::actions().into_iter().map(|sample| sample.value).find(|action| action.action_type() == *wanted)
}

/// The same action with nothing in it.
fn emptied(action: Action) -> Action {
    match action {
        Action::Identify { .. } => Action::Identify { identifier: String::new(), password: None },
        Action::SubmitPassword { .. } => {
            Action::SubmitPassword { password: auth_contract::Secret::new(""), remember_device: false }
        }
        Action::SubmitCode { .. } => Action::SubmitCode { code: auth_contract::Secret::new(""), trust_device: false },
        other => other,
    }
}

impl Cell {
    /// A machine in the state of this cell.
    pub fn machine(&self) -> Machine {
        let mut machine = Machine::default();
        match &self.way {
            Way::Scene(scene, Then::Nothing) if matches!(scene.flow.step, Step::Complete(_)) => {
                arrive(&mut machine, &scene.flow);
            }
            Way::Scene(scene, then) => {
                enter(&mut machine, &scene.flow);
                play(&mut machine, scene, *then);
            }
            Way::Resuming | Way::Stopped => {
                machine.update(Msg::Launched(reload()));
            }
            // The server sent a step that the page cannot draw.
            Way::Failure(Failure::Unsupported) => {
                let scenes = samples::scenes();
                let unknown = scenes.iter().find(|scene| !SUPPORTED.contains(&scene.value.flow.step.step_type()));
                enter(&mut machine, &unknown.unwrap_or(&scenes[0]).value.flow);
            }
            Way::Failure(failure) => {
                let effects = machine.update(Msg::Launched(reload()));
                answer(&mut machine, effects, &Err(error_of(*failure)));
            }
        }
        machine
    }

    /// The action whose first button is to be pressed once the screen is drawn; the answer never comes.
    pub fn click(&self) -> Option<&'static str> {
        let Way::Scene(scene, Then::Sending) = &self.way else { return None };
        main_action(&scene.flow)
            .filter(|action| matches!(action, Action::SelectMethod { .. }))
            .map(|action| action.action_type().name())
    }

    /// Whether the program itself is missing in this state.
    pub fn is_stopped(&self) -> bool {
        matches!(self.way, Way::Stopped)
    }

    /// What stands in the fields of this state: id and value.
    pub fn typed(&self) -> Vec<(&'static str, String)> {
        let Way::Scene(scene, then) = &self.way else { return vec![] };
        let wrong = scene.problem.is_some();
        if !wrong && matches!(then, Then::Nothing | Then::Empty) {
            return vec![];
        }
        match (&scene.flow.step, main_action(&scene.flow)) {
            (Step::Identify(step), Some(Action::Identify { identifier, .. })) => {
                vec![("username", step.identifier.clone().unwrap_or(identifier))]
            }
            (_, Some(Action::SubmitPassword { password, .. })) => vec![("password", password.expose().to_owned())],
            (Step::MfaChallenge(step), Some(Action::SubmitCode { .. })) if step.method == Method::RecoveryCode => {
                vec![("recovery-code", "h7kq-2mxd".to_owned())]
            }
            (_, Some(Action::SubmitCode { code, .. })) => vec![("otp", code.expose().to_owned())],
            _ => vec![],
        }
    }
}

/// Brings a machine to a step: the first one by starting, a later one by resuming.
pub fn enter(machine: &mut Machine, flow: &Flow) {
    let launch = if flow.step.step_type() == StepType::Identify { Launch::default() } else { reload() };
    let effects = machine.update(Msg::Launched(launch));
    answer(machine, effects, &Ok(flow.clone()));
}

/// The last step, with the press before it: a page that has just arrived speaks and leaves otherwise than one that was
/// loaded again.
fn arrive(machine: &mut Machine, flow: &Flow) {
    let before = samples::scenes().into_iter().find(|scene| scene.name == "mfa-challenge-totp");
    let Some(action) = before.and_then(|before| {
        enter(machine, &before.value.flow);
        main_action(&before.value.flow)
    }) else {
        return;
    };
    let effects = machine.update(Msg::Pressed { action, key: "gallery".into() });
    answer(machine, effects, &Ok(flow.clone()));
}

fn reload() -> Launch {
    Launch { resume: Some("fl_4Zr8mQ2sV1xK7pWn".into()), guarded: true, ..Launch::default() }
}

fn play(machine: &mut Machine, scene: &Scene, then: Then) {
    let pressed = |machine: &mut Machine, action| machine.update(Msg::Pressed { action, key: "gallery".into() });
    let Some(action) = main_action(&scene.flow) else { return };
    match (then, scene.problem) {
        (Then::Nothing, None) | (Then::Filled | Then::Reloaded, _) => {}
        (Then::Nothing, Some(code)) => {
            let effects = pressed(machine, action);
            answer(machine, effects, &Err(ApiError::Problem(Box::new(problem(code)))));
        }
        // A choice shows its work only after a real press on it (`Cell::click`).
        (Then::Sending, _) if matches!(action, Action::SelectMethod { .. }) => {}
        (Then::Sending, _) => {
            pressed(machine, action);
        }
        (Then::Empty, _) => {
            pressed(machine, emptied(action));
        }
        (Then::Offline, _) => {
            let effects = pressed(machine, action);
            answer(machine, effects, &Err(ApiError::Connection));
        }
        (Then::Timeout, _) => {
            let effects = pressed(machine, action);
            answer(machine, effects, &Err(ApiError::Timeout));
        }
    }
}

fn problem(code: ProblemCode) -> Problem {
    samples::problem(code, None)
}

fn error_of(failure: Failure) -> ApiError {
    let said = |code| ApiError::Problem(Box::new(problem(code)));
    match failure {
        Failure::Connection => ApiError::Connection,
        Failure::Expired => said(ProblemCode::FlowExpired),
        Failure::NotFound => said(ProblemCode::FlowNotFound),
        Failure::Request => said(ProblemCode::RequestNotFound),
        Failure::Server | Failure::Program | Failure::Unsupported => said(ProblemCode::ServerError),
    }
}

/// Answers the call among the effects, and again after each pause that the machine makes.
fn answer(machine: &mut Machine, effects: Vec<Effect>, result: &Result<Flow, ApiError>) {
    let mut waiting = effects;
    while let Some(effect) = waiting.pop() {
        match effect {
            Effect::Call { ticket, .. } => {
                waiting = machine.update(Msg::Answered { ticket, result: result.clone().map(Box::new) });
            }
            Effect::Wait { ticket, .. } => waiting = machine.update(Msg::Waited { ticket }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::flow::{Screen, TroubleKind};

    #[test]
    fn every_cell_has_an_address_of_its_own() {
        let cells = cells();
        let ids: BTreeSet<_> = cells.iter().map(|cell| &cell.id).collect();
        assert_eq!(ids.len(), cells.len());
        assert!(cells.iter().all(|cell| cell.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')));
    }

    #[test]
    fn every_step_and_every_problem_of_the_contract_has_a_cell() {
        let scenes = samples::scenes();
        for step in StepType::ALL {
            assert!(scenes.iter().any(|scene| scene.value.flow.step.step_type() == *step), "{}", step.name());
        }
        let cells = cells();
        for scene in &scenes {
            assert!(cells.iter().any(|cell| cell.id == scene.name), "{}", scene.name);
        }
        for step in SUPPORTED {
            assert!(cells.iter().any(|cell| !cell.hidden && cell.screen == kebab(step.name())), "{}", step.name());
        }
    }

    /// Only what the page cannot draw yet is hidden; a step that it announces to servers never is as a whole.
    #[test]
    fn a_cell_is_in_the_state_that_it_names() {
        for cell in cells().iter().filter(|cell| !cell.hidden) {
            let machine = cell.machine();
            match &cell.way {
                Way::Scene(scene, then) => {
                    let kind = machine.submit().trouble().map(|trouble| trouble.kind);
                    let expected = match (then, scene.problem) {
                        (Then::Nothing, Some(code)) => Some(TroubleKind::Problem(code)),
                        (Then::Empty, _) => Some(TroubleKind::Empty),
                        (Then::Offline, _) => Some(TroubleKind::Connection),
                        (Then::Timeout, _) => Some(TroubleKind::Timeout),
                        _ => None,
                    };
                    assert_eq!(kind, expected, "{}", cell.id);
                    let sends = *then == Then::Sending && cell.click().is_none();
                    assert_eq!(machine.submit().is_sending(), sends, "{}", cell.id);
                    assert_eq!(
                        machine.arrived(),
                        matches!(scene.flow.step, Step::Complete(_)) && *then == Then::Nothing
                    );
                    let step = machine.flow().map(|flow| flow.step.step_type());
                    assert_eq!(step, Some(scene.flow.step.step_type()), "{}", cell.id);
                }
                Way::Resuming | Way::Stopped => assert_eq!(*machine.screen(), Screen::Resuming),
                Way::Failure(Failure::Unsupported) => assert_eq!(*machine.screen(), Screen::Step),
                Way::Failure(failure) => assert_eq!(*machine.screen(), Screen::Failure(*failure), "{}", cell.id),
            }
        }
    }

    #[test]
    fn the_source_of_every_cell_is_there() {
        for cell in cells().iter().filter(|cell| !cell.hidden) {
            assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&cell.source).is_file(), "{}", cell.source);
        }
    }
}
