//! Answers that are given again to the same idempotency key. They may hold a TOTP seed, recovery codes or a session
//! cookie, so they are sealed.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use super::error::StoreError;
use crate::base::vault::{Fingerprint, Vault};

fn context(flow_id: &str, key: &str) -> String {
    format!("answer {flow_id} {key}")
}

/// The answer under `key` in a flow; `None`: there is none, `Some(None)`: it was given for another body. `body` is a
/// keyed hash: a password may stand in there.
pub fn find<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    vault: &Vault,
    flow_id: &str,
    key: &str,
    body: &Fingerprint,
) -> Result<Option<Option<T>>, StoreError> {
    let row = tx
        .query_row(
            "SELECT body_fingerprint, sealed_answer FROM stored_answers WHERE flow_id = ?1 AND idempotency_key = ?2",
            [flow_id, key],
            |row| Ok((row.get::<_, Fingerprint>(0)?, row.get::<_, Vec<u8>>(1)?)),
        )
        .optional()?;
    let Some((stored, sealed)) = row else { return Ok(None) };
    if stored != *body {
        return Ok(Some(None));
    }
    Ok(Some(serde_json::from_slice(&vault.unseal(&context(flow_id, key), &sealed)?)?))
}

/// Keeps an answer.
pub fn insert(
    tx: &Transaction<'_>,
    vault: &Vault,
    flow_id: &str,
    key: &str,
    body: &Fingerprint,
    answer: &impl Serialize,
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
