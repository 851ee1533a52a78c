//! How the page comes into a state: the messages that bring the production state machine there.

mod passkey;
mod providers;

use auth_contract::samples::{self, Scene};
use auth_contract::{Action, ActionType, Flow, Method, Problem, ProblemCode, Secret, Step, StepType};

use crate::flow::{ApiError, Effect, Failure, Launch, Machine, Msg};
use crate::screens::{HandOver, SUPPORTED};

pub(super) use self::passkey::{Device, states as passkey_states};
pub(super) use self::providers::{Provided, states as provider_states};

/// How a page gets there.
#[derive(Clone, Debug)]
pub(super) enum Way {
    /// The server sends this; then something happens.
    Scene(Box<Scene>, Then),
    /// A reload whose answer is still under way.
    Resuming,
    /// A reload that fails.
    Failure(Failure),
    /// The program could not be had: the boot script shows the page's own words.
    Stopped,
    /// No script may run at all.
    NoScript,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
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
    /// Loaded once more.
    Reloaded,
    /// The browser was told to leave for the identity provider.
    Departed,
    /// It is still here.
    Stalled,
    /// The page may not send anybody there.
    Refused,
    /// The app was to be opened.
    HandOver(HandOver),
    /// The device was asked for a passkey.
    Device(Device),
    /// There are identity providers.
    Provided(Provided),
}

impl Way {
    /// A machine that has gone this way.
    pub(super) fn machine(&self) -> Machine {
        let mut machine = Machine::default();
        match self {
            Way::Scene(scene, Then::Nothing | Then::HandOver(_)) if matches!(scene.flow.step, Step::Complete(_)) => {
                arrive(&mut machine, &scene.flow);
            }
            Way::Scene(scene, then) if matches!(scene.flow.step, Step::FederationRedirect(_)) => {
                depart(&mut machine, &scene.flow, *then);
            }
            Way::Scene(scene, Then::Provided(state)) => providers::play(&mut machine, &scene.flow, *state),
            Way::Scene(scene, Then::Device(device)) => passkey::play(&mut machine, &scene.flow, *device),
            Way::Scene(scene, then) => {
                enter(&mut machine, &scene.flow);
                play(&mut machine, scene, *then);
            }
            Way::Resuming | Way::Stopped => {
                machine.update(Msg::Launched(reload()));
            }
            Way::NoScript => {
                machine.update(Msg::Launched(Launch::default()));
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

    /// The action to be pressed on the drawn screen: a choice shows its work only after a real press.
    pub(super) fn click(&self) -> Option<&'static str> {
        if matches!(self, Way::Scene(_, Then::Provided(Provided::Pressed))) {
            return Some(ActionType::StartFederation.name());
        }
        let Way::Scene(scene, Then::Sending) = self else { return None };
        main_action(&scene.flow)
            .filter(|action| matches!(action, Action::SelectMethod { .. }))
            .map(|action| action.action_type().name())
    }

    /// What stands in the fields: id and value.
    pub(super) fn typed(&self) -> Vec<(&'static str, String)> {
        let Way::Scene(scene, then) = self else { return vec![] };
        let wrong = scene.problem.is_some();
        if !wrong && matches!(then, Then::Nothing | Then::Empty | Then::Device(_) | Then::Provided(_)) {
            return vec![];
        }
        match (&scene.flow.step, main_action(&scene.flow)) {
            (Step::Identify(step), Some(Action::Identify { identifier, .. })) => {
                vec![("username", step.identifier.clone().unwrap_or(identifier))]
            }
            (Step::PasswordResetRequest(step), Some(Action::RequestReset { identifier })) => {
                vec![("username", step.identifier.clone().or(identifier).unwrap_or_default())]
            }
            (_, Some(Action::SubmitPassword { password, .. })) => vec![("password", password.expose().to_owned())],
            (_, Some(Action::ChangePassword { new_password })) => {
                let again = if *then == Then::Mismatch { "tre hvite seil" } else { new_password.expose() };
                vec![
                    ("new-password", new_password.expose().to_owned()),
                    ("new-password-confirmation", again.to_owned()),
                ]
            }
            (Step::OtpDestination(step), _) if step.method == Method::Sms => {
                vec![("phone", "912 34 567".to_owned())]
            }
            (_, Some(Action::SetDestination { destination, .. })) => vec![("email", destination)],
            (Step::MfaChallenge(step), Some(Action::SubmitCode { .. })) if step.method == Method::RecoveryCode => {
                vec![("recovery-code", "4qx7-m2kd-9pwa".to_owned())]
            }
            (_, Some(Action::SubmitCode { code, .. })) => vec![("otp", code.expose().to_owned())],
            _ => vec![],
        }
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

/// Brings a machine to a step: the first one by starting, a later one by resuming.
fn enter(machine: &mut Machine, flow: &Flow) {
    let launch = if flow.step.step_type() == StepType::Identify { launch() } else { reload() };
    enter_with(machine, flow, launch);
}

fn enter_with(machine: &mut Machine, flow: &Flow, launch: Launch) {
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

/// On the way to an identity provider, as far as `then` says.
fn depart(machine: &mut Machine, flow: &Flow, then: Then) {
    if then == Then::Reloaded {
        return enter(machine, flow);
    }
    arrive(machine, flow);
    let met: &[Msg] = match then {
        Then::Departed => &[Msg::Departed],
        Then::Stalled => &[Msg::Departed, Msg::Stalled],
        Then::Refused => &[Msg::Departed, Msg::Refused],
        _ => &[],
    };
    for msg in met {
        machine.update(msg.clone());
    }
}

/// A browser that can do everything.
fn launch() -> Launch {
    Launch { passkeys: true, ..Launch::default() }
}

fn reload() -> Launch {
    Launch { resume: Some("fl_4Zr8mQ2sV1xK7pWn".into()), guarded: true, ..launch() }
}

fn play(machine: &mut Machine, scene: &Scene, then: Then) {
    let pressed = |machine: &mut Machine, action| machine.update(Msg::Pressed { action, key: "gallery".into() });
    let Some(action) = main_action(&scene.flow) else { return };
    match (then, scene.failure()) {
        (Then::Nothing, None)
        | (
            Then::Filled
            | Then::Departed
            | Then::Stalled
            | Then::Refused
            | Then::Reloaded
            | Then::HandOver(_)
            | Then::Device(_)
            | Then::Provided(_),
            _,
        ) => {}
        (Then::Nothing, Some(problem)) => {
            let effects = pressed(machine, action);
            answer(machine, effects, &Err(ApiError::Problem(Box::new(problem))));
        }
        // A choice shows its work only after a real press on it (`Cell::click`).
        (Then::Sending, _) if matches!(action, Action::SelectMethod { .. }) => {}
        (Then::Sending, _) => {
            pressed(machine, action);
        }
        (Then::Empty, _) => {
            pressed(machine, emptied(action));
        }
        (Then::Mismatch, _) => {
            machine.update(Msg::Mistyped);
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
