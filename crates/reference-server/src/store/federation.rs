//! Sign-ins at identity providers, their answers, and linked identities.

use auth_contract::Timestamp;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use super::error::StoreError;
use crate::base::vault::{Fingerprint, Vault};

/// Seconds that a journey may take: as long as a flow can live.
const ATTEMPT_LIFETIME: i64 = 4 * 60 * 60;
/// Seconds between the provider's answer and the browser's next request, which follows at once.
const ANSWER_LIFETIME: i64 = 5 * 60;
/// Answers that one journey can have. There is one; a few more are people who go back and forth in their history.
const MAX_ANSWERS: i64 = 16;

/// A sign-in at a provider, from the redirect to the last answer. Attempt and answer are sealed values of types that the
/// layers above define.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    pub flow_id: String,
    /// The image of `state` (RFC 6749 section 4.1.1), by which an answer finds its journey.
    pub state: Fingerprint,
    /// The origin where the browser has its cookies; empty: the public origin.
    pub origin: String,
}

fn attempt_context(state: &Fingerprint) -> String {
    format!("federation attempt {}", BASE64_URL_SAFE_NO_PAD.encode(state))
}

fn answer_context(handle: &Fingerprint) -> String {
    format!("federation answer {}", BASE64_URL_SAFE_NO_PAD.encode(handle))
}

/// Keeps the attempt of a flow. An earlier one of the same flow is over: one journey at a time.
pub fn begin(
    tx: &Transaction<'_>,
    vault: &Vault,
    journey: &Journey,
    attempt: &impl Serialize,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Journey { flow_id, state, origin } = journey;
    let sealed = vault.seal(&attempt_context(state), &serde_json::to_vec(attempt)?);
    tx.execute("UPDATE federation_attempts SET sealed = NULL WHERE flow_id = ?1", [flow_id])?;
    tx.execute(
        "INSERT INTO federation_attempts (state, flow_id, origin, sealed, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![state, flow_id, origin, sealed, now.plus(ATTEMPT_LIFETIME).0],
    )?;
    Ok(())
}

/// Ends whatever journey a flow has under way: its answer is no longer wanted.
pub fn abandon(tx: &Transaction<'_>, flow_id: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE federation_attempts SET sealed = NULL WHERE flow_id = ?1", [flow_id])?;
    Ok(())
}

/// Whether a flow waits for an answer that can still come.
pub fn is_under_way(tx: &Transaction<'_>, flow_id: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM federation_attempts WHERE flow_id = ?1 AND sealed IS NOT NULL)";
    Ok(tx.query_row(sql, [flow_id], |row| row.get(0))?)
}

/// The journey with this `state`, over or not.
pub fn journey(tx: &Transaction<'_>, state: &Fingerprint, now: Timestamp) -> Result<Option<Journey>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT flow_id, origin FROM federation_attempts WHERE state = ?1 AND expires_at > ?2",
            params![state, now.0],
            |row| Ok(Journey { flow_id: row.get(0)?, state: *state, origin: row.get(1)? }),
        )
        .optional()?)
}

/// The attempt of a journey, once: who asks again gets nothing.
pub fn consume<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    vault: &Vault,
    state: &Fingerprint,
) -> Result<Option<T>, StoreError> {
    let sealed: Option<Vec<u8>> = tx
        .query_row("SELECT sealed FROM federation_attempts WHERE state = ?1", [state], |row| row.get(0))
        .optional()?
        .flatten();
    let Some(sealed) = sealed else { return Ok(None) };
    tx.execute("UPDATE federation_attempts SET sealed = NULL WHERE state = ?1", [state])?;
    Ok(Some(serde_json::from_slice(&vault.unseal(&attempt_context(state), &sealed)?)?))
}

/// Keeps a provider's answer until the browser comes back for it with `handle`.
pub fn keep_answer(
    tx: &Transaction<'_>,
    vault: &Vault,
    handle: &Fingerprint,
    state: &Fingerprint,
    answer: &impl Serialize,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sealed = vault.seal(&answer_context(handle), &serde_json::to_vec(answer)?);
    tx.execute(
        "INSERT INTO federation_answers (handle, state, sealed, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![handle, state, sealed, now.plus(ANSWER_LIFETIME).0],
    )?;
    // Whoever has the state could fill the disk.
    tx.execute(
        "DELETE FROM federation_answers WHERE state = ?1 AND rowid NOT IN
         (SELECT rowid FROM federation_answers WHERE state = ?1 ORDER BY rowid DESC LIMIT ?2)",
        params![state, MAX_ANSWERS],
    )?;
    Ok(())
}

/// Which journey an answer belongs to, whether it was taken or not.
pub fn journey_of_answer(
    tx: &Transaction<'_>,
    handle: &Fingerprint,
    now: Timestamp,
) -> Result<Option<Journey>, StoreError> {
    let state: Option<Fingerprint> = tx
        .query_row("SELECT state FROM federation_answers WHERE handle = ?1", [handle], |row| row.get(0))
        .optional()?;
    state.map_or(Ok(None), |state| journey(tx, &state, now))
}

/// The answer behind `handle`, once.
pub fn take_answer<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    vault: &Vault,
    handle: &Fingerprint,
    now: Timestamp,
) -> Result<Option<T>, StoreError> {
    let sealed: Option<Vec<u8>> = tx
        .query_row(
            "SELECT sealed FROM federation_answers WHERE handle = ?1 AND expires_at > ?2",
            params![handle, now.0],
            |row| row.get(0),
        )
        .optional()?
        .flatten();
    let Some(sealed) = sealed else { return Ok(None) };
    tx.execute("UPDATE federation_answers SET sealed = NULL WHERE handle = ?1", [handle])?;
    Ok(Some(serde_json::from_slice(&vault.unseal(&answer_context(handle), &sealed)?)?))
}

/// Removes what nobody comes back for. A journey is remembered for as long as its flow, so that its address can lead
/// there a second time.
pub fn prune(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE federation_answers SET sealed = NULL WHERE expires_at < ?1", [now.0])?;
    tx.execute("DELETE FROM federation_attempts WHERE expires_at < ?1", [now.0])?;
    tx.execute("DELETE FROM federation_answers WHERE state NOT IN (SELECT state FROM federation_attempts)", [])?;
    Ok(())
}

/// The account that belongs to this person at a provider.
pub fn account_of(tx: &Transaction<'_>, provider: &str, subject: &str) -> Result<Option<String>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT account_id FROM federated_identities WHERE provider = ?1 AND subject = ?2",
            [provider, subject],
            |row| row.get(0),
        )
        .optional()?)
}

/// The providers that an account can be signed in with, the one that was linked first at the front.
pub fn providers_of(tx: &Transaction<'_>, account_id: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT DISTINCT provider FROM federated_identities WHERE account_id = ?1 ORDER BY linked_at, rowid",
    )?;
    Ok(statement.query_map([account_id], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Links a person at a provider to an account. Somebody who is linked already is moved: the latest proof counts.
pub fn link(
    tx: &Transaction<'_>,
    provider: &str,
    subject: &str,
    account_id: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO federated_identities (provider, subject, account_id, linked_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (provider, subject) DO UPDATE SET account_id = excluded.account_id, linked_at = excluded.linked_at",
        params![provider, subject, account_id, now.0],
    )?;
    Ok(())
}

/// Unlinks an account from a provider. Answers how many people there were linked to it.
pub fn unlink(tx: &Transaction<'_>, provider: &str, account_id: &str) -> Result<usize, StoreError> {
    Ok(tx.execute("DELETE FROM federated_identities WHERE provider = ?1 AND account_id = ?2", [provider, account_id])?)
}

#[cfg(test)]
mod tests;
