//! Counters of wrong passwords and codes, and the arrival times of the rate limit.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::error::StoreError;
use crate::base::vault::Fingerprint;

/// The failures of one subject. [`crate::domain::throttle`] has the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// In the present window.
    pub failures: u32,
    pub window_started_at: Timestamp,
    /// Pauses so far.
    pub strikes: u32,
    pub locked_until: Timestamp,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { failures: 0, window_started_at: Timestamp(0), strikes: 0, locked_until: Timestamp(0) }
    }
}

pub fn get(tx: &Transaction<'_>, subject: &Fingerprint) -> Result<Throttle, StoreError> {
    let found = tx
        .query_row(
            "SELECT failures, window_started_at, strikes, locked_until FROM throttles WHERE subject = ?1",
            [subject],
            |row| {
                Ok(Throttle {
                    failures: row.get(0)?,
                    window_started_at: Timestamp(row.get(1)?),
                    strikes: row.get(2)?,
                    locked_until: Timestamp(row.get(3)?),
                })
            },
        )
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub fn set(tx: &Transaction<'_>, subject: &Fingerprint, throttle: Throttle) -> Result<(), StoreError> {
    let Throttle { failures, window_started_at, strikes, locked_until } = throttle;
    tx.execute(
        "INSERT OR REPLACE INTO throttles VALUES (?1, ?2, ?3, ?4, ?5)",
        params![subject, failures, window_started_at.0, strikes, locked_until.0],
    )?;
    Ok(())
}

pub fn clear(tx: &Transaction<'_>, subject: &Fingerprint) -> Result<(), StoreError> {
    tx.execute("DELETE FROM throttles WHERE subject = ?1", [subject])?;
    Ok(())
}

/// Shortens pauses that end after `latest`.
pub fn cap_locks(tx: &Transaction<'_>, latest: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE throttles SET locked_until = ?1 WHERE locked_until > ?1", [latest.0])?;
    Ok(())
}

pub fn arrival_ms(tx: &Transaction<'_>, client: &Fingerprint) -> Result<Option<i64>, StoreError> {
    Ok(tx.query_row("SELECT arrival_ms FROM rate_limits WHERE client = ?1", [client], |row| row.get(0)).optional()?)
}

pub fn set_arrival_ms(tx: &Transaction<'_>, client: &Fingerprint, arrival_ms: i64) -> Result<(), StoreError> {
    tx.execute("INSERT OR REPLACE INTO rate_limits VALUES (?1, ?2)", params![client, arrival_ms])?;
    Ok(())
}
