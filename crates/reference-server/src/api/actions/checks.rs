//! Checks of an action that take too long for a transaction: a password is hashed, an identity provider is asked.

use auth_contract::{Action, Secret, Timestamp};
use rusqlite::Transaction;

use crate::{
    api::{failure::Failure, state::Api},
    domain::{identifier, new_password::Whom, throttle},
    flow::{
        FlowRecord, Verdict,
        departure::{self, Wanted},
        external_sign_in,
        facts::Facts,
        pending_request, table, throttle_subject,
    },
    services::federation,
    store::{accounts, throttles},
};

/// What has to be found out before the action can be carried out.
pub enum Check {
    /// A password to verify.
    Present {
        password: Secret,
        /// Account and stored hash of whoever has the identifier, and a password.
        candidate: Option<(String, String)>,
        locked_until: Option<Timestamp>,
    },
    /// A password to judge, and to hash when it will do.
    New { password: Secret, identifier: String, name: String, stands_alone: bool, present: Option<String> },
    /// A provider to go to, and the origin to come back to. `reference` stands in the log, should it fail.
    Departure { wanted: Wanted, origin: String, reference: String },
}

/// What there is to check about `action`.
pub fn of(
    api: &Api,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    action: &Action,
    facts: &Facts,
    origin: &str,
    reference: &str,
) -> Result<Option<Check>, Failure> {
    let (state, now) = (&record.about.state, facts.now);
    let request = pending_request::of(&api.flow, tx, record, now)?.map(|(_, request)| request);
    let to = |wanted: Wanted| {
        let wanted = match &request {
            Some(request) => wanted.for_product(request, now),
            None => wanted,
        };
        Check::Departure { wanted, origin: origin.into(), reference: reference.into() }
    };
    match action {
        Action::Identify { identifier, password } => {
            let Some(identifier) = identifier::accepted(identifier) else { return Ok(None) };
            match (departure::of_identifier(&api.flow, tx, identifier)?, password) {
                (Some(wanted), _) => Ok(Some(to(wanted))),
                (None, Some(password)) => reserve(api, tx, identifier, password, now).map(Some),
                (None, None) => Ok(None),
            }
        }
        Action::StartFederation { provider } => Ok(departure::of_button(&api.flow, provider, state).map(to)),
        Action::SubmitPassword { password, .. } => {
            reserve(api, tx, state.identifier.as_deref().unwrap_or_default(), password, now).map(Some)
        }
        Action::ChangePassword { new_password } => {
            let Some(account) = accounts::by_id(tx, state.account.as_deref().unwrap_or_default())? else {
                return Ok(None);
            };
            Ok(Some(Check::New {
                password: new_password.clone(),
                present: accounts::password_hash(tx, &account.id)?,
                identifier: account.username,
                name: account.name,
                stands_alone: table::stands_alone(facts),
            }))
        }
        _ => Ok(None),
    }
}

/// Counts the attempt before the password is looked at, so that a thousand at once are a thousand attempts. One that
/// turns out right is forgiven with all before it.
fn reserve(
    api: &Api,
    tx: &Transaction<'_>,
    identifier: &str,
    password: &Secret,
    now: Timestamp,
) -> Result<Check, Failure> {
    let subject = throttle_subject::passwords(&api.flow.vault, identifier);
    let throttle = throttles::get(tx, &subject)?;
    let locked_until = throttle.locked(now);
    if locked_until.is_none() {
        throttles::set(tx, &subject, throttle.after_failure(now, throttle::PASSWORDS))?;
    }
    let candidate = match accounts::by_username_key(tx, &identifier::key(identifier))? {
        Some(account) if !external_sign_in::is_of_organization(&api.flow, &account.username) => {
            accounts::password_hash(tx, &account.id)?.map(|hash| (account.id, hash))
        }
        _ => None,
    };
    Ok(Check::Present { password: password.clone(), candidate, locked_until })
}

impl Check {
    /// The answer. A password is verified even when the answer is known already: the time it takes must not tell who
    /// exists or is locked.
    pub async fn verdict(self, api: &Api) -> Verdict {
        match self {
            Self::Present { password, candidate, locked_until } => {
                let (account, hash) = candidate.unzip();
                let is_right = api.passwords.verify(password.clone(), hash).await;
                match (locked_until, account) {
                    (Some(at), _) => Verdict::LockedUntil(at),
                    (None, Some(account)) if is_right => {
                        let is_leaked = api.passwords.is_leaked(&password).await;
                        Verdict::Accepted { account, is_leaked }
                    }
                    _ => Verdict::Wrong,
                }
            }
            Self::New { password, identifier, name, stands_alone, present } => {
                let whom = Whom { identifier: &identifier, name: &name };
                match api.passwords.judge(&whom, stands_alone, &password, present).await {
                    Ok(()) => Verdict::Good { hash: api.passwords.hash(password).await },
                    Err(weakness) => Verdict::Weak(weakness),
                }
            }
            Self::Departure { wanted, origin, reference } => {
                federation::verdict(&api.providers, wanted, &origin, &reference).await
            }
        }
    }
}
