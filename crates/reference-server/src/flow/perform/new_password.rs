//! The action `change_password`.

use auth_contract::{FieldError, ProblemCode};

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::Refused,
};
use crate::{
    domain::messages::Change,
    flow::{
        facts::Facts,
        state::{First, State},
        table::{Event, advance},
        throttle_subject,
        verdict::Verdict,
    },
    store::{StoreError, accounts, sessions, throttles, trusted_devices},
};

impl Performance<'_, '_> {
    /// Everything that the old password has opened is closed: sessions, remembered browsers, other flows under way.
    pub(super) fn new_password(&mut self, state: State, verdict: &Verdict) -> Result<NextOrRefused, StoreError> {
        let account = state.account.clone().unwrap_or_default();
        match verdict {
            Verdict::Good { hash } => {
                let was_forgotten = state.first == Some(First::Reset);
                let change = if was_forgotten { Change::PasswordReset } else { Change::PasswordChanged };
                self.tell(&account, change)?;
                accounts::set_password(self.tx, &account, hash)?;
                sessions::delete_all(self.tx, &account)?;
                trusted_devices::forget_all(self.tx, &account)?;
                if let Some(account) = accounts::by_id(self.tx, &account)? {
                    throttles::clear(self.tx, &throttle_subject::passwords(&self.context.vault, &account.username))?;
                }
                self.facts = Facts::of_account(self.context, self.tx, &account, self.now)?;
                let epoch = self.facts.standing.epoch;
                Ok((advance(state, Event::PasswordChanged { epoch }, &self.facts), None))
            }
            Verdict::Weak(weakness) => {
                let code = ProblemCode::WeakPassword;
                let error = FieldError { pointer: "/new_password".into(), code, weakness: Some(*weakness) };
                Ok(refuse(state, Refused { errors: vec![error], ..Refused::new(code) }))
            }
            _ => Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed))),
        }
    }
}
