//! Carries out one action on one flow, in one transaction.

use auth_contract::{Action, FieldError, Method, ProblemCode, Secret, StepType, Timestamp};
use rusqlite::Transaction;

use super::{
    FlowRecord, Stage, State,
    facts::Facts,
    sign_in,
    table::{self, Event, Next, advance, drawable},
};
use crate::{
    app::App,
    entropy, identifier,
    oauth::codes,
    recovery,
    store::{StoreError, accounts, accounts::TotpAuthenticator, answers, sessions, throttles},
    throttle, totp,
    vault::Fingerprint,
};

/// What became of the password in an action; it is verified outside the transaction, because that takes long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The action has no password.
    NotAsked,
    Accepted {
        account: String,
    },
    Wrong,
    LockedUntil(Timestamp),
}

/// What an action came to.
#[derive(Debug, Default)]
pub struct Performed {
    pub refused: Option<Refused>,
    /// The value of the new session cookie.
    pub session: Option<Secret>,
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
}

/// The image under which wrong passwords of an identifier are counted, whether anybody has it or not.
pub fn password_throttle(app: &App, typed: &str) -> Fingerprint {
    app.vault.fingerprint("wrong passwords", identifier::key(typed).as_bytes())
}

fn code_throttle(app: &App, account_id: &str) -> Fingerprint {
    app.vault.fingerprint("wrong codes", account_id.as_bytes())
}

struct Performance<'a, 'tx> {
    app: &'a App,
    tx: &'a Transaction<'tx>,
    now: Timestamp,
    facts: Facts,
}

/// Carries out `action`, which the caller found among those that the flow offers.
pub fn perform(
    app: &App,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    action: &Action,
    verdict: &Verdict,
    browser_session: Option<&Fingerprint>,
    now: Timestamp,
) -> Result<Performed, StoreError> {
    let before = record.about.state.clone();
    let facts = Facts::of_state(tx, &before, now)?;
    let mut performance = Performance { app, tx, now, facts };
    let (next, refused) = performance.next(before.clone(), action, verdict)?;

    let supported = &record.about.supported_steps;
    let mut performed = Performed { refused, session: None };
    match next {
        Next::At(state) => record.about.state = drawable(state, supported),
        // Nobody is signed in by a page that cannot carry them on.
        Next::SignIn(state) if !supported.contains(&StepType::Complete) => {
            record.about.state = table::outdated(state);
        }
        Next::SignIn(state) => {
            performed.session = Some(sign_in::complete(app, tx, record, state, browser_session, now)?);
        }
    }
    if record.about.state != before {
        record.changed(now);
        forget_what_was_left(app, tx, record, &before.stage)?;
    }
    Ok(performed)
}

/// What the stage that was left kept, and nobody needs any more.
fn forget_what_was_left(app: &App, tx: &Transaction<'_>, record: &FlowRecord, left: &Stage) -> Result<(), StoreError> {
    match left {
        Stage::RecoveryCodes { .. } => answers::forget(tx, &record.id),
        Stage::Complete { code: Some(code), .. } => sessions::delete_code(tx, &codes::fingerprint(app, code.expose())),
        _ => Ok(()),
    }
}

type NextOrRefused = (Next, Option<Refused>);

impl Performance<'_, '_> {
    fn next(&mut self, state: State, action: &Action, verdict: &Verdict) -> Result<NextOrRefused, StoreError> {
        let event = match action {
            Action::Identify { identifier, password } => {
                let Some(accepted) = identifier::accepted(identifier) else {
                    return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/identifier")));
                };
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
            Action::SelectMethod { method: Method::Totp } => {
                Event::TotpChosen { seed: totp::new_seed(&*self.app.entropy) }
            }
            Action::SelectMethod { .. } => {
                return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/method")));
            }
            Action::SwitchMethod { authenticator } => {
                if !self.facts.authenticators.contains(authenticator) {
                    return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/authenticator")));
                }
                Event::AuthenticatorSwitched { authenticator: authenticator.clone() }
            }
            Action::SubmitCode { code, .. } => return self.code(state, code),
            Action::Skip => Event::Skipped,
            Action::Acknowledge => Event::CodesKept,
            Action::Back => Event::Back,
            Action::Restart => Event::Restarted,
            // No step of this release offers these, so the caller has refused them.
            _ => return Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed))),
        };
        Ok((advance(state, event, &self.facts), None))
    }

    fn password(&mut self, state: State, verdict: &Verdict) -> Result<NextOrRefused, StoreError> {
        match verdict {
            Verdict::Accepted { account } => {
                let identifier = state.identifier.as_deref().unwrap_or_default();
                throttles::clear(self.tx, &password_throttle(self.app, identifier))?;
                self.facts = Facts::of_account(self.tx, account, self.now)?;
                Ok((advance(state, Event::PasswordAccepted { account: account.clone() }, &self.facts), None))
            }
            Verdict::LockedUntil(at) => {
                Ok(refuse(state, Refused { retry_at: Some(*at), ..Refused::new(ProblemCode::Locked) }))
            }
            Verdict::Wrong | Verdict::NotAsked => {
                Ok(refuse(state, Refused::field(ProblemCode::InvalidCredentials, "/password")))
            }
        }
    }

    fn code(&mut self, state: State, code: &Secret) -> Result<NextOrRefused, StoreError> {
        let account = state.account.clone().unwrap_or_default();
        match state.stage.clone() {
            Stage::MfaChallenge { authenticator } => self.challenged(state, &account, &authenticator, code),
            Stage::TotpEnroll { seed } => self.enrolled(state, &account, &seed, code),
            _ => Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed))),
        }
    }

    fn challenged(
        &self,
        state: State,
        account: &str,
        authenticator: &str,
        code: &Secret,
    ) -> Result<NextOrRefused, StoreError> {
        let subject = code_throttle(self.app, account);
        let throttle = throttles::get(self.tx, &subject)?;
        if let Some(at) = throttle.locked(self.now) {
            return Ok(refuse(state, Refused { retry_at: Some(at), ..Refused::new(ProblemCode::Locked) }));
        }
        let accepted = if table::is_recovery(authenticator) {
            self.use_recovery_code(account, code)?
        } else {
            self.use_totp(account, authenticator, code)?
        };
        if let Some(event) = accepted {
            throttles::clear(self.tx, &subject)?;
            return Ok((advance(state, event, &self.facts), None));
        }
        throttles::set(self.tx, &subject, throttle.after_failure(self.now, throttle::CODES))?;
        Ok(self.wrong_code(state))
    }

    fn use_totp(&self, account: &str, id: &str, code: &Secret) -> Result<Option<Event>, StoreError> {
        let all = accounts::totp_authenticators(self.tx, account)?;
        let Some(authenticator) = all.into_iter().find(|totp| totp.id == id) else { return Ok(None) };
        let seed = open_seed(self.app, &authenticator)?;
        let Some(step) = totp::verify(&seed, code, self.now, authenticator.last_step) else { return Ok(None) };
        accounts::set_last_step(self.tx, id, step)?;
        Ok(Some(Event::TotpAccepted))
    }

    fn use_recovery_code(&self, account: &str, code: &Secret) -> Result<Option<Event>, StoreError> {
        let fingerprint = recovery::fingerprint(&self.app.vault, account, code);
        if !accounts::use_recovery_code(self.tx, account, &fingerprint, self.now)? {
            return Ok(None);
        }
        Ok(Some(Event::RecoveryCodeAccepted { left: accounts::recovery_codes_left(self.tx, account)? }))
    }

    fn enrolled(&self, state: State, account: &str, seed: &Secret, code: &Secret) -> Result<NextOrRefused, StoreError> {
        // No step of a new seed was ever accepted, hence the lowest possible one.
        let Some(last_step) = totp::verify(seed, code, self.now, i64::MIN) else { return Ok(self.wrong_code(state)) };
        let id = entropy::id(&*self.app.entropy, "au");
        let sealed_seed = seal_seed(self.app, &id, seed);
        accounts::insert_totp(self.tx, account, &TotpAuthenticator { id, sealed_seed, last_step }, self.now)?;
        let codes = recovery::new_codes(&*self.app.entropy);
        let fingerprints: Vec<_> =
            codes.iter().map(|code| recovery::fingerprint(&self.app.vault, account, code)).collect();
        accounts::replace_recovery_codes(self.tx, account, &fingerprints)?;
        Ok((advance(state, Event::TotpEnrolled { codes }, &self.facts), None))
    }

    /// The last wrong code that a flow allows ends it: that is a step to show, no longer an error on a field.
    fn wrong_code(&self, state: State) -> NextOrRefused {
        let next = advance(state, Event::CodeRefused, &self.facts);
        let ended = matches!(&next, Next::At(state) if matches!(state.stage, Stage::Denied { .. }));
        (next, (!ended).then(|| Refused::field(ProblemCode::InvalidCode, "/code")))
    }
}

fn refuse(state: State, refused: Refused) -> NextOrRefused {
    (Next::At(state), Some(refused))
}

fn seed_context(authenticator_id: &str) -> String {
    format!("totp seed {authenticator_id}")
}

/// A TOTP seed as it is stored.
pub fn seal_seed(app: &App, authenticator_id: &str, seed: &Secret) -> Vec<u8> {
    app.vault.seal(&seed_context(authenticator_id), seed.expose().as_bytes())
}

/// The seed of a stored authenticator.
pub fn open_seed(app: &App, authenticator: &TotpAuthenticator) -> Result<Secret, StoreError> {
    let seed = app.vault.unseal(&seed_context(&authenticator.id), &authenticator.sealed_seed)?;
    Ok(Secret::new(String::from_utf8_lossy(&seed).into_owned()))
}
