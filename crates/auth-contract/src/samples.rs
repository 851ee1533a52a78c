//! One sample for each state of each screen, and one for each other message. The gallery, the render tests, the
//! accessibility run, the screenshots, the API document and the contract's tests all use these samples: a state without
//! a sample is neither shown nor tested.

mod actions;
mod after;
mod factors;
mod identify;
mod messages;
mod problems;
mod walks;

pub use actions::actions;
pub use after::RECOVERY_CODES;
pub use messages::{configs, sessions, sign_outs, starts};
pub use problems::{problem, problems};
pub use walks::{Turn, WALKS, Walk};

use crate::{
    ActionType, ClientInfo, ClientPlatform, Flow, FlowKind, FlowNotice, FlowStatus, NoticeCode, PasswordWeakness,
    Problem, ProblemCode, Step, StepType, Subject, Timestamp,
};

/// The fixed current time of all samples: 21 November 2026, 09:30 UTC.
pub const NOW: Timestamp = Timestamp(1_795_253_400);

/// The person of most samples, as typed and masked.
const PERSON: &str = "kari.nordmann@example.no";
const PERSON_MASKED: &str = "k•••n@example.no";

/// The longest name that the layout has to hold.
const LONG: &str = "karianne-elisabeth.bjørnstad-wilhelmsen.von-der-lippe@regionalsykehuset-nordvest.example.no";

const DAY: i64 = 86_400;
/// Retry delay of a rate-limiting server, in seconds.
const PAUSE: i64 = 8 * 60;

/// A sample value with its name for URLs and file names (`kebab-case`).
#[derive(Clone, Debug)]
pub struct Sample<T> {
    pub name: &'static str,
    pub value: T,
}

/// One state of a screen: the flow as the server sent it, and the error of the last action, if any.
#[derive(Clone, Debug)]
pub struct Scene {
    pub flow: Flow,
    pub problem: Option<ProblemCode>,
    /// Reasons for the refusal of the password, for `weak_password`.
    pub weakness: Option<PasswordWeakness>,
}

impl Scene {
    /// The problem response of the last action, without the flow, which the page already has.
    pub fn failure(&self) -> Option<Problem> {
        let mut problem = problem(self.problem?, None);
        problem.server_time = self.flow.server_time;
        for error in &mut problem.errors {
            error.weakness = self.weakness.or(error.weakness);
        }
        Some(problem)
    }
}

/// Every screen in every state of the contract, in the order in which a person may see them.
pub fn scenes() -> Vec<Sample<Scene>> {
    let mut scenes = identify::scenes();
    scenes.extend(factors::scenes());
    scenes.extend(after::scenes());
    scenes
}

/// A flow at `step` with every action that a step with this content can offer.
pub fn flow(step: Step) -> Flow {
    let step_type = step.step_type();
    let actions = offered(&step);
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
        actions,
        expires_at: NOW.plus(15 * 60),
        server_time: NOW,
        client: Some(ClientInfo {
            name: "Northwind Notes".into(),
            platform: ClientPlatform::Web,
            version: Some("4.12.0".into()),
        }),
        subject: (step_type != StepType::Identify).then(|| subject(PERSON, PERSON_MASKED)),
        notice: None,
    }
}

/// The actions that make sense for this content: for example no `resend` for an authenticator app.
fn offered(step: &Step) -> Vec<ActionType> {
    let makes_sense = |action: &ActionType| match (step, action) {
        (Step::Identify(identify), ActionType::StartFederation) => !identify.providers.is_empty(),
        (Step::Identify(identify), ActionType::SubmitPublicKey) => identify.passkey_options.is_some(),
        (Step::Password(password), ActionType::StartFederation) => !password.providers_hint.is_empty(),
        (Step::Password(password), ActionType::RequestReset) => password.reset_allowed,
        // Neither step carries the data yet that these actions need.
        (Step::Password(_), ActionType::SubmitPublicKey)
        | (
            Step::Confirm(_),
            ActionType::SubmitPin | ActionType::SubmitCode | ActionType::SubmitPublicKey | ActionType::SwitchMethod,
        ) => false,
        (Step::MfaChallenge(challenge), ActionType::SubmitCode) => challenge.public_key.is_none(),
        (Step::MfaChallenge(challenge), ActionType::SubmitPublicKey) => challenge.public_key.is_some(),
        (Step::MfaChallenge(challenge), ActionType::Resend) => challenge.resend_at.is_some(),
        (Step::MfaChallenge(challenge), ActionType::SwitchMethod) => !challenge.alternatives.is_empty(),
        (Step::AppUpdate(update), ActionType::Skip) => !update.blocking,
        _ => true,
    };
    step.step_type().possible_actions().iter().copied().filter(makes_sense).collect()
}

fn subject(display: &str, masked: &str) -> Subject {
    Subject { display: display.into(), masked: masked.into() }
}

fn scene(name: &'static str, step: Step) -> Sample<Scene> {
    Sample { name, value: Scene { flow: flow(step), problem: None, weakness: None } }
}

fn failing(name: &'static str, step: Step, problem: ProblemCode) -> Sample<Scene> {
    Sample { name, value: Scene { flow: flow(step), problem: Some(problem), weakness: None } }
}

impl Sample<Scene> {
    fn of_kind(mut self, kind: FlowKind) -> Self {
        self.value.flow.kind = kind;
        self
    }

    /// The code that was sent has expired, and a new one may be requested.
    fn run_out(mut self) -> Self {
        let (resend_at, valid_until) = (NOW, Some(NOW.plus(-1)));
        match &mut self.value.flow.step {
            Step::MfaChallenge(step) => (step.resend_at, step.code_valid_until) = (Some(resend_at), valid_until),
            Step::OtpEnroll(step) => (step.resend_at, step.code_valid_until) = (resend_at, valid_until),
            Step::PasswordResetCode(step) => (step.resend_at, step.code_valid_until) = (resend_at, valid_until),
            _ => {}
        }
        self
    }

    /// The same, but `resend` is possible only from the moment that the problem of [`problem`] names.
    fn too_soon(mut self) -> Self {
        let resend_at = NOW.plus(PAUSE);
        match &mut self.value.flow.step {
            Step::MfaChallenge(step) => step.resend_at = Some(resend_at),
            Step::OtpEnroll(step) => step.resend_at = resend_at,
            Step::PasswordResetCode(step) => step.resend_at = resend_at,
            _ => {}
        }
        self
    }

    fn for_client(mut self, platform: ClientPlatform) -> Self {
        if let Some(client) = &mut self.value.flow.client {
            client.platform = platform;
        }
        self
    }

    fn about(mut self, display: &str, masked: &str) -> Self {
        self.value.flow.subject = Some(subject(display, masked));
        self
    }

    fn with_notice(mut self, code: NoticeCode, params: &[&str]) -> Self {
        let params = params.iter().map(|param| (*param).to_owned()).collect();
        self.value.flow.notice = Some(FlowNotice { code, params, reference: None });
        self
    }

    /// With a notice of something that went wrong, which support can look up.
    fn with_fault(self, code: NoticeCode, params: &[&str]) -> Self {
        let mut sample = self.with_notice(code, params);
        if let Some(notice) = &mut sample.value.flow.notice {
            notice.reference = Some("7f3c-91ab-02de".into());
        }
        sample
    }

    /// The same with a server whose clock says something else than the device's, which stands at [`NOW`].
    fn at(mut self, server_time: Timestamp) -> Self {
        self.value.flow.server_time = server_time;
        self
    }

    fn for_being(mut self, weakness: PasswordWeakness) -> Self {
        self.value.weakness = Some(weakness);
        self
    }

    /// The same without one of the actions that its step may offer.
    fn without(mut self, action: ActionType) -> Self {
        self.value.flow.actions.retain(|offered| *offered != action);
        self
    }
}
