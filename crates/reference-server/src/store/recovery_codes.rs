//! Keyed hashes of recovery codes.

use auth_contract::Timestamp;
use rusqlite::{Transaction, params};

use super::error::StoreError;
use crate::base::vault::Fingerprint;

/// Replaces the recovery codes of an account by new ones.
pub fn replace(tx: &Transaction<'_>, account_id: &str, fingerprints: &[Fingerprint]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_codes WHERE account_id = ?1", [account_id])?;
    let mut statement =
        tx.prepare_cached("INSERT OR IGNORE INTO recovery_codes (account_id, fingerprint) VALUES (?1, ?2)")?;
    for fingerprint in fingerprints {
        statement.execute(params![account_id, fingerprint])?;
    }
    Ok(())
}

/// Uses up a recovery code. `false` when the account has no such code or it was used before.
pub fn take(
    tx: &Transaction<'_>,
    account_id: &str,
    fingerprint: &Fingerprint,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let used = tx.execute(
        "UPDATE recovery_codes SET used_at = ?3 WHERE account_id = ?1 AND fingerprint = ?2 AND used_at IS NULL",
        params![account_id, fingerprint, now.0],
    )?;
    Ok(used == 1)
}

/// Whether this recovery code of an account still works.
pub fn works(tx: &Transaction<'_>, account_id: &str, fingerprint: &Fingerprint) -> Result<bool, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND fingerprint = ?2 AND used_at IS NULL",
    )?;
    Ok(statement.exists(params![account_id, fingerprint])?)
}

/// How many recovery codes of an account still work.
pub fn left(tx: &Transaction<'_>, account_id: &str) -> Result<u8, StoreError> {
    Ok(tx.query_row(
        "SELECT count(*) FROM recovery_codes WHERE account_id = ?1 AND used_at IS NULL",
        [account_id],
        |row| row.get(0),
    )?)
}
