//! The messages that bring the state machine to a step, and through what a person meets there.

use auth_contract::samples::{self, Scene};
use auth_contract::{Action, ActionType, Flow, Problem, ProblemCode, StepType};

use super::{Variation, emptied, main_action};
use portico::flow::{ApiError, Effect, Failure, Launch, Machine, Msg};

/// Brings a machine to a step: the first one by starting, a later one by resuming.
pub(super) fn enter(machine: &mut Machine, flow: &Flow) {
    let launch = if flow.step.step_type() == StepType::Identify { launch() } else { reload() };
    enter_with(machine, flow, launch);
}

pub(super) fn enter_with(machine: &mut Machine, flow: &Flow, launch: Launch) {
    let effects = machine.update(Msg::Launched(launch));
    answer(machine, effects, &Ok(flow.clone()));
}

/// The last step, with the press before it: a page that has just arrived speaks and leaves otherwise than one that was
/// loaded again.
pub(super) fn arrive(machine: &mut Machine, flow: &Flow) {
    let before = samples::scenes().into_iter().find(|scene| scene.name == "mfa-challenge-totp");
    let Some(action) = before.and_then(|before| {
        enter(machine, &before.value.flow);
        main_action(&before.value.flow)
    }) else {
        return;
    };
    let effects = machine.update(Msg::ActionSubmitted { action, key: "gallery".into() });
    answer(machine, effects, &Ok(flow.clone()));
}

/// On the way to an identity provider, as far as `then` says.
pub(super) fn depart(machine: &mut Machine, flow: &Flow, then: Variation) {
    if then == Variation::Reloaded {
        return enter(machine, flow);
    }
    arrive(machine, flow);
    let met: &[Msg] = match then {
        Variation::Departed => &[Msg::RedirectRequested],
        Variation::Stalled => &[Msg::RedirectRequested, Msg::RedirectStalled],
        Variation::Refused => &[Msg::RedirectRequested, Msg::TargetRefused],
        _ => &[],
    };
    for msg in met {
        machine.update(msg.clone());
    }
}

/// A browser that can do everything.
pub(super) fn launch() -> Launch {
    Launch { passkeys: true, ..Launch::default() }
}

pub(super) fn reload() -> Launch {
    Launch { resume: Some("fl_4Zr8mQ2sV1xK7pWn".into()), guarded: true, ..launch() }
}

pub(super) fn play(machine: &mut Machine, scene: &Scene, then: Variation) {
    let pressed =
        |machine: &mut Machine, action| machine.update(Msg::ActionSubmitted { action, key: "gallery".into() });
    let Some(action) = main_action(&scene.flow) else { return };
    match (then, scene.failure()) {
        (Variation::Nothing, None)
        | (
            Variation::Filled
            | Variation::Shown
            | Variation::CapsLock
            | Variation::Tried
            | Variation::Departed
            | Variation::Stalled
            | Variation::Refused
            | Variation::Reloaded
            | Variation::HandOver(_)
            | Variation::Device(_)
            | Variation::Provided(_),
            _,
        ) => {}
        (Variation::Nothing, Some(problem)) => {
            let asked_again = is_about_sending(scene);
            let effects = pressed(machine, if asked_again { Action::Resend } else { action });
            answer(machine, effects, &Err(ApiError::Problem(Box::new(problem))));
        }
        // A choice shows its work only after a real press on it (`Cell::click`).
        (Variation::Sending, _) if matches!(action, Action::SelectMethod { .. }) => {}
        (Variation::Sending, _) => {
            pressed(machine, action);
        }
        (Variation::Empty, _) => {
            pressed(machine, emptied(action));
        }
        (Variation::Mismatch, _) => {
            machine.update(Msg::ConfirmationMismatch);
        }
        (Variation::Cookieless, _) => {
            let gone = || Err(ApiError::Problem(Box::new(problem(ProblemCode::FlowNotFound))));
            let effects = pressed(machine, action);
            answer_in_turn(machine, effects, [gone(), Ok(scene.flow.clone()), gone()]);
        }
        (Variation::WentBack, _) => {
            machine.update(Msg::WentBack { key: "gallery".into() });
        }
        (Variation::Offline, _) => {
            let effects = pressed(machine, action);
            answer(machine, effects, &Err(ApiError::Connection));
        }
        (Variation::Timeout, _) => {
            let effects = pressed(machine, action);
            answer(machine, effects, &Err(ApiError::Timeout));
        }
    }
}

/// Whether the scene's problem came when another message was asked for, with nothing typed yet.
pub(super) fn is_about_sending(scene: &Scene) -> bool {
    let sends = scene.flow.actions.contains(&ActionType::Resend);
    sends && matches!(scene.problem, Some(ProblemCode::RateLimited | ProblemCode::DeliveryFailed))
}

pub(super) fn problem(code: ProblemCode) -> Problem {
    samples::problem(code, None)
}

pub(super) fn error_of(failure: Failure) -> ApiError {
    let said = |code| ApiError::Problem(Box::new(problem(code)));
    match failure {
        Failure::Connection => ApiError::Connection,
        Failure::Expired => said(ProblemCode::FlowExpired),
        Failure::NotFound => said(ProblemCode::FlowNotFound),
        Failure::Request => said(ProblemCode::RequestNotFound),
        Failure::Server | Failure::Program | Failure::Unsupported => said(ProblemCode::ServerError),
    }
}

/// Answers one call after the other.
fn answer_in_turn<const N: usize>(machine: &mut Machine, effects: Vec<Effect>, results: [Result<Flow, ApiError>; N]) {
    let mut waiting = effects;
    for result in results {
        let ticket = waiting.iter().find_map(|effect| match effect {
            Effect::Call { ticket, .. } => Some(*ticket),
            _ => None,
        });
        let Some(ticket) = ticket else { return };
        waiting = machine.update(Msg::Answered { ticket, result: result.map(Box::new) });
    }
}

/// Answers the call among the effects, and again after each pause that the machine makes.
pub(super) fn answer(machine: &mut Machine, effects: Vec<Effect>, result: &Result<Flow, ApiError>) {
    let mut waiting = effects;
    while let Some(effect) = waiting.pop() {
        match effect {
            Effect::Call { ticket, .. } => {
                waiting = machine.update(Msg::Answered { ticket, result: result.clone().map(Box::new) });
            }
            Effect::Wait { ticket, .. } => waiting = machine.update(Msg::RetryDue { ticket }),
            _ => {}
        }
    }
}
