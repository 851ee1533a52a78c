//! The action `submit_password`.

use auth_contract::{PasswordChangeReason, ProblemCode};

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::Refused,
};
use crate::{
    flow::{
        facts::Facts,
        state::State,
        table::{Event, advance},
        throttle_subject,
        verdict::Verdict,
    },
    store::{StoreError, accounts, throttles, trusted_devices},
};

const DAY: i64 = 24 * 60 * 60;

impl Performance<'_, '_> {
    pub(super) fn password(&mut self, state: State, verdict: &Verdict) -> Result<NextOrRefused, StoreError> {
        match verdict {
            Verdict::Accepted { account, is_leaked } => {
                let identifier = state.identifier.as_deref().unwrap_or_default();
                throttles::clear(self.tx, &throttle_subject::passwords(&self.context.vault, identifier))?;
                if *is_leaked {
                    accounts::must_change(self.tx, account, PasswordChangeReason::Breached)?;
                }
                self.facts = Facts::of_account(self.context, self.tx, account, self.now)?;
                let epoch = self.facts.standing.epoch;
                let device_trusted = self.is_trusted(account)?;
                let accepted = Event::PasswordAccepted { account: account.clone(), epoch, device_trusted };
                Ok((advance(state, accepted, &self.facts), None))
            }
            Verdict::LockedUntil(at) => Ok(refuse(state, Refused::until(ProblemCode::Locked, *at))),
            _ => Ok(refuse(state, Refused::field(ProblemCode::InvalidCredentials, "/password"))),
        }
    }

    /// Whether this browser is remembered for the account, under the policy of today.
    pub(super) fn is_trusted(&self, account: &str) -> Result<bool, StoreError> {
        let (Some(device), Some(days)) = (self.bearer.device, self.facts.policy.trust_days) else { return Ok(false) };
        let lifetime = (i64::from(days) * DAY).min(trusted_devices::LIFETIME);
        let since = trusted_devices::since(self.tx, device, account)?;
        // A moment in the future was left by a clock that was set back.
        Ok(since.is_some_and(|since| since <= self.now && self.now < since.plus(lifetime)))
    }
}
