//! The code that was sent for a stage. It is bound to what it is for and not to a flow, so that a reload or a second tab
//! goes on with the code that is on its way.

use auth_contract::{Secret, Timestamp};
use rusqlite::Transaction;

use super::state::{Stage, State};
use crate::{
    base::vault::{Fingerprint, Vault},
    domain::{identifier, sent_code},
    store::{StoreError, sent_codes, throttles},
};

/// The code that was sent last for the stage at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Another one may be sent from then on; `None`: at once.
    pub resend_at: Option<Timestamp>,
    /// `None`: nothing was sent.
    pub valid_until: Option<Timestamp>,
}

/// What the code of a stage is bound to; `None` where no code can be sent.
pub fn subject(vault: &Vault, state: &State) -> Option<Fingerprint> {
    let account = state.account.as_deref();
    let text = match &state.stage {
        Stage::MfaChallenge { authenticator } => format!("challenge\0{}\0{authenticator}", account?),
        Stage::OtpEnroll { destination, .. } => format!("enroll\0{}\0{destination}", account?),
        Stage::PasswordResetCode => format!("reset\0{}", identifier::key(state.identifier.as_deref()?)),
        _ => return None,
    };
    Some(vault.fingerprint("what a code is for", text.as_bytes()))
}

/// Under which messages are counted: for whom they are.
pub fn sends(vault: &Vault, state: &State) -> Fingerprint {
    let text = match &state.account {
        Some(account) => format!("account\0{account}"),
        None => format!("identifier\0{}", identifier::key(state.identifier.as_deref().unwrap_or_default())),
    };
    vault.fingerprint("messages", text.as_bytes())
}

pub fn image(vault: &Vault, subject: &Fingerprint, code: &Secret) -> Fingerprint {
    vault.fingerprint("sent code", &[&subject[..], code.expose().as_bytes()].concat())
}

/// What is known about the code of this stage.
pub fn last_sent(vault: &Vault, tx: &Transaction<'_>, state: &State) -> Result<Sent, StoreError> {
    let Some(subject) = subject(vault, state) else { return Ok(Sent::default()) };
    let at = sent_codes::newest(tx, &subject)?;
    let paused_until = throttles::get(tx, &sends(vault, state))?.locked_until;
    let cooled_at = at.map(|at| at.plus(sent_code::COOLDOWN));
    Ok(Sent {
        resend_at: cooled_at.into_iter().chain((paused_until > Timestamp(0)).then_some(paused_until)).max(),
        valid_until: at.map(|at| at.plus(sent_code::LIFETIME)),
    })
}
