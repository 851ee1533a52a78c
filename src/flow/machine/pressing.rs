use auth_contract::{Action, ActionRequest};

use super::Machine;
use crate::flow::{Call, Effect, Screen, Submit, Trouble, TroubleKind};

impl Machine {
    /// The person asks for something.
    pub(super) fn press(&mut self, action: Action, key: String) -> Vec<Effect> {
        if self.submit.is_sending() || self.held.is_some() {
            return vec![];
        }
        // Until the next screen can be drawn the one before it stays, and it is over.
        if *self.screen() == Screen::Step && !self.offers(action.action_type()) {
            return vec![];
        }
        let pauses = self.submit.trouble().and_then(|trouble| trouble.pauses);
        if pauses == Some(action.action_type()) {
            return vec![];
        }
        let mut effects = vec![];
        if is_empty(&action) {
            self.submit = Submit::Failed(Trouble::of(TroubleKind::Empty));
            return vec![];
        }
        if let Action::Identify { identifier, .. } | Action::RequestReset { identifier: Some(identifier) } = &action {
            self.launch.identifier = Some(identifier.clone());
            effects.push(Effect::Keep(Some(identifier.clone())));
        }
        if matches!(action, Action::SetDestination { .. }) {
            self.launch.given = Some(action.clone());
            effects.push(Effect::KeepGiven(self.launch.given.clone()));
        }
        effects.extend(self.turn_away());
        self.submit = Submit::Sending(Some(action.action_type()));
        let Some(flow) = &self.flow else {
            self.held = Some((action, key));
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
