//! Mail and text messages that development mode keeps instead of sending.

use auth_contract::Timestamp;
use rusqlite::Transaction;
use serde::Serialize;

use super::StoreError;

/// A message, as `GET /dev/outbox` shows it.
#[derive(Debug, Serialize)]
pub struct Message {
    pub id: i64,
    /// `email` or `sms`.
    pub channel: String,
    pub to: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub sent_at: Timestamp,
}

/// Every message, newest first.
pub fn newest_first(tx: &Transaction<'_>) -> Result<Vec<Message>, StoreError> {
    let mut statement =
        tx.prepare("SELECT id, channel, recipient, text, code, sent_at FROM outbox ORDER BY id DESC")?;
    let messages = statement.query_map([], |row| {
        Ok(Message {
            id: row.get(0)?,
            channel: row.get(1)?,
            to: row.get(2)?,
            text: row.get(3)?,
            code: row.get(4)?,
            sent_at: Timestamp(row.get(5)?),
        })
    })?;
    Ok(messages.collect::<Result<_, _>>()?)
}
