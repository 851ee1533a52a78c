//! Codes that are sent: six digits, bound to what they are for and not to a flow, so that a reload or a second tab goes
//! on with the code that is on its way.

use auth_contract::{Method, ProblemCode, Secret, Timestamp};
use rusqlite::Transaction;

use super::{NextOrRefused, Outgoing, Performance, Refused, refuse};
use crate::{
    app::App,
    delivery::{self, Channel, CodeMessage, Purpose},
    entropy::{self, Entropy},
    flow::{
        Stage, State,
        facts::Sent,
        table::{Event, advance},
    },
    identifier,
    store::{
        StoreError, authenticators,
        sent_codes::{self, Found},
        throttles,
    },
    throttle, typed_code,
    vault::Fingerprint,
};

/// Length of a code.
pub const DIGITS: u8 = 6;
/// Seconds that a code works (NIST SP 800-63B section 3.1.3.2: ten minutes at most).
pub const LIFETIME: i64 = 10 * 60;
/// Seconds before another one may be sent.
pub const COOLDOWN: i64 = 60;

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

/// The channel of a method by which codes are sent.
pub const fn channel(method: Method) -> Option<Channel> {
    match method {
        Method::Email => Some(Channel::Email),
        Method::Sms => Some(Channel::Sms),
        _ => None,
    }
}

/// What the code of a stage is bound to; `None` where no code can be sent.
fn subject(app: &App, state: &State) -> Option<Fingerprint> {
    let account = state.account.as_deref();
    let text = match &state.stage {
        Stage::MfaChallenge { authenticator } => format!("challenge\0{}\0{authenticator}", account?),
        Stage::OtpEnroll { destination, .. } => format!("enroll\0{}\0{destination}", account?),
        Stage::PasswordResetCode => format!("reset\0{}", identifier::key(state.identifier.as_deref()?)),
        _ => return None,
    };
    Some(app.vault.fingerprint("what a code is for", text.as_bytes()))
}

/// Under which messages are counted: for whom they are.
fn sends(app: &App, state: &State) -> Fingerprint {
    let text = match &state.account {
        Some(account) => format!("account\0{account}"),
        None => format!("identifier\0{}", identifier::key(state.identifier.as_deref().unwrap_or_default())),
    };
    app.vault.fingerprint("messages", text.as_bytes())
}

fn image(app: &App, subject: &Fingerprint, code: &Secret) -> Fingerprint {
    app.vault.fingerprint("sent code", &[&subject[..], code.expose().as_bytes()].concat())
}

/// What is known about the code of this stage.
pub fn last_sent(app: &App, tx: &Transaction<'_>, state: &State) -> Result<Sent, StoreError> {
    let Some(subject) = subject(app, state) else { return Ok(Sent::default()) };
    let at = sent_codes::newest(tx, &subject)?;
    let paused_until = throttles::get(tx, &sends(app, state))?.locked_until;
    let cooled_at = at.map(|at| at.plus(COOLDOWN));
    Ok(Sent {
        resend_at: cooled_at.into_iter().chain((paused_until > Timestamp(0)).then_some(paused_until)).max(),
        valid_until: at.map(|at| at.plus(LIFETIME)),
    })
}

/// A code of six digits, every one as likely as every other.
fn new_code(entropy: &dyn Entropy) -> Secret {
    const CODES: u32 = 1_000_000;
    loop {
        let random = u32::from_be_bytes(entropy::bytes::<4>(entropy));
        if random < u32::MAX - u32::MAX % CODES {
            return Secret::new(format!("{:06}", random % CODES));
        }
    }
}

impl Performance<'_, '_> {
    /// Judges a typed code by those that were sent for this stage. The right one is used up, with all before it.
    pub(super) fn use_sent_code(&self, state: &State, typed: &Secret) -> Result<Verified, StoreError> {
        let (Some(subject), Some(code)) = (subject(self.app, state), typed_code::digits(typed, usize::from(DIGITS)))
        else {
            return Ok(Verified::Wrong);
        };
        match sent_codes::find(self.tx, &subject, &image(self.app, &subject, &code))? {
            Found::Newest { sent_at } if self.now < sent_at.plus(LIFETIME) => {
                sent_codes::forget(self.tx, &subject)?;
                throttles::clear(self.tx, &sends(self.app, state))?;
                Ok(Verified::Right)
            }
            Found::Newest { .. } => Ok(Verified::Expired),
            Found::Older => Ok(Verified::Superseded),
            Found::Unknown => Ok(Verified::Wrong),
        }
    }

    /// Until when nothing may be sent for this stage, if it is so now.
    pub(super) fn paused(&self, state: &State) -> Result<Option<Timestamp>, StoreError> {
        Ok(last_sent(self.app, self.tx, state)?.resend_at.filter(|until| *until > self.now))
    }

    /// Makes the code of this stage and puts its message into the outbox. `to`: nowhere for an identifier that nobody
    /// has, which costs the same work and counts the same.
    pub(super) fn send(&mut self, state: &State, to: Option<&To>) -> Result<(), StoreError> {
        let Some(subject) = subject(self.app, state) else { return Ok(()) };
        let code = new_code(&*self.app.entropy);
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
                Some(delivery::queue(self.app, self.tx, &message, self.now)?)
            }
            None => None,
        };
        sent_codes::insert(self.tx, &subject, &image(self.app, &subject, &code), message, self.now)?;
        let counted = sends(self.app, state);
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
                let destination = super::secrets::open(self.app, &stored)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::OsEntropy;

    #[test]
    fn codes_have_six_digits_and_spread_over_all_of_them() {
        let codes: Vec<_> = (0..2000).map(|_| new_code(&OsEntropy)).collect();
        assert!(codes.iter().all(|code| code.expose().len() == 6 && code.expose().bytes().all(|c| c.is_ascii_digit())));
        for digit in "0123456789".chars() {
            let beginning = codes.iter().filter(|code| code.expose().starts_with(digit)).count();
            assert!((120..=290).contains(&beginning), "{beginning} of 2000 begin with {digit}");
        }
    }
}
