//! Carries out one action on one flow, in one transaction.

mod code;
pub mod departure;
mod destination;
pub mod elsewhere;
mod enroll;
mod enter;
mod federated;
mod new_password;
mod passkey;
mod password;
mod reset;
pub mod secrets;
pub mod sent_code;
mod totp;

use auth_contract::{Action, FieldError, FlowNotice, Method, PasswordWeakness, ProblemCode, Secret, Timestamp};
use rusqlite::Transaction;

use super::{
    Departure, FlowRecord, Stage, State,
    facts::Facts,
    sign_in,
    table::{self, Event, Next, advance, drawable},
    update,
};
use crate::{
    app::App,
    delivery::{
        Agent,
        notice::{self, By, Change},
    },
    entropy,
    federation::Attempt,
    identifier,
    oauth::codes,
    store::{StoreError, accounts, answers, federation, sessions, trusted_devices},
    vault::Fingerprint,
};

pub use enter::prepared;
pub use federated::federated;
pub use password::password_throttle;

/// What became of the password in an action, or of the way to an identity provider. Both are looked at outside the
/// transaction, because that takes long.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The action needs neither.
    NotAsked,
    Accepted {
        account: String,
        /// It stands in a list of leaked ones.
        is_leaked: bool,
    },
    Wrong,
    LockedUntil(Timestamp),
    /// A new password is good; this is what to store (PHC string).
    Good {
        hash: String,
    },
    Weak(PasswordWeakness),
    /// The identity provider has said where to go.
    Departing {
        departure: Departure,
        attempt: Attempt,
    },
    /// It has not.
    Stranded {
        notice: FlowNotice,
    },
}

/// What a request brings with it beside the action.
#[derive(Clone, Copy)]
pub struct Bearer<'a> {
    /// The image of the session cookie.
    pub session: Option<&'a Fingerprint>,
    /// The image of the device cookie.
    pub device: Option<&'a Fingerprint>,
    /// The browser.
    pub agent: &'a Agent,
}

/// What an action came to.
#[derive(Debug, Default)]
pub struct Performed {
    pub refused: Option<Refused>,
    /// The value of the new session cookie.
    pub session: Option<Secret>,
    /// The value of the new device cookie.
    pub device: Option<Secret>,
    pub message: Option<Outgoing>,
}

/// A message that waits in the outbox for the end of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// The person is told whether it could be handed over.
    Awaited(i64),
    /// The person is told nothing: that it went out would tell who has an account.
    Silent(i64),
}

/// Why an action was not accepted. It may have changed the flow all the same (attempts left).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub code: ProblemCode,
    pub errors: Vec<FieldError>,
    pub retry_at: Option<Timestamp>,
}

impl Refused {
    fn new(code: ProblemCode) -> Self {
        Self { code, errors: Vec::new(), retry_at: None }
    }

    fn field(code: ProblemCode, pointer: &str) -> Self {
        Self { errors: vec![FieldError { pointer: pointer.into(), code, weakness: None }], ..Self::new(code) }
    }

    fn until(code: ProblemCode, at: Timestamp) -> Self {
        Self { retry_at: Some(at), ..Self::new(code) }
    }
}

struct Performance<'a, 'tx> {
    app: &'a App,
    tx: &'a Transaction<'tx>,
    now: Timestamp,
    /// BCP 47.
    locale: &'a str,
    bearer: Bearer<'a>,
    facts: Facts,
    device: Option<Secret>,
    message: Option<Outgoing>,
}

/// Carries out `action`, which the caller found among those that the flow offers.
pub fn perform(
    app: &App,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    action: &Action,
    verdict: &Verdict,
    bearer: Bearer<'_>,
    now: Timestamp,
) -> Result<Performed, StoreError> {
    let before = record.about.state.clone();
    let facts = Facts::of_state(app, tx, &before, now)?;
    let locale = record.about.locale.clone();
    let mut this = Performance { app, tx, now, locale: &locale, bearer, facts, device: None, message: None };
    let (next, refused) = match (&before.stage, action) {
        (Stage::AppUpdate { .. }, Action::Skip) => {
            (update::put_off(app, tx, record, before.clone(), &this.facts, now)?, None)
        }
        _ => this.next(before.clone(), action, verdict)?,
    };
    let next = match (next, action) {
        (Next::At(state), Action::Restart) => Next::At(update::entrance(app, tx, record, state, now)?),
        (next, _) => next,
    };
    let session = this.settle(record, &before, next)?;
    if let (Stage::FederationRedirect(_), Verdict::Departing { attempt, .. }) = (&record.about.state.stage, verdict) {
        federation::begin(tx, &app.vault, &record.id, attempt, now)?;
    }
    Ok(Performed { refused, session, device: this.device, message: this.message })
}

/// What the stage that was left kept, and nobody needs any more.
fn forget_what_was_left(app: &App, tx: &Transaction<'_>, record: &FlowRecord, left: &Stage) -> Result<(), StoreError> {
    match left {
        Stage::RecoveryCodes { .. } => answers::forget(tx, &record.id),
        Stage::FederationRedirect(_) => federation::abandon(tx, &record.id),
        Stage::Complete { code: Some(code), .. } => sessions::delete_code(tx, &codes::fingerprint(app, code.expose())),
        _ => Ok(()),
    }
}

type NextOrRefused = (Next, Option<Refused>);

fn refuse(state: State, refused: Refused) -> NextOrRefused {
    (Next::At(state), Some(refused))
}

impl Performance<'_, '_> {
    /// Brings the flow to where it goes on, with all that happens on the way. Answers the new session cookie's value.
    fn settle(&mut self, record: &mut FlowRecord, before: &State, next: Next) -> Result<Option<Secret>, StoreError> {
        let Self { app, tx, now, .. } = *self;
        let mut session = None;
        match next {
            Next::At(state) => {
                let state = drawable(state, &record.about.supported_steps);
                let state = if state.stage == before.stage { state } else { self.entered(state)? };
                record.about.state = prepared(app, tx, state)?;
            }
            Next::SignIn(state) => {
                let state = self.linked(state)?;
                session = sign_in::finish(app, tx, record, state, self.bearer.session, now)?;
            }
        }
        if record.about.state != *before {
            record.changed(now);
            forget_what_was_left(app, tx, record, &before.stage)?;
        }
        Ok(session)
    }

    fn next(&mut self, state: State, action: &Action, verdict: &Verdict) -> Result<NextOrRefused, StoreError> {
        let event = match action {
            Action::Identify { identifier, password } => {
                let Some(accepted) = identifier::accepted(identifier) else {
                    return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/identifier")));
                };
                // Whose people sign in elsewhere has no password here, whatever a manager has filled.
                if let Some(event) = departure::event(verdict, Some(accepted)) {
                    return Ok((advance(state, event, &self.facts), None));
                }
                let identified = Event::Identified { identifier: accepted.into() };
                let Next::At(state) = advance(state, identified, &self.facts) else {
                    unreachable!("an identifier alone signs nobody in");
                };
                return match password {
                    Some(_) => self.password(state, verdict),
                    None => Ok((Next::At(state), None)),
                };
            }
            Action::SubmitPassword { .. } => return self.password(state, verdict),
            Action::StartFederation { .. } => match departure::event(verdict, None) {
                Some(event) => event,
                None => return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/provider"))),
            },
            Action::SubmitCode { code, trust_device } => return self.code(state, code, *trust_device),
            Action::SubmitPublicKey { credential, name, trust_device } => {
                return self.public_key(state, credential, name.as_deref(), *trust_device);
            }
            Action::SelectMethod { method } if !self.facts.enrollable().contains(method) => {
                return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/method")));
            }
            Action::SelectMethod { method } => Event::MethodChosen {
                method: *method,
                seed: (*method == Method::Totp).then(|| crate::totp::new_seed(&*self.app.entropy)),
            },
            Action::SetDestination { destination, country } => {
                return self.destination(state, destination, country.as_deref());
            }
            Action::Resend => return self.resend(state),
            Action::SwitchMethod { authenticator } => {
                if !table::is_askable(&state, &self.facts, authenticator) {
                    return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/authenticator")));
                }
                Event::AuthenticatorSwitched { authenticator: authenticator.clone() }
            }
            Action::ChangePassword { .. } => return self.new_password(state, verdict),
            Action::RequestReset { identifier } => return Ok(self.request_reset(state, identifier.as_deref())),
            Action::Skip => {
                self.remember_putting_off(&state)?;
                Event::Skipped
            }
            Action::Acknowledge => Event::CodesKept,
            Action::Back => Event::Back,
            Action::Restart => Event::Restarted,
            // No step of this release offers these, so the caller has refused them.
            _ => return Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed))),
        };
        Ok((advance(state, event, &self.facts), None))
    }

    /// Tells the owner of an account what is about to change, by mail.
    fn tell(&self, account: &str, change: Change) -> Result<(), StoreError> {
        let by = By::Person { agent: self.bearer.agent.clone() };
        notice::tell(self.app, self.tx, account, change, by, Some(self.locale), self.now)
    }

    /// Whoever puts off what nobody demands is left in peace for a while.
    fn remember_putting_off(&self, state: &State) -> Result<(), StoreError> {
        use crate::store::policies::Mfa;
        let demanded = self.facts.policy.mfa == Mfa::Required && self.facts.authenticators.is_empty();
        match &state.account {
            Some(account) if !demanded => accounts::put_off(self.tx, account, self.now),
            _ => Ok(()),
        }
    }

    /// Remembers this browser for the account, where that was offered. Its old cookie is replaced, so that one that
    /// was planted is worth nothing.
    fn trust_device(&mut self, state: &State, wanted: bool) -> Result<(), StoreError> {
        let (Some(account), true) = (&state.account, wanted && table::trust_days(state, &self.facts).is_some()) else {
            return Ok(());
        };
        let cookie = Secret::new(entropy::token(&*self.app.entropy));
        let device = device_fingerprint(self.app, cookie.expose());
        if let Some(old) = self.bearer.device {
            trusted_devices::rename(self.tx, old, &device)?;
        }
        trusted_devices::trust(self.tx, &device, account, self.now)?;
        self.device = Some(cookie);
        Ok(())
    }
}

/// The image under which a device cookie is stored.
pub fn device_fingerprint(app: &App, cookie: &str) -> Fingerprint {
    app.vault.fingerprint("device", cookie.as_bytes())
}
