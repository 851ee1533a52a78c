use auth_contract::{Action, ActionRequest, ProblemCode};

use super::{InFlight, Machine};
use crate::flow::{ApiError, Call, Effect, Failure, Screen, Submit};

/// How often a request that got no answer is repeated by itself, and after which pause in milliseconds.
pub(in crate::flow) const PAUSES: [u32; 2] = [400, 1600];

impl Machine {
    /// What becomes of a request that brought no flow.
    pub(super) fn fail(&mut self, mut sent: InFlight, error: ApiError) -> Vec<Effect> {
        if error.is_worth_repeating()
            && let Some(&millis) = PAUSES.get(sent.repeats)
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
                    self.held = None;
                    self.submit = Submit::Idle;
                    self.screen = Some(Screen::Failure(Failure::Request));
                } else if self.held.take().is_some() {
                    self.submit = Submit::Failed(error.into());
                }
                // Nobody has pressed yet, so nobody needs to know: the press will try again.
                vec![]
            }
            Call::Resume { .. } => {
                self.submit = Submit::Idle;
                self.screen = Some(Screen::Failure(Failure::of(&error)));
                vec![]
            }
            Call::Act { request, key, .. } => self.fail_action(request, key, error),
        }
    }

    fn fail_action(&mut self, request: ActionRequest, key: String, error: ApiError) -> Vec<Effect> {
        let gone = matches!(error.code(), Some(ProblemCode::FlowExpired | ProblemCode::FlowNotFound));
        if gone && matches!(request.action, Action::Identify { .. }) {
            // The form was left open for long. Nothing is lost by beginning anew, so the person need not know.
            self.flow = None;
            self.held = Some((request.action, key));
            return vec![self.start()];
        }
        if gone {
            self.submit = Submit::Idle;
            self.screen = Some(Screen::Failure(Failure::of(&error)));
            return vec![];
        }
        let mut effects = vec![];
        let went_back = matches!(request.action, Action::Back);
        match error {
            ApiError::Problem(mut problem) => {
                if let Some(flow) = problem.flow.take() {
                    effects.extend(self.show(*flow));
                }
                self.submit = Submit::Failed(ApiError::Problem(problem).into());
            }
            error => {
                self.unanswered = Some((request, key));
                self.submit = Submit::Failed(error.into());
            }
        }
        if went_back && !self.guarded && *self.screen() == Screen::Step {
            self.guarded = true;
            effects.push(Effect::Guard);
        }
        effects
    }
}
