//! Samples of every problem, on the step where it occurs.

use super::{NOW, PAUSE, PERSON, Sample, flow, scenes};
use crate::{
    ActionType, FieldError, Flow, IdentifierType, Identify, PasswordWeakness, Problem, ProblemCode, Restart, Step,
};

/// The problem response to an action on `flow`.
pub fn problem(code: ProblemCode, flow: Option<Flow>) -> Problem {
    let asks_pin = flow.as_ref().is_some_and(|flow| flow.actions.contains(&ActionType::SubmitPin));
    let asks_destination = flow.as_ref().is_some_and(|flow| flow.actions.contains(&ActionType::SetDestination));
    let pointer = match code {
        ProblemCode::InvalidCode if asks_pin => Some("/pin"),
        ProblemCode::InvalidCode | ProblemCode::CodeExpired | ProblemCode::CodeSuperseded => Some("/code"),
        ProblemCode::InvalidCredentials => Some("/password"),
        ProblemCode::InvalidCredential | ProblemCode::UnknownCredential => Some("/credential"),
        ProblemCode::WeakPassword => Some("/new_password"),
        ProblemCode::DestinationMismatch => Some("/destination"),
        ProblemCode::InvalidInput if asks_destination => Some("/destination"),
        ProblemCode::InvalidInput => Some("/identifier"),
        _ => None,
    };
    let weakness = (code == ProblemCode::WeakPassword).then_some(PasswordWeakness::Common);
    Problem {
        kind: "about:blank".into(),
        title: String::new(),
        status: code.status(),
        code,
        errors: pointer.map(|pointer| FieldError { pointer: pointer.into(), code, weakness }).into_iter().collect(),
        correlation_id: "7f3c-91ab-02de".into(),
        server_time: flow.as_ref().map_or(NOW, |flow| flow.server_time),
        retry_at: matches!(code, ProblemCode::RateLimited | ProblemCode::Locked).then(|| NOW.plus(PAUSE)),
        flow: flow.map(Box::new),
        restart: (code == ProblemCode::FlowExpired).then(|| Restart {
            authorization_request: Some("ar_9dK2wE7tYb".into()),
            return_to: None,
            login_hint: Some(PERSON.into()),
        }),
    }
}

/// Every problem: those that a scene shows on its step, and those that the generic failure screen shows.
pub fn problems() -> Vec<Sample<Problem>> {
    let on_a_step = scenes().into_iter().filter_map(|scene| {
        let code = scene.value.problem?;
        let failure = scene.value.failure()?;
        let value = Problem { errors: failure.errors, ..problem(code, Some(scene.value.flow)) };
        Some(Sample { name: scene.name, value })
    });
    on_a_step.chain(off_any_step()).collect()
}

fn off_any_step() -> Vec<Sample<Problem>> {
    let at_start = || {
        flow(Step::Identify(Identify {
            identifier_types: vec![IdentifierType::Email],
            identifier: Some(PERSON.into()),
            providers: vec![],
            passkey_options: None,
        }))
    };
    let sample = |name, code, flow| Sample { name, value: problem(code, flow) };
    let without_product = Sample {
        name: "flow-expired-without-product",
        value: Problem {
            restart: Some(Restart {
                authorization_request: None,
                return_to: Some("https://app.example.com/inbox".into()),
                login_hint: None,
            }),
            ..problem(ProblemCode::FlowExpired, None)
        },
    };
    vec![
        sample("bad-request", ProblemCode::BadRequest, None),
        sample("cross-origin", ProblemCode::CrossOrigin, None),
        sample("action-not-allowed", ProblemCode::ActionNotAllowed, Some(at_start())),
        sample("already-signed-in", ProblemCode::AlreadySignedIn, None),
        sample("flow-not-found", ProblemCode::FlowNotFound, None),
        sample("request-not-found", ProblemCode::RequestNotFound, None),
        sample("flow-expired", ProblemCode::FlowExpired, None),
        without_product,
    ]
}
