//! Requests that failed: repeated, shown on the step, or shown as a failure screen.

use auth_contract::{Action, ActionRequest, ProblemCode};

use super::{InFlight, Machine};
use crate::flow::{ApiError, Call, CeremonyError, Effect, Failure, Screen, Submit, SubmitError, SubmitErrorKind};

/// How often a request that got no answer is repeated by itself, and after which pause in milliseconds.
pub(in crate::flow) const RETRY_DELAYS: [u32; 2] = [400, 1600];

/// How often a flow is restarted for one action.
const MAX_RESTARTS: u8 = 1;

impl Machine {
    /// What becomes of a request that brought no flow.
    pub(super) fn fail(&mut self, mut sent: InFlight, error: ApiError) -> Vec<Effect> {
        if error.is_worth_repeating()
            && let Some(&millis) = RETRY_DELAYS.get(sent.repeats)
        {
            sent.repeats += 1;
            let ticket = sent.ticket;
            self.in_flight = Some(sent);
            return vec![Effect::Wait { ticket, millis }];
        }
        if let ApiError::Problem(problem) = &error
            && problem.restart.is_some()
        {
            self.restart.clone_from(&problem.restart);
        }
        match sent.call {
            Call::Start(_) => {
                if error.code() == Some(ProblemCode::RequestNotFound) {
                    self.pending = None;
                    self.show_failure(error);
                } else if self.launch.recover {
                    // The first screen is not what the person came for.
                    self.pending = None;
                    self.show_failure(error);
                } else if self.pending.take().is_some() {
                    self.submit = Submit::Failed(error.into());
                }
                // Nobody has pressed yet, so nothing is shown: the press will try again.
                vec![]
            }
            Call::Resume { .. } => {
                self.show_failure(error);
                vec![]
            }
            Call::Act { request, key, .. } => self.fail_action(request, key, error),
        }
    }

    /// There is no step to show any more.
    fn show_failure(&mut self, error: ApiError) {
        self.submit = Submit::Idle;
        self.screen = Some(Screen::Failure(Failure::of(&error)));
        self.cause = Some(error.into());
    }

    fn fail_action(&mut self, request: ActionRequest, key: String, error: ApiError) -> Vec<Effect> {
        let gone = matches!(error.code(), Some(ProblemCode::FlowExpired | ProblemCode::FlowNotFound));
        let begins = matches!(request.action, Action::Identify { .. } | Action::StartFederation { .. });
        if gone && begins && *self.screen() == Screen::Identify {
            if self.restarts == MAX_RESTARTS {
                // The server does not know a flow that was started a moment ago: the browser has no cookies.
                self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Cookies));
                return vec![];
            }
            // The form was open for long. Restarting loses nothing, so nothing is shown.
            self.restarts += 1;
            self.flow = None;
            self.pending = Some((request.action, key));
            return vec![self.start()];
        }
        if gone && *self.screen() == Screen::Identify && matches!(request.action, Action::SubmitPublicKey { .. }) {
            // The page stood open for long. What the device gave belongs to that sign-in and is of no use for another.
            self.flow = None;
            self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Passkey(CeremonyError::Late)));
            return vec![self.start()];
        }
        if gone {
            self.show_failure(error);
            return vec![];
        }
        let mut effects = vec![];
        let went_back = matches!(request.action, Action::Back);
        match error {
            ApiError::Problem(mut problem) => {
                if let (
                    ProblemCode::UnknownCredential,
                    Action::SubmitPublicKey { credential, .. },
                    Some((_, options)),
                ) = (problem.code, &request.action, self.public_key())
                {
                    effects.push(Effect::SignalUnknownCredential {
                        options: options.clone(),
                        credential: credential.clone(),
                    });
                }
                if let Some(flow) = problem.flow.take() {
                    effects.extend(self.show(*flow));
                }
                let error = SubmitError::refused(ApiError::Problem(problem), request.action.action_type());
                let until = error.pauses.and(error.retry_at);
                effects.extend(until.map(|until| Effect::Pause { until }));
                self.submit = Submit::Failed(error);
            }
            error => {
                self.unanswered = Some((request, key));
                self.submit = Submit::Failed(error.into());
            }
        }
        if went_back && !self.guarded && *self.screen() == Screen::Step {
            self.guarded = true;
            effects.push(Effect::PushGuardEntry);
        }
        effects
    }
}
