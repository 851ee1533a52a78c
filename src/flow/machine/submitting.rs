//! Submitting an action of the person.

use auth_contract::{Action, ActionRequest};

use super::Machine;
use crate::flow::{Call, Effect, Screen, Submit, SubmitError, SubmitErrorKind};

impl Machine {
    /// The person asks for something.
    pub(super) fn submit_action(&mut self, action: Action, key: String) -> Vec<Effect> {
        if self.submit.is_sending() || self.pending.is_some() {
            return vec![];
        }
        // Until the next screen can be drawn the one before it stays, and it is over.
        if *self.screen() == Screen::Step && !self.offers(action.action_type()) {
            return vec![];
        }
        let pauses = self.submit.error().and_then(|error| error.pauses);
        if pauses == Some(action.action_type()) {
            return vec![];
        }
        let mut effects = vec![];
        if is_empty(&action) {
            self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Empty));
            return vec![];
        }
        if let Action::Identify { identifier, .. } | Action::RequestReset { identifier: Some(identifier) } = &action {
            self.launch.identifier = Some(identifier.clone());
            effects.push(Effect::StoreIdentifier(Some(identifier.clone())));
        }
        if matches!(action, Action::SetDestination { .. }) {
            self.launch.destination = Some(action.clone());
            effects.push(Effect::StoreDestination(self.launch.destination.clone()));
        }
        effects.extend(self.abandon_redirect());
        self.submit = Submit::Sending(Some(action.action_type()));
        let Some(flow) = &self.flow else {
            self.pending = Some((action, key));
            if self.in_flight.is_none() {
                effects.push(self.start());
            }
            return effects;
        };
        let flow_id = flow.id.clone();
        let request = ActionRequest { revision: flow.revision, action };
        let key = match self.unanswered.take() {
            Some((before, its_key)) if before == request => its_key,
            _ => key,
        };
        effects.push(self.call(Call::Act { flow: flow_id, request, key }));
        effects
    }
}

/// Whether the person has left the field empty: nothing worth sending, and the page has its own words for it.
fn is_empty(action: &Action) -> bool {
    match action {
        Action::Identify { identifier, .. } | Action::RequestReset { identifier: Some(identifier) } => {
            identifier.trim().is_empty()
        }
        Action::SubmitPassword { password, .. } | Action::ChangePassword { new_password: password } => {
            password.expose().is_empty()
        }
        Action::SubmitCode { code, .. } => code.expose().trim().is_empty(),
        Action::SetDestination { destination, .. } => destination.trim().is_empty(),
        _ => false,
    }
}
