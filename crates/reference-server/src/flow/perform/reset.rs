//! The action `request_reset`. Everything here is the same for an identifier that nobody has: steps, counters, work.

use auth_contract::{ProblemCode, Secret};

use super::{
    code::Tried,
    performance::{NextOrRefused, Performance, refuse},
    performed::Refused,
    send_code::{To, Verified},
};
use crate::{
    domain::{identifier, messages::Purpose},
    flow::{
        external_sign_in,
        facts::Facts,
        state::{Stage, State},
        table::{Event, advance},
    },
    store::{StoreError, accounts, outbox::Channel},
};

impl Performance<'_, '_> {
    pub(super) fn request_reset(&self, state: State, typed: Option<&str>) -> NextOrRefused {
        let known = match state.stage {
            // What the first screen was filled with is a hint, not what the person said.
            Stage::Identify => None,
            _ => state.identifier.as_deref(),
        };
        let identifier = match typed.or(known).map(identifier::accepted) {
            Some(Some(identifier)) => Some(identifier.to_owned()),
            None if matches!(state.stage, Stage::Identify) => None,
            _ => return refuse(state, Refused::field(ProblemCode::InvalidInput, "/identifier")),
        };
        (advance(state, Event::ResetRequested { identifier }, &self.facts), None)
    }

    /// The mailbox on file of whoever has the identifier. Who has no password gets no code, and learns there how they sign
    /// in: a mailbox must not become a way around a provider.
    pub(super) fn reset_addressee(&self, state: &State) -> Result<Option<To>, StoreError> {
        let account =
            accounts::by_username_key(self.tx, &identifier::key(state.identifier.as_deref().unwrap_or_default()))?;
        let Some(account) = account.filter(|_| self.context.channels.can_send(Channel::Email)) else { return Ok(None) };
        let Some(destination) = account.email.clone() else { return Ok(None) };
        let channel = Channel::Email;
        if external_sign_in::has_password_here(self.context, self.tx, &account)? {
            return Ok(Some(To { channel, destination, purpose: Purpose::Reset, instead: String::new() }));
        }
        let instead = external_sign_in::names(self.context, self.tx, &account)?;
        // Nobody signs this person in any more: there is nothing to say that would help.
        Ok((!instead.is_empty()).then_some(To { channel, destination, purpose: Purpose::NoPassword, instead }))
    }

    pub(super) fn reset_code(&mut self, state: &State, code: &Secret) -> Result<Tried, StoreError> {
        let verified = self.use_sent_code(state, code)?;
        let account =
            accounts::by_username_key(self.tx, &identifier::key(state.identifier.as_deref().unwrap_or_default()))?;
        let account = match account {
            Some(account) if external_sign_in::has_password_here(self.context, self.tx, &account)? => Some(account),
            _ => None,
        };
        let (Verified::Right, Some(account)) = (verified, account) else {
            return Ok(Tried::sent(
                if verified == Verified::Right { Verified::Wrong } else { verified },
                Event::CodeRefused,
            ));
        };
        self.facts = Facts::of_account(self.context, self.tx, &account.id, self.now)?;
        Ok(Tried::Right(Event::ResetProven { account: account.id, epoch: self.facts.standing.epoch }))
    }
}
