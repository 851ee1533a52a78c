//! Authenticators of accounts, beside the password.

use auth_contract::{Method, Timestamp};
use rusqlite::{Row, Transaction, params};

use super::{error::StoreError, words};

/// An authenticator. What it is stays sealed until it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticator {
    pub id: String,
    pub method: Method,
    pub sealed: Vec<u8>,
    /// What the person calls it.
    pub name: Option<String>,
    /// Of a passkey.
    pub credential_id: Option<Vec<u8>>,
    /// Of an authenticator app: the newest time step that was accepted.
    pub last_step: i64,
}

fn authenticator(row: &Row<'_>) -> rusqlite::Result<Authenticator> {
    Ok(Authenticator {
        id: row.get(0)?,
        method: words::read(row.get_ref(1)?.as_str()?)?,
        sealed: row.get(2)?,
        name: row.get(3)?,
        credential_id: row.get(4)?,
        last_step: row.get(5)?,
    })
}

/// The authenticators of an account, oldest first.
pub fn of_account(tx: &Transaction<'_>, account_id: &str) -> Result<Vec<Authenticator>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, method, sealed, name, credential_id, last_step FROM authenticators
         WHERE account_id = ?1 ORDER BY created_at, id",
    )?;
    let found = statement.query_map([account_id], authenticator)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Those of one method, oldest first.
pub fn of_method(tx: &Transaction<'_>, account_id: &str, method: Method) -> Result<Vec<Authenticator>, StoreError> {
    let mut all = of_account(tx, account_id)?;
    all.retain(|authenticator| authenticator.method == method);
    Ok(all)
}

/// Adds an authenticator.
pub fn insert(
    tx: &Transaction<'_>,
    account_id: &str,
    authenticator: &Authenticator,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Authenticator { id, method, sealed, name, credential_id, last_step } = authenticator;
    tx.execute(
        "INSERT INTO authenticators (id, account_id, method, sealed, name, credential_id, last_step, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id, account_id, words::write(method), sealed, name, credential_id, last_step, now.0],
    )?;
    Ok(())
}

/// Whether somebody has a passkey with this id.
pub fn has_credential(tx: &Transaction<'_>, credential_id: &[u8]) -> Result<bool, StoreError> {
    Ok(tx.prepare_cached("SELECT 1 FROM authenticators WHERE credential_id = ?1")?.exists([credential_id])?)
}

/// Replaces what an authenticator is (a passkey's counter has moved).
pub fn set_sealed(tx: &Transaction<'_>, id: &str, sealed: &[u8]) -> Result<(), StoreError> {
    tx.execute("UPDATE authenticators SET sealed = ?2 WHERE id = ?1", params![id, sealed])?;
    Ok(())
}

/// Removes every authenticator of an account.
pub fn remove_all(tx: &Transaction<'_>, account_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM authenticators WHERE account_id = ?1", [account_id])?;
    Ok(())
}

/// Remembers the time step that was accepted last.
pub fn set_last_step(tx: &Transaction<'_>, id: &str, step: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE authenticators SET last_step = ?2 WHERE id = ?1", params![id, step])?;
    Ok(())
}

/// Forgets steps that a clock set back has moved into the future; they would refuse every code until then.
pub fn cap_last_steps(tx: &Transaction<'_>, newest: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE authenticators SET last_step = ?1 WHERE last_step > ?1", [newest])?;
    Ok(())
}
