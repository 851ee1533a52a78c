//! One value for every state that a screen can be in. The gallery, the render tests, the accessibility run, the
//! screenshots and the documentation all read these; a state without a sample does not exist.

mod problems;
mod steps;

pub use problems::problem;

use crate::{ClientInfo, ClientPlatform, Flow, FlowKind, FlowStatus, ProblemCode, Step, Subject, Timestamp};

/// The moment at which all samples play: 21 November 2026, 09:30 UTC.
pub const NOW: Timestamp = Timestamp(1_795_253_400);

/// A value worth looking at, and what it is called in addresses and file names (`kebab-case`).
#[derive(Clone, Debug)]
pub struct Sample<T> {
    pub name: &'static str,
    pub value: T,
}

/// A screen in one state: the flow as the server sent it, and the error that the last action met, if it met one.
#[derive(Clone, Debug)]
pub struct Scene {
    pub flow: Flow,
    pub problem: Option<ProblemCode>,
}

/// Every screen × state of the contract.
pub fn scenes() -> Vec<Sample<Scene>> {
    steps::all()
}

/// A flow at `step`, offering everything that the step can offer.
pub fn flow(step: Step) -> Flow {
    let step_type = step.step_type();
    let status = match step {
        Step::Complete(_) => FlowStatus::Complete,
        Step::Denied(_) => FlowStatus::Denied,
        _ => FlowStatus::Active,
    };
    Flow {
        id: "fl_4Zr8mQ2sV1xK7pWn".into(),
        kind: FlowKind::SignIn,
        revision: 3,
        status,
        step,
        actions: step_type.possible_actions().to_vec(),
        expires_at: NOW.plus(15 * 60),
        server_time: NOW,
        client: Some(ClientInfo { name: "Northwind Notes".into(), platform: ClientPlatform::Web }),
        subject: (step_type != crate::StepType::Identify)
            .then(|| Subject { display: "kari.nordmann@example.no".into(), masked: "k•••n@example.no".into() }),
        notice: None,
    }
}
