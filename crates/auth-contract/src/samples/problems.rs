use super::NOW;
use crate::{FieldError, Flow, Problem, ProblemCode, Restart};

/// The problem that a server would answer with, on `flow`.
pub fn problem(code: ProblemCode, flow: Option<Flow>) -> Problem {
    let pointer = match code {
        ProblemCode::InvalidCode | ProblemCode::CodeExpired | ProblemCode::CodeSuperseded => Some("/code"),
        ProblemCode::InvalidCredentials => Some("/password"),
        ProblemCode::WeakPassword => Some("/new_password"),
        ProblemCode::DestinationMismatch => Some("/destination"),
        ProblemCode::InvalidInput => Some("/identifier"),
        _ => None,
    };
    Problem {
        kind: "about:blank".into(),
        title: String::new(),
        status: code.status(),
        code,
        errors: pointer.map(|pointer| FieldError { pointer: pointer.into(), code }).into_iter().collect(),
        correlation_id: "7f3c-91ab-02de".into(),
        server_time: NOW,
        retry_at: matches!(code, ProblemCode::RateLimited | ProblemCode::Locked).then(|| NOW.plus(8 * 60)),
        flow: flow.map(Box::new),
        restart: (code == ProblemCode::FlowExpired).then(|| Restart {
            authorization_request: Some("ar_9dK2".into()),
            return_to: None,
            login_hint: Some("kari.nordmann@example.no".into()),
        }),
    }
}
