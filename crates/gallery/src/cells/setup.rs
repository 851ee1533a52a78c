//! How the page comes into a state: the messages that bring the production state machine there.

mod common;
mod drive;
mod passkey;
mod providers;
mod typed;

use auth_contract::samples::{self, Scene};
use auth_contract::{Action, ActionType, Flow, Secret, Step, StepType};

use self::drive::{answer, arrive, depart, enter, error_of, play, reload};
use portico::flow::{Failure, Launch, Machine, Msg};
use portico::screens::{HandOver, SUPPORTED};

pub(super) use self::common::{further_states, states as common_states};
pub(super) use self::passkey::{Device, states as passkey_states};
pub(super) use self::providers::{Provided, states as provider_states};

/// How a page gets there.
#[derive(Clone, Debug)]
pub(super) enum Setup {
    /// The server sends this; then something happens.
    Scene(Box<Scene>, Variation),
    /// A reload whose answer is still under way.
    Resuming,
    /// A reload that fails.
    Failure(Failure),
    /// The program could not be had: the boot script shows the page's own words.
    LoadFailure,
    /// No script may run at all.
    NoScript,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variation {
    /// The problem of the scene, if it has one.
    Nothing,
    /// The fields are filled in.
    Filled,
    /// Pressed, and not answered yet.
    Sending,
    /// Pressed with nothing in the field.
    Empty,
    /// Pressed with two that must be alike and are not.
    Mismatch,
    /// Pressed without a line.
    Offline,
    /// Pressed, and the answer took too long.
    Timeout,
    /// The characters of a password can be read.
    Shown,
    /// Caps Lock is on.
    CapsLock,
    /// Pressed, and the answer was the same screen again.
    Tried,
    /// The browser's Back was pressed where nothing leads back.
    WentBack,
    /// Pressed, and the server knows neither this sign-in nor the one begun in its place.
    Cookieless,
    /// Loaded once more.
    Reloaded,
    /// The browser was told to leave for the identity provider.
    Departed,
    /// It is still here.
    Stalled,
    /// The page may not send anybody to this address.
    Refused,
    /// The app was to be opened.
    HandOver(HandOver),
    /// The device was asked for a passkey.
    Device(Device),
    /// There are identity providers.
    Provided(Provided),
}

impl Setup {
    /// A machine that has gone this way.
    pub(super) fn machine(&self) -> Machine {
        let mut machine = Machine::default();
        match self {
            Setup::Scene(scene, then @ (Variation::Nothing | Variation::HandOver(_) | Variation::Refused))
                if matches!(scene.flow.step, Step::Complete(_)) =>
            {
                arrive(&mut machine, &scene.flow);
                if *then == Variation::Refused {
                    machine.update(Msg::TargetRefused);
                }
            }
            Setup::Scene(scene, then) if matches!(scene.flow.step, Step::FederationRedirect(_)) => {
                depart(&mut machine, &scene.flow, *then);
            }
            Setup::Scene(scene, Variation::Provided(state)) => providers::play(&mut machine, &scene.flow, *state),
            Setup::Scene(scene, Variation::Device(device)) => passkey::play(&mut machine, &scene.flow, *device),
            Setup::Scene(scene, then) => {
                enter(&mut machine, &scene.flow);
                play(&mut machine, scene, *then);
            }
            Setup::Resuming | Setup::LoadFailure => {
                machine.update(Msg::Launched(reload()));
            }
            Setup::NoScript => {
                machine.update(Msg::Launched(Launch::default()));
            }
            // The server sent a step that the page cannot draw.
            Setup::Failure(Failure::Unsupported) => {
                let scenes = samples::scenes();
                let unknown = scenes.iter().find(|scene| !SUPPORTED.contains(&scene.value.flow.step.step_type()));
                enter(&mut machine, &unknown.unwrap_or(&scenes[0]).value.flow);
            }
            Setup::Failure(failure) => {
                let effects = machine.update(Msg::Launched(reload()));
                answer(&mut machine, effects, &Err(error_of(*failure)));
            }
        }
        machine
    }

    /// What is to be pressed on the drawn screen, as a selector: a choice shows its work only after a real press, and
    /// some of what a press does the state machine never hears of.
    pub(super) fn click(&self) -> Option<String> {
        let Setup::Scene(scene, then) = self else { return None };
        let action = match then {
            Variation::Shown => return Some("main .input-button".to_owned()),
            Variation::Provided(Provided::Pressed) => ActionType::StartFederation,
            Variation::Tried => ActionType::Restart,
            Variation::Sending => main_action(&scene.flow)
                .filter(|action| matches!(action, Action::SelectMethod { .. }))
                .map(|action| action.action_type())?,
            _ => return None,
        };
        Some(format!("main [data-action={}]", action.name()))
    }
}

/// What a person does on this screen in the first place, with something to send.
pub(super) fn main_action(flow: &Flow) -> Option<Action> {
    let wanted = flow.actions.iter().find(|action| match flow.step {
        // Behind the wall, trying again is what there is.
        Step::AppUpdate(_) => matches!(action, ActionType::Skip | ActionType::Restart),
        _ => !matches!(action, ActionType::Back | ActionType::Restart),
    })?;
    // On the step that asks for the name it is sent along.
    let named = flow.step.step_type() == StepType::PasswordResetRequest;
    samples::actions().into_iter().map(|sample| sample.value).find(|action| {
        action.action_type() == *wanted && (!named || !matches!(action, Action::RequestReset { identifier: None }))
    })
}

/// The same action with nothing in it.
fn emptied(action: Action) -> Action {
    match action {
        Action::Identify { .. } => Action::Identify { identifier: String::new(), password: None },
        Action::SubmitPassword { .. } => Action::SubmitPassword { password: Secret::new(""), remember_device: false },
        Action::SubmitCode { .. } => Action::SubmitCode { code: Secret::new(""), trust_device: false },
        Action::SetDestination { country, .. } => Action::SetDestination { destination: String::new(), country },
        Action::ChangePassword { .. } => Action::ChangePassword { new_password: Secret::new("") },
        Action::RequestReset { .. } => Action::RequestReset { identifier: Some(String::new()) },
        other => other,
    }
}
