//! Sign-ins of the demo product.

use auth_contract::{Secret, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use super::error::StoreError;
use crate::base::vault::Fingerprint;

/// A sign-in that the product has begun.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub state: String,
    pub platform: String,
    pub browser: Fingerprint,
    pub code_verifier: Secret,
}

pub fn insert_attempt(tx: &Transaction<'_>, attempt: &Attempt, now: Timestamp) -> Result<(), StoreError> {
    let Attempt { state, platform, browser, code_verifier } = attempt;
    tx.execute(
        "INSERT INTO demo_attempts (state, platform, browser, code_verifier, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![state, platform, browser, code_verifier.expose(), now.0],
    )?;
    Ok(())
}

/// Takes an attempt out: an answer to it is read once.
pub fn take_attempt(tx: &Transaction<'_>, state: &str, platform: &str) -> Result<Option<Attempt>, StoreError> {
    Ok(tx
        .query_row(
            "DELETE FROM demo_attempts WHERE state = ?1 AND platform = ?2 RETURNING browser, code_verifier",
            [state, platform],
            |row| {
                Ok(Attempt {
                    state: state.into(),
                    platform: platform.into(),
                    browser: row.get(0)?,
                    code_verifier: Secret::new(row.get::<_, String>(1)?),
                })
            },
        )
        .optional()?)
}

/// What this browser has begun last, for a code that is typed in: it comes without `state`.
pub fn latest_attempt(
    tx: &Transaction<'_>,
    browser: &Fingerprint,
    platform: &str,
) -> Result<Option<Attempt>, StoreError> {
    let sql = "SELECT state, code_verifier FROM demo_attempts WHERE browser = ?1 AND platform = ?2 ORDER BY created_at DESC, rowid DESC";
    let attempt = tx.query_row(sql, params![browser, platform], |row| {
        Ok(Attempt {
            state: row.get(0)?,
            platform: platform.into(),
            browser: *browser,
            code_verifier: Secret::new(row.get::<_, String>(1)?),
        })
    });
    Ok(attempt.optional()?)
}

/// `who`: what the server has said about the person.
pub fn sign_in(
    tx: &Transaction<'_>,
    browser: &Fingerprint,
    who: &impl Serialize,
    now: Timestamp,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(who)?;
    tx.execute("INSERT OR REPLACE INTO demo_sessions VALUES (?1, ?2, ?3)", params![browser, json, now.0])?;
    Ok(())
}

pub fn signed_in<T: DeserializeOwned>(tx: &Transaction<'_>, browser: &Fingerprint) -> Result<Option<T>, StoreError> {
    let json: Option<String> = tx
        .query_row("SELECT userinfo FROM demo_sessions WHERE fingerprint = ?1", [browser], |row| row.get(0))
        .optional()?;
    json.map(|json| serde_json::from_str(&json).map_err(Into::into)).transpose()
}

pub fn sign_out(tx: &Transaction<'_>, browser: &Fingerprint) -> Result<(), StoreError> {
    tx.execute("DELETE FROM demo_sessions WHERE fingerprint = ?1", [browser])?;
    Ok(())
}
