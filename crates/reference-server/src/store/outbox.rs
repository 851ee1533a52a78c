//! Messages on their way out, written in the transaction that makes their code or their reason, sent after it (a
//! transactional outbox). Recipient and text are sealed.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::error::StoreError;
use crate::base::vault::Vault;

/// Seconds that a settled message is kept.
const KEPT: i64 = 24 * 60 * 60;

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
}

impl Channel {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// A message as it is stored.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: i64,
    pub channel: Channel,
    pub kind: Kind,
    /// Empty once it is settled, outside development mode.
    pub sealed: Option<Vec<u8>>,
    pub status: Status,
    pub created_at: Timestamp,
    /// The worker leaves it alone until then.
    pub due_at: Timestamp,
    /// How often it could not be handed over so far.
    pub tries: u32,
}

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody waits for it, now.
    Code,
    /// Tells what has changed at an account.
    Notice,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Notice => "notice",
        }
    }
}

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has tried to send it.
    Pending,
    /// Somebody is at it, or the server stopped in the middle: it may have been sent.
    Sending,
    Sent,
    Failed,
}

impl Status {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    fn read(name: &str) -> Self {
        [Self::Pending, Self::Sending, Self::Sent].into_iter().find(|it| it.name() == name).unwrap_or(Self::Failed)
    }
}

fn context(id: i64) -> String {
    format!("outbox message {id}")
}

/// Adds a message, its content sealed for its row. `due_at`: before that the worker leaves it alone.
pub fn insert(
    tx: &Transaction<'_>,
    vault: &Vault,
    channel: Channel,
    kind: Kind,
    content: &impl Serialize,
    due_at: Timestamp,
    now: Timestamp,
) -> Result<i64, StoreError> {
    tx.execute(
        "INSERT INTO outbox (channel, kind, status, due_at, created_at) VALUES (?1, ?2, 'pending', ?3, ?4)",
        params![channel.name(), kind.name(), due_at.0, now.0],
    )?;
    let id = tx.last_insert_rowid();
    let sealed = vault.seal(&context(id), serde_json::to_string(content)?.as_bytes());
    tx.execute("UPDATE outbox SET sealed = ?2 WHERE id = ?1", params![id, sealed])?;
    Ok(id)
}

impl Row {
    /// The content, as [`insert`] got it; `None` when it was emptied.
    pub fn content<T: DeserializeOwned>(&self, vault: &Vault) -> Result<Option<T>, StoreError> {
        let Some(sealed) = &self.sealed else { return Ok(None) };
        Ok(Some(serde_json::from_slice(&vault.unseal(&context(self.id), sealed)?)?))
    }
}

const COLUMNS: &str = "id, channel, kind, sealed, status, created_at, due_at, tries";

/// Takes a pending message for sending; only one caller ever gets it.
pub fn claim(tx: &Transaction<'_>, id: i64) -> Result<Option<Row>, StoreError> {
    let sql = format!("UPDATE outbox SET status = 'sending' WHERE id = ?1 AND status = 'pending' RETURNING {COLUMNS}");
    Ok(tx.prepare_cached(&sql)?.query_row([id], row).optional()?)
}

/// Leaves a message for another try, not before `due_at`.
pub fn put_off(tx: &Transaction<'_>, id: i64, tries: u32, due_at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE outbox SET status = 'pending', tries = ?2, due_at = ?3 WHERE id = ?1",
        params![id, tries, due_at.0],
    )?;
    Ok(())
}

/// Removes a message that is not to be sent.
pub fn discard(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox WHERE id = ?1", [id])?;
    Ok(())
}

/// Writes down what became of a message; `keep` its content (development mode).
pub fn settle(tx: &Transaction<'_>, id: i64, sent: bool, keep: bool, now: Timestamp) -> Result<(), StoreError> {
    let status = if sent { Status::Sent } else { Status::Failed };
    tx.execute(
        "UPDATE outbox SET status = ?2, settled_at = ?3, sealed = iif(?4, sealed, NULL) WHERE id = ?1",
        params![id, status.name(), now.0, keep],
    )?;
    Ok(())
}

/// How far a message is; `None` when it is gone.
pub fn status(tx: &Transaction<'_>, id: i64) -> Result<Option<Status>, StoreError> {
    let name: Option<String> =
        tx.query_row("SELECT status FROM outbox WHERE id = ?1", [id], |row| row.get(0)).optional()?;
    Ok(name.as_deref().map(Status::read))
}

/// The messages with this status, oldest first.
pub fn with_status(tx: &Transaction<'_>, status: Status) -> Result<Vec<Row>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE status = ?1 ORDER BY id"))?;
    let rows = statement.query_map([status.name()], row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every message, newest first.
pub fn newest_first(tx: &Transaction<'_>) -> Result<Vec<Row>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox ORDER BY id DESC"))?;
    let rows = statement.query_map([], row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes what was settled long ago.
pub fn prune(tx: &Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox WHERE settled_at < ?1", [now.plus(-KEPT).0])?;
    Ok(())
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let (channel, kind, status): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(4)?);
    Ok(Row {
        id: row.get(0)?,
        channel: if channel == Channel::Sms.name() { Channel::Sms } else { Channel::Email },
        kind: if kind == Kind::Notice.name() { Kind::Notice } else { Kind::Code },
        sealed: row.get(3)?,
        status: Status::read(&status),
        created_at: Timestamp(row.get(5)?),
        due_at: Timestamp(row.get(6)?),
        tries: row.get(7)?,
    })
}
