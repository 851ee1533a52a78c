//! What happens when a stage is entered: its code is sent.

use auth_contract::Method;

use super::performance::Performance;
use crate::{
    domain::sent_code,
    flow::state::{Stage, State},
    store::StoreError,
};

impl Performance<'_, '_> {
    /// The state after a stage was entered. Nothing is sent while the last code for it is fresh: the person goes on
    /// with that one.
    pub(super) fn entered(&mut self, state: State) -> Result<State, StoreError> {
        let sends = match &state.stage {
            Stage::MfaChallenge { authenticator } => {
                let method = self.facts.authenticator(authenticator).map(|asked| asked.method);
                matches!(method, Some(Method::Email | Method::Sms))
            }
            Stage::OtpEnroll { method, .. } => sent_code::channel(*method).is_some(),
            Stage::PasswordResetCode => true,
            _ => false,
        };
        if sends && self.paused(&state)?.is_none() {
            let to = self.addressee(&state)?;
            self.send(&state, to.as_ref())?;
        }
        Ok(state)
    }
}
