//! What happens when a stage is entered: its code goes out, its ceremony begins.

use auth_contract::Method;
use rusqlite::Transaction;

use super::{Performance, passkey, sent_code};
use crate::{
    app::App,
    flow::{PASSKEYS, Stage, State},
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

/// The state with the ceremony that its stage needs.
pub fn prepared(app: &App, tx: &Transaction<'_>, state: State) -> Result<State, StoreError> {
    if state.ceremony.is_some() {
        return Ok(state);
    }
    let ceremony = match &state.stage {
        Stage::Identify => app.passkeys.discovery(),
        Stage::MfaChallenge { authenticator } if authenticator == PASSKEYS => passkey::challenge(app, tx, &state)?,
        Stage::PasskeyEnroll => passkey::registration(app, tx, &state)?,
        _ => None,
    };
    Ok(State { ceremony, ..state })
}
