use auth_contract::{ActionType, FederationReason, Flow, Step};

use super::Machine;
use crate::flow::{Call, Departure, Effect, Screen, Submit};

impl Machine {
    /// The answer to a press leads to an identity provider. Who pressed its button wants to go there at once; who typed a
    /// name is told first. Whatever else brings the page to this step leaves nobody's hands free: it waits for a press.
    pub(super) fn set_out(&mut self, call: &Call) -> Vec<Effect> {
        let Call::Act { request, .. } = call else { return vec![] };
        if matches!(request.action.action_type(), ActionType::Back | ActionType::Restart) {
            return vec![];
        }
        match self.flow.as_ref().map(|flow| &flow.step) {
            Some(Step::FederationRedirect(step)) if step.reason == FederationReason::Social => self.depart(),
            Some(Step::FederationRedirect(_)) => {
                self.departure = Departure::Soon;
                vec![]
            }
            _ => vec![],
        }
    }

    pub(super) fn depart(&mut self) -> Vec<Effect> {
        let Some(flow) = &self.flow else { return vec![] };
        let Step::FederationRedirect(step) = &flow.step else { return vec![] };
        let busy = self.submit.is_sending() || self.departure == Departure::Leaving;
        if busy || *self.screen() != Screen::Step {
            return vec![];
        }
        let effect = Effect::Depart { flow: flow.id.clone(), target: step.url.clone() };
        self.departure = Departure::Leaving;
        self.submit = Submit::Idle;
        vec![effect]
    }

    /// Not by itself any more, and not at all if the browser has been told to go.
    pub(super) fn stay(&mut self) -> Vec<Effect> {
        match std::mem::take(&mut self.departure) {
            Departure::Leaving | Departure::Stalled => vec![Effect::Halt],
            Departure::Standing | Departure::Soon => vec![],
        }
    }

    /// The person does something else. What the provider may still answer was for a step that is left now.
    pub(super) fn turn_away(&mut self) -> Vec<Effect> {
        let mut effects = self.stay();
        if matches!(self.flow.as_ref().map(|flow| &flow.step), Some(Step::FederationRedirect(_))) {
            self.returning = false;
            effects.push(Effect::Returned);
        }
        effects
    }

    pub(super) fn stall(&mut self) -> Vec<Effect> {
        if self.departure == Departure::Leaving {
            self.departure = Departure::Stalled;
        }
        vec![]
    }

    /// Back from wherever the page had left for: nothing is under way any more, and the server knows what has become of
    /// the sign-in.
    pub(super) fn come_back(&mut self) -> Vec<Effect> {
        self.departure = Departure::Standing;
        match &self.flow {
            Some(flow) if self.in_flight.is_none() => vec![self.call(Call::Resume { flow: flow.id.clone() })],
            _ => vec![],
        }
    }

    /// Another answer of the server ends a departure, unless it is about the very same one.
    pub(super) fn stand(&mut self, next: &Flow) {
        let target = |flow: &Flow| match &flow.step {
            Step::FederationRedirect(step) => Some(step.url.clone()),
            _ => None,
        };
        let before = self.flow.as_deref().and_then(target);
        if self.departure == Departure::Soon || before.is_none() || before != target(next) {
            self.departure = Departure::Standing;
        }
    }

    /// Whether this answer shows what the identity provider's has led to. Said once: a reload or Back finds it seen. While
    /// the flow still waits for that answer, it may come yet.
    pub(super) fn has_returned(&mut self, call: &Call) -> bool {
        let waits = matches!(self.flow.as_ref().map(|flow| &flow.step), Some(Step::FederationRedirect(_)));
        let resumed = matches!(call, Call::Resume { .. });
        !waits && std::mem::take(&mut self.returning) && resumed
    }
}
