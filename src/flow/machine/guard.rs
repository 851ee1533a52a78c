//! The history entry that guards a step, and the browser's Back.

use auth_contract::{Action, ActionType, StepType};

use super::Machine;
use crate::flow::{Effect, Screen, Submit, SubmitError, SubmitErrorKind};

impl Machine {
    pub(super) fn unguard(&mut self) -> Vec<Effect> {
        if std::mem::take(&mut self.guarded) { vec![Effect::PopGuardEntry] } else { vec![] }
    }

    /// The browser's Back has taken the entry away that guards the step.
    pub(super) fn go_back(&mut self, key: String) -> Vec<Effect> {
        self.guarded = false;
        if *self.screen() != Screen::Step {
            return vec![];
        }
        let mut effects = vec![];
        if !self.submit.is_sending() && self.offers(ActionType::Back) {
            effects.extend(self.submit_action(Action::Back, key));
        } else {
            self.guarded = true;
            effects.push(Effect::PushGuardEntry);
            if !self.submit.is_sending()
                && self.flow.as_ref().is_some_and(|flow| flow.step.step_type() == StepType::RecoveryCodes)
            {
                self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::NoWayBack));
            }
        }
        effects
    }
}
