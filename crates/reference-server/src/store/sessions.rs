//! Sessions, and the authorization codes and access tokens that come from them.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::error::StoreError;
use crate::base::vault::Fingerprint;

/// Seconds that a session lasts after sign-in.
pub const LIFETIME: i64 = 12 * 60 * 60;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: String,
    pub account_id: String,
    /// Authentication methods that were used (RFC 8176).
    pub amr: Vec<String>,
    pub auth_time: Timestamp,
    pub expires_at: Timestamp,
}

/// An authorization code (RFC 6749 section 4.1.2) as it is stored.
#[derive(Clone, Debug)]
pub struct Code {
    pub session_id: String,
    pub client_id: String,
    pub redirect_uri: String,
    pub code_challenge: String,
    pub expires_at: Timestamp,
    pub redeemed_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, account_id, amr, auth_time, expires_at";

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        account_id: row.get(1)?,
        amr: row.get::<_, String>(2)?.split_whitespace().map(Into::into).collect(),
        auth_time: Timestamp(row.get(3)?),
        expires_at: Timestamp(row.get(4)?),
    })
}

pub fn insert(tx: &Transaction<'_>, session: &Session, fingerprint: &Fingerprint) -> Result<(), StoreError> {
    let Session { id, account_id, amr, auth_time, expires_at } = session;
    tx.execute(
        "INSERT INTO sessions (id, fingerprint, account_id, amr, auth_time, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, fingerprint, account_id, amr.join(" "), auth_time.0, expires_at.0],
    )?;
    Ok(())
}

/// The live session of a cookie.
pub fn by_fingerprint(
    tx: &Transaction<'_>,
    fingerprint: &Fingerprint,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE fingerprint = ?1 AND expires_at > ?2");
    Ok(tx.query_row(&sql, params![fingerprint, now.0], session).optional()?)
}

/// The live session with this id.
pub fn by_id(tx: &Transaction<'_>, id: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE id = ?1 AND expires_at > ?2");
    Ok(tx.query_row(&sql, params![id, now.0], session).optional()?)
}

/// Ends a session, and with it every code and token that came from it.
pub fn delete(tx: &Transaction<'_>, fingerprint: &Fingerprint) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sessions WHERE fingerprint = ?1", [fingerprint])?;
    Ok(())
}

/// Ends every session of an account, with every code and token that came from one.
pub fn delete_all(tx: &Transaction<'_>, account_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sessions WHERE account_id = ?1", [account_id])?;
    Ok(())
}

pub fn insert_code(tx: &Transaction<'_>, fingerprint: &Fingerprint, code: &Code) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO authorization_codes
         (fingerprint, session_id, client_id, redirect_uri, code_challenge, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            fingerprint,
            code.session_id,
            code.client_id,
            code.redirect_uri,
            code.code_challenge,
            code.expires_at.0
        ],
    )?;
    Ok(())
}

pub fn code(tx: &Transaction<'_>, fingerprint: &Fingerprint) -> Result<Option<Code>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT session_id, client_id, redirect_uri, code_challenge, expires_at, redeemed_at
             FROM authorization_codes WHERE fingerprint = ?1",
            [fingerprint],
            |row| {
                Ok(Code {
                    session_id: row.get(0)?,
                    client_id: row.get(1)?,
                    redirect_uri: row.get(2)?,
                    code_challenge: row.get(3)?,
                    expires_at: Timestamp(row.get(4)?),
                    redeemed_at: row.get::<_, Option<i64>>(5)?.map(Timestamp),
                })
            },
        )
        .optional()?)
}

pub fn mark_redeemed(tx: &Transaction<'_>, fingerprint: &Fingerprint, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE authorization_codes SET redeemed_at = ?2 WHERE fingerprint = ?1", params![fingerprint, now.0])?;
    Ok(())
}

/// Withdraws a code that was never redeemed.
pub fn delete_code(tx: &Transaction<'_>, fingerprint: &Fingerprint) -> Result<(), StoreError> {
    tx.execute("DELETE FROM authorization_codes WHERE fingerprint = ?1 AND redeemed_at IS NULL", [fingerprint])?;
    Ok(())
}

pub fn insert_token(
    tx: &Transaction<'_>,
    fingerprint: &Fingerprint,
    code_fingerprint: &Fingerprint,
    code: &Code,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO access_tokens (fingerprint, code_fingerprint, session_id, client_id, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![fingerprint, code_fingerprint, code.session_id, code.client_id, expires_at.0],
    )?;
    Ok(())
}

/// The live session behind a live access token.
pub fn by_token(
    tx: &Transaction<'_>,
    fingerprint: &Fingerprint,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let id: Option<String> = tx
        .query_row(
            "SELECT session_id FROM access_tokens WHERE fingerprint = ?1 AND expires_at > ?2",
            params![fingerprint, now.0],
            |row| row.get(0),
        )
        .optional()?;
    id.map_or(Ok(None), |id| by_id(tx, &id, now))
}

/// Revokes every token that came from a code (RFC 6749 section 4.1.2: the code was used twice). Answers how many.
pub fn revoke_tokens_of_code(tx: &Transaction<'_>, code_fingerprint: &Fingerprint) -> Result<usize, StoreError> {
    Ok(tx.execute("DELETE FROM access_tokens WHERE code_fingerprint = ?1", [code_fingerprint])?)
}
