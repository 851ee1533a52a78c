//! One-time codes that went out by mail or text. Only images are kept, of the code and of what it is for.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::error::StoreError;
use crate::base::vault::Fingerprint;

/// How long a code is remembered after it was sent, in seconds: long past its life, so that an old one is answered with
/// "a newer one was sent" instead of "wrong".
const REMEMBERED: i64 = 24 * 60 * 60;

/// What a typed code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The one that was sent last, at this moment.
    Newest { sent_at: Timestamp },
    /// One that was sent before the last one.
    Older,
    /// None that was sent for this.
    Unknown,
}

/// Remembers a code. `message`: its row in the outbox, if it really goes out.
pub fn insert(
    tx: &Transaction<'_>,
    subject: &Fingerprint,
    code: &Fingerprint,
    message: Option<i64>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO sent_codes (subject, fingerprint, message, sent_at) VALUES (?1, ?2, ?3, ?4)",
        params![subject, code, message, now.0],
    )?;
    Ok(())
}

/// When a code for `subject` was sent last.
pub fn newest(tx: &Transaction<'_>, subject: &Fingerprint) -> Result<Option<Timestamp>, StoreError> {
    Ok(tx
        .query_row("SELECT sent_at FROM sent_codes WHERE subject = ?1 ORDER BY id DESC LIMIT 1", [subject], |row| {
            row.get(0).map(Timestamp)
        })
        .optional()?)
}

/// What `code` is for `subject`.
pub fn find(tx: &Transaction<'_>, subject: &Fingerprint, code: &Fingerprint) -> Result<Found, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT fingerprint, sent_at FROM sent_codes WHERE subject = ?1 ORDER BY id DESC")?;
    let mut rows = statement.query([subject])?;
    let mut is_newest = true;
    while let Some(row) = rows.next()? {
        if row.get::<_, Fingerprint>(0)? == *code {
            let sent_at = Timestamp(row.get(1)?);
            return Ok(if is_newest { Found::Newest { sent_at } } else { Found::Older });
        }
        is_newest = false;
    }
    Ok(Found::Unknown)
}

/// Forgets every code for `subject`: one of them was used.
pub fn forget(tx: &Transaction<'_>, subject: &Fingerprint) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_codes WHERE subject = ?1", [subject])?;
    Ok(())
}

/// Takes back the code of a message that could not be delivered, and with it the wait for the next one.
pub fn withdraw(tx: &Transaction<'_>, message: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_codes WHERE message = ?1", [message])?;
    Ok(())
}

/// Removes codes that are past remembering.
pub fn prune(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_codes WHERE sent_at < ?1", [now.plus(-REMEMBERED).0])?;
    Ok(())
}

/// Removes codes from a future that a clock set back has undone.
pub fn forget_after(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_codes WHERE sent_at > ?1", [now.0])?;
    Ok(())
}
