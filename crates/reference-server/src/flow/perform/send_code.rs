//! Codes that are sent: making one, sending it, and judging what was typed.

use auth_contract::{ProblemCode, Secret, Timestamp};

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::{Outgoing, Refused},
};
use crate::{
    domain::{
        messages::{CodeMessage, Purpose},
        sent_code::{DIGITS, LIFETIME, channel, new_code},
        throttle, typed_code,
    },
    flow::{
        authenticator_secret, code_message,
        sent_code::{image, last_sent, sends, subject},
        state::{Stage, State},
        table::{Event, advance},
    },
    store::{
        StoreError, authenticators,
        outbox::Channel,
        sent_codes::{self, Found},
        throttles,
    },
};

/// What a typed code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    Right,
    Wrong,
    Expired,
    /// A newer one was sent.
    Superseded,
}

/// Where a code goes, and why.
pub(super) struct To {
    pub channel: Channel,
    pub destination: String,
    pub purpose: Purpose,
    /// For [`Purpose::NoPassword`].
    pub instead: String,
}

impl Performance<'_, '_> {
    /// Judges a typed code by those that were sent for this stage. The right one is used up, with all before it.
    pub(super) fn use_sent_code(&self, state: &State, typed: &Secret) -> Result<Verified, StoreError> {
        let vault = &self.context.vault;
        let (Some(subject), Some(code)) = (subject(vault, state), typed_code::digits(typed, usize::from(DIGITS)))
        else {
            return Ok(Verified::Wrong);
        };
        match sent_codes::find(self.tx, &subject, &image(vault, &subject, &code))? {
            Found::Newest { sent_at } if self.now < sent_at.plus(LIFETIME) => {
                sent_codes::forget(self.tx, &subject)?;
                throttles::clear(self.tx, &sends(vault, state))?;
                Ok(Verified::Right)
            }
            Found::Newest { .. } => Ok(Verified::Expired),
            Found::Older => Ok(Verified::Superseded),
            Found::Unknown => Ok(Verified::Wrong),
        }
    }

    /// Until when nothing may be sent for this stage, if it is so now.
    pub(super) fn paused(&self, state: &State) -> Result<Option<Timestamp>, StoreError> {
        Ok(last_sent(&self.context.vault, self.tx, state)?.resend_at.filter(|until| *until > self.now))
    }

    /// Makes the code of this stage and puts its message into the outbox. `to`: nowhere for an identifier that nobody
    /// has, which costs the same work and counts the same.
    pub(super) fn send(&mut self, state: &State, to: Option<&To>) -> Result<(), StoreError> {
        let vault = &self.context.vault;
        let Some(subject) = subject(vault, state) else { return Ok(()) };
        let code = new_code(&*self.context.entropy);
        let message = match to {
            Some(To { channel, destination, purpose, instead }) => {
                let message = CodeMessage {
                    channel: *channel,
                    to: destination,
                    purpose: *purpose,
                    instead,
                    code: &code,
                    locale: self.locale,
                };
                Some(code_message::queue(self.context, self.tx, &message, self.now)?)
            }
            None => None,
        };
        sent_codes::insert(self.tx, &subject, &image(vault, &subject, &code), message, self.now)?;
        let counted = sends(vault, state);
        let throttle = throttles::get(self.tx, &counted)?.after_failure(self.now, throttle::MESSAGES);
        throttles::set(self.tx, &counted, throttle)?;
        self.message = message.map(|id| match state.stage {
            Stage::PasswordResetCode => Outgoing::Silent(id),
            _ => Outgoing::Awaited(id),
        });
        Ok(())
    }

    /// Where the code of this stage goes.
    pub(super) fn addressee(&self, state: &State) -> Result<Option<To>, StoreError> {
        let account = state.account.as_deref().unwrap_or_default();
        match &state.stage {
            Stage::MfaChallenge { authenticator } => {
                let all = authenticators::of_account(self.tx, account)?;
                let Some(stored) = all.into_iter().find(|stored| stored.id == *authenticator) else { return Ok(None) };
                let Some(channel) = channel(stored.method) else { return Ok(None) };
                let destination = authenticator_secret::open(&self.context.vault, &stored)?;
                Ok(Some(To { channel, destination, purpose: Purpose::SignIn, instead: String::new() }))
            }
            Stage::OtpEnroll { method, destination } => Ok(channel(*method).map(|channel| To {
                channel,
                destination: destination.clone(),
                purpose: Purpose::Enroll,
                instead: String::new(),
            })),
            Stage::PasswordResetCode => self.reset_addressee(state),
            _ => Ok(None),
        }
    }

    pub(super) fn resend(&mut self, state: State) -> Result<NextOrRefused, StoreError> {
        if let Some(until) = self.paused(&state)? {
            return Ok(refuse(state, Refused::until(ProblemCode::RateLimited, until)));
        }
        let to = self.addressee(&state)?;
        self.send(&state, to.as_ref())?;
        Ok((advance(state, Event::SentAgain, &self.facts), None))
    }
}
