//! Updates of programs that a person has postponed.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::error::StoreError;

/// Seconds for which one is not asked about again.
pub const LASTS: i64 = 24 * 60 * 60;

/// Writes down that an account was asked about an update and would rather not.
pub fn remember(tx: &Transaction<'_>, account_id: &str, of: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("INSERT OR REPLACE INTO updates_put_off VALUES (?1, ?2, ?3)", params![account_id, of, now.0])?;
    Ok(())
}

/// Whether that was a short while ago.
pub fn counts(tx: &Transaction<'_>, account_id: &str, of: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT put_off_at FROM updates_put_off WHERE account_id = ?1 AND of = ?2";
    let at = tx.query_row(sql, params![account_id, of], |row| row.get(0).map(Timestamp)).optional()?;
    // A moment in the future was left by a clock that was set back.
    Ok(at.is_some_and(|at| at <= now && now < at.plus(LASTS)))
}

/// Removes what no longer counts.
pub fn prune(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM updates_put_off WHERE put_off_at <= ?1", [now.plus(-LASTS).0])?;
    Ok(())
}
