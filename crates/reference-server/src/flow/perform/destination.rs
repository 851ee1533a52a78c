//! The action `set_destination`: where codes are sent from now on.

use auth_contract::{Method, ProblemCode};

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::Refused,
};
use crate::{
    domain::{identifier, phone, throttle},
    flow::{
        sent_code::last_sent,
        state::{Stage, State},
        table::{Event, Next, advance},
        throttle_subject,
    },
    store::{StoreError, accounts, throttles},
};

impl Performance<'_, '_> {
    pub(super) fn destination(
        &mut self,
        state: State,
        typed: &str,
        country: Option<&str>,
    ) -> Result<NextOrRefused, StoreError> {
        let account_id = state.account.clone().unwrap_or_default();
        let Some(account) = accounts::by_id(self.tx, &account_id)? else {
            return Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed)));
        };
        // What is on file could be found out by trying, so each try counts like one at a code.
        let subject = throttle_subject::codes(&self.context.vault, &account_id);
        let throttle = throttles::get(self.tx, &subject)?;
        if let Some(at) = throttle.locked(self.now) {
            return Ok(refuse(state, Refused::until(ProblemCode::Locked, at)));
        }
        let (given, on_file) = match state.stage {
            Stage::OtpDestination { method: Method::Sms } => (self.number(typed, country), account.phone),
            _ => (identifier::email(typed).map(Into::into), account.email),
        };
        let Some(given) = given else {
            return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/destination")));
        };
        let destination = match on_file {
            Some(on_file) if identifier::key(&on_file) == identifier::key(&given) => on_file,
            Some(_) => {
                throttles::set(self.tx, &subject, throttle.after_failure(self.now, throttle::CODES))?;
                return Ok(refuse(state, Refused::field(ProblemCode::DestinationMismatch, "/destination")));
            }
            None => given,
        };
        // A code that is on its way to the same destination will do; a first one to a further destination is a message.
        let before = state.clone();
        let next = advance(state, Event::DestinationGiven { destination }, &self.facts);
        if let Next::At(next) = &next
            && last_sent(&self.context.vault, self.tx, next)?.valid_until.is_none()
            && let Some(until) = self.paused(next)?
        {
            return Ok(refuse(before, Refused::until(ProblemCode::RateLimited, until)));
        }
        Ok((next, None))
    }

    fn number(&self, typed: &str, country: Option<&str>) -> Option<String> {
        let number = phone::parse(typed, country, &self.context.settings.sms_countries).ok()?;
        Some(number.e164)
    }
}
