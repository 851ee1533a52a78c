//! Answers that are given again to the same idempotency key. They may hold a TOTP seed, recovery codes or a session
//! cookie, so they are sealed.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::base::vault::{Fingerprint, Vault};

/// An HTTP answer as it was given.
#[derive(Clone, Serialize, Deserialize)]
pub struct StoredAnswer {
    pub status: u16,
    pub body: String,
    pub set_cookies: Vec<String>,
    /// Seconds.
    pub retry_after: Option<i64>,
}

/// What an idempotency key stands for.
pub enum Lookup {
    /// Nothing yet: carry the action out.
    Fresh,
    /// The same request was answered before.
    Answered(StoredAnswer),
    /// Another request was made under this key.
    OtherBody,
}

fn context(flow_id: &str, key: &str) -> String {
    format!("answer {flow_id} {key}")
}

pub fn look_up(
    tx: &Transaction<'_>,
    vault: &Vault,
    flow_id: &str,
    key: &str,
    body: &Fingerprint,
) -> Result<Lookup, StoreError> {
    let row = tx
        .query_row(
            "SELECT body_fingerprint, sealed_answer FROM stored_answers WHERE flow_id = ?1 AND idempotency_key = ?2",
            [flow_id, key],
            |row| Ok((row.get::<_, Fingerprint>(0)?, row.get::<_, Vec<u8>>(1)?)),
        )
        .optional()?;
    Ok(match row {
        None => Lookup::Fresh,
        Some((stored, _)) if stored != *body => Lookup::OtherBody,
        Some((_, sealed)) => Lookup::Answered(serde_json::from_slice(&vault.unseal(&context(flow_id, key), &sealed)?)?),
    })
}

pub fn store(
    tx: &Transaction<'_>,
    vault: &Vault,
    flow_id: &str,
    key: &str,
    body: &Fingerprint,
    answer: &StoredAnswer,
) -> Result<(), StoreError> {
    let sealed = vault.seal(&context(flow_id, key), &serde_json::to_vec(answer)?);
    tx.execute("INSERT INTO stored_answers VALUES (?1, ?2, ?3, ?4)", params![flow_id, key, body, sealed])?;
    Ok(())
}

/// Destroys every stored answer of a flow: once the recovery codes are kept, no copy of them stays here. A repeated
/// older key then meets `revision_conflict` with the flow as it is.
pub fn forget(tx: &Transaction<'_>, flow_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM stored_answers WHERE flow_id = ?1", [flow_id])?;
    Ok(())
}
