//! Authorization requests that wait for a person to sign in.

use auth_contract::{DeniedCode, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::error::StoreError;

/// Seconds that an authorization request waits. Longer than any flow, so that an expired flow can begin again with the
/// same destination.
pub const LIFETIME: i64 = 24 * 60 * 60;

/// What a handle stands for. `T` is the request, of a type that the domain layer defines.
#[derive(Clone, Debug)]
pub enum Found<T> {
    Valid(T),
    /// Client or redirect URI were wrong; the person is told so and sent nowhere.
    Invalid,
    /// Nothing waits: the handle only explains why the person cannot go on.
    Denied(DeniedCode),
}

/// Remembers a request (`None`: one that must not be answered by a redirect) under `handle`.
pub fn insert<T: Serialize>(
    tx: &Transaction<'_>,
    handle: &str,
    request: Option<&T>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let json = request.map(serde_json::to_string).transpose()?;
    tx.execute("INSERT INTO authorization_requests VALUES (?1, ?2, ?3)", params![handle, json, now.plus(LIFETIME).0])?;
    Ok(())
}

/// Remembers under `handle` why somebody who came here cannot go on.
pub fn insert_denied(tx: &Transaction<'_>, handle: &str, code: DeniedCode, now: Timestamp) -> Result<(), StoreError> {
    let json = serde_json::to_string(&Stored::<()>::Denied { denied: code })?;
    tx.execute("INSERT INTO authorization_requests VALUES (?1, ?2, ?3)", params![handle, json, now.plus(LIFETIME).0])?;
    Ok(())
}

/// The content of the column.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored<T> {
    Denied { denied: DeniedCode },
    Request(Box<T>),
}

/// The request behind `handle`, unless it has expired.
pub fn get<T: DeserializeOwned>(
    tx: &Transaction<'_>,
    handle: &str,
    now: Timestamp,
) -> Result<Option<Found<T>>, StoreError> {
    let row = tx
        .query_row(
            "SELECT request FROM authorization_requests WHERE handle = ?1 AND expires_at > ?2",
            params![handle, now.0],
            |row| row.get::<_, Option<String>>(0),
        )
        .optional()?;
    Ok(match row {
        None => None,
        Some(None) => Some(Found::Invalid),
        Some(Some(json)) => Some(match serde_json::from_str(&json)? {
            Stored::Denied { denied } => Found::Denied(denied),
            Stored::Request(request) => Found::Valid(*request),
        }),
    })
}
