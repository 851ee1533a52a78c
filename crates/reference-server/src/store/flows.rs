//! Flows under way. What a flow knows (identifier, TOTP seed, recovery codes, redirects) is sealed.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{error::StoreError, federation, sent_codes, trusted_devices, updates_put_off};
use crate::base::vault::{Fingerprint, Vault};

/// Expired flows are kept this long, in seconds, so that `flow_expired` can still say where the person was going.
const KEPT_AFTER_EXPIRY: i64 = 24 * 60 * 60;

/// A flow as it is stored. `about` is the sealed part, of a type that the flow layer defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<T> {
    pub id: String,
    pub revision: u32,
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
    pub about: T,
}

fn context(id: &str) -> String {
    format!("flow {id}")
}

/// The flow `id` of the browser with this binding; another browser's flow does not exist.
pub fn get<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    vault: &Vault,
    id: &str,
    binding: &Fingerprint,
) -> Result<Option<Row<T>>, StoreError> {
    let row = tx
        .query_row(
            "SELECT revision, sealed_state, started_at, expires_at FROM flows WHERE id = ?1 AND binding = ?2",
            params![id, binding],
            |row| Ok((row.get::<_, u32>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?)),
        )
        .optional()?;
    let Some((revision, sealed, started_at, expires_at)) = row else { return Ok(None) };
    Ok(Some(Row {
        id: id.into(),
        revision,
        started_at: Timestamp(started_at),
        expires_at: Timestamp(expires_at),
        about: serde_json::from_slice(&vault.unseal(&context(id), &sealed)?)?,
    }))
}

/// Adds a flow.
pub fn insert<T: Serialize>(
    tx: &Transaction<'_>,
    vault: &Vault,
    flow: &Row<T>,
    binding: &Fingerprint,
) -> Result<(), StoreError> {
    let sealed = vault.seal(&context(&flow.id), &serde_json::to_vec(&flow.about)?);
    tx.execute(
        "INSERT INTO flows (id, binding, revision, sealed_state, started_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![flow.id, binding, flow.revision, sealed, flow.started_at.0, flow.expires_at.0],
    )?;
    Ok(())
}

/// Writes a flow back.
pub fn update<T: Serialize>(tx: &Transaction<'_>, vault: &Vault, flow: &Row<T>) -> Result<(), StoreError> {
    let sealed = vault.seal(&context(&flow.id), &serde_json::to_vec(&flow.about)?);
    tx.execute(
        "UPDATE flows SET revision = ?2, sealed_state = ?3, expires_at = ?4 WHERE id = ?1",
        params![flow.id, flow.revision, sealed, flow.expires_at.0],
    )?;
    Ok(())
}

/// Removes a flow and its stored answers.
pub fn delete(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM flows WHERE id = ?1", [id])?;
    Ok(())
}

/// Removes what has expired: flows, requests, sessions, codes, tokens, counters that no longer count.
pub fn prune(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM flows WHERE expires_at < ?1", [now.plus(-KEPT_AFTER_EXPIRY).0])?;
    tx.execute("DELETE FROM authorization_requests WHERE expires_at < ?1", [now.0])?;
    tx.execute("DELETE FROM sessions WHERE expires_at < ?1", [now.0])?;
    tx.execute("DELETE FROM access_tokens WHERE expires_at < ?1", [now.0])?;
    // A code outlives its minute for as long as its tokens, so that a replay can still revoke them.
    tx.execute(
        "DELETE FROM authorization_codes WHERE expires_at < ?1
         AND fingerprint NOT IN (SELECT code_fingerprint FROM access_tokens)",
        [now.0],
    )?;
    tx.execute("DELETE FROM rate_limits WHERE arrival_ms < ?1", [now.0.saturating_mul(1000)])?;
    tx.execute(
        "DELETE FROM throttles WHERE locked_until < ?1 AND window_started_at < ?1",
        [now.plus(-KEPT_AFTER_EXPIRY).0],
    )?;
    federation::prune(tx, now)?;
    sent_codes::prune(tx, now)?;
    trusted_devices::prune(tx, now)?;
    updates_put_off::prune(tx, now)?;
    tx.execute("DELETE FROM demo_attempts WHERE created_at < ?1", [now.plus(-KEPT_AFTER_EXPIRY).0])?;
    tx.execute("DELETE FROM demo_sessions WHERE created_at < ?1", [now.plus(-KEPT_AFTER_EXPIRY).0])?;
    Ok(())
}

/// Every flow that has not expired, for the lobby's simulated authenticator.
pub fn active<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    vault: &Vault,
    now: Timestamp,
) -> Result<Vec<Row<T>>, StoreError> {
    let mut statement = tx.prepare("SELECT id, binding FROM flows WHERE expires_at > ?1 ORDER BY started_at DESC")?;
    let keys = statement
        .query_map([now.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Fingerprint>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    keys.iter().filter_map(|(id, binding)| get(tx, vault, id, binding).transpose()).collect()
}
