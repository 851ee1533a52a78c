//! Remembered browsers.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::error::StoreError;
use crate::base::vault::Fingerprint;

/// Seconds that a device cookie lives. No policy remembers longer.
pub const LIFETIME: i64 = 90 * 24 * 60 * 60;

/// Since when `device` is remembered for an account.
pub fn since(tx: &Transaction<'_>, device: &Fingerprint, account_id: &str) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT trusted_at FROM trusted_devices WHERE device = ?1 AND account_id = ?2";
    Ok(tx.query_row(sql, params![device, account_id], |row| row.get(0).map(Timestamp)).optional()?)
}

/// Gives a browser a new cookie; nothing happens when the old one is not known.
pub fn rename(tx: &Transaction<'_>, old: &Fingerprint, new: &Fingerprint) -> Result<(), StoreError> {
    tx.execute("UPDATE trusted_devices SET device = ?2 WHERE device = ?1", [old, new])?;
    Ok(())
}

/// Remembers `device` for an account.
pub fn trust(tx: &Transaction<'_>, device: &Fingerprint, account_id: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("INSERT OR REPLACE INTO trusted_devices VALUES (?1, ?2, ?3)", params![device, account_id, now.0])?;
    Ok(())
}

/// Forgets every device of an account.
pub fn forget_all(tx: &Transaction<'_>, account_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM trusted_devices WHERE account_id = ?1", [account_id])?;
    Ok(())
}

/// Removes devices whose cookie is gone.
pub fn prune(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM trusted_devices WHERE trusted_at < ?1", [now.plus(-LIFETIME).0])?;
    Ok(())
}
