//! People, what their role asks of them, and what they can prove themselves with.

use auth_contract::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use crate::{identifier, vault::Fingerprint};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    pub username: String,
    pub name: String,
    pub role: String,
}

/// What a role asks for beside the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    pub mfa_required: bool,
    /// Until when a person without a second factor may go on without one.
    pub skippable_until: Option<Timestamp>,
}

/// An authenticator app of a person. The seed stays sealed until a code is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpAuthenticator {
    pub id: String,
    pub sealed_seed: Vec<u8>,
    pub last_step: i64,
}

const COLUMNS: &str = "id, username, name, role";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { id: row.get(0)?, username: row.get(1)?, name: row.get(2)?, role: row.get(3)? })
}

/// The account with this id.
pub fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Option<Account>, StoreError> {
    Ok(tx.query_row(&format!("SELECT {COLUMNS} FROM accounts WHERE id = ?1"), [id], account).optional()?)
}

/// The account that an identifier names, however it is spelled.
pub fn by_identifier(tx: &Transaction<'_>, typed: &str) -> Result<Option<Account>, StoreError> {
    let key = identifier::key(typed);
    Ok(tx.query_row(&format!("SELECT {COLUMNS} FROM accounts WHERE username_key = ?1"), [key], account).optional()?)
}

/// The stored password hash (PHC string) of an account.
pub fn password_hash(tx: &Transaction<'_>, account_id: &str) -> Result<String, StoreError> {
    Ok(tx.query_row("SELECT password_hash FROM accounts WHERE id = ?1", [account_id], |row| row.get(0))?)
}

/// Adds a person; `password_hash` is a PHC string.
pub fn insert(tx: &Transaction<'_>, account: &Account, password_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    let Account { id, username, name, role } = account;
    tx.execute(
        "INSERT INTO accounts (id, username, username_key, name, password_hash, role, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id, username, identifier::key(username), name, password_hash, role, now.0],
    )?;
    Ok(())
}

/// What `role` asks for.
pub fn policy(tx: &Transaction<'_>, role: &str) -> Result<Policy, StoreError> {
    Ok(tx.query_row("SELECT mfa = 'required', skippable_until FROM policies WHERE role = ?1", [role], |row| {
        Ok(Policy { mfa_required: row.get(0)?, skippable_until: row.get::<_, Option<i64>>(1)?.map(Timestamp) })
    })?)
}

/// Sets what `role` asks for, unless that was set before.
pub fn insert_policy(tx: &Transaction<'_>, role: &str, policy: Policy) -> Result<(), StoreError> {
    let mfa = if policy.mfa_required { "required" } else { "none" };
    tx.execute(
        "INSERT OR IGNORE INTO policies (role, mfa, skippable_until) VALUES (?1, ?2, ?3)",
        params![role, mfa, policy.skippable_until.map(|at| at.0)],
    )?;
    Ok(())
}

/// The authenticator apps of an account, oldest first.
pub fn totp_authenticators(tx: &Transaction<'_>, account_id: &str) -> Result<Vec<TotpAuthenticator>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, sealed_seed, last_step FROM authenticators WHERE account_id = ?1 ORDER BY created_at, id",
    )?;
    let found = statement.query_map([account_id], |row| {
        Ok(TotpAuthenticator { id: row.get(0)?, sealed_seed: row.get(1)?, last_step: row.get(2)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Adds an authenticator app.
pub fn insert_totp(
    tx: &Transaction<'_>,
    account_id: &str,
    authenticator: &TotpAuthenticator,
    now: Timestamp,
) -> Result<(), StoreError> {
    let TotpAuthenticator { id, sealed_seed, last_step } = authenticator;
    tx.execute(
        "INSERT INTO authenticators (id, account_id, method, sealed_seed, last_step, created_at)
         VALUES (?1, ?2, 'totp', ?3, ?4, ?5)",
        params![id, account_id, sealed_seed, last_step, now.0],
    )?;
    Ok(())
}

/// Remembers the time step that was accepted last.
pub fn set_last_step(tx: &Transaction<'_>, authenticator_id: &str, step: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE authenticators SET last_step = ?2 WHERE id = ?1", params![authenticator_id, step])?;
    Ok(())
}

/// Forgets steps that a clock set back has moved into the future; they would refuse every code until then.
pub fn cap_last_steps(tx: &Transaction<'_>, newest: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE authenticators SET last_step = ?1 WHERE last_step > ?1", [newest])?;
    Ok(())
}

/// Replaces the recovery codes of an account by new ones.
pub fn replace_recovery_codes(
    tx: &Transaction<'_>,
    account_id: &str,
    fingerprints: &[Fingerprint],
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_codes WHERE account_id = ?1", [account_id])?;
    let mut statement =
        tx.prepare_cached("INSERT OR IGNORE INTO recovery_codes (account_id, fingerprint) VALUES (?1, ?2)")?;
    for fingerprint in fingerprints {
        statement.execute(params![account_id, fingerprint])?;
    }
    Ok(())
}

/// Uses up a recovery code. `false` when the account has no such code or it was used before.
pub fn use_recovery_code(
    tx: &Transaction<'_>,
    account_id: &str,
    fingerprint: &Fingerprint,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let used = tx.execute(
        "UPDATE recovery_codes SET used_at = ?3 WHERE account_id = ?1 AND fingerprint = ?2 AND used_at IS NULL",
        params![account_id, fingerprint, now.0],
    )?;
    Ok(used == 1)
}

/// Whether this recovery code of an account still works.
pub fn recovery_code_works(
    tx: &Transaction<'_>,
    account_id: &str,
    fingerprint: &Fingerprint,
) -> Result<bool, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT 1 FROM recovery_codes WHERE account_id = ?1 AND fingerprint = ?2 AND used_at IS NULL",
    )?;
    Ok(statement.exists(params![account_id, fingerprint])?)
}

/// How many recovery codes of an account still work.
pub fn recovery_codes_left(tx: &Transaction<'_>, account_id: &str) -> Result<u8, StoreError> {
    Ok(tx.query_row(
        "SELECT count(*) FROM recovery_codes WHERE account_id = ?1 AND used_at IS NULL",
        [account_id],
        |row| row.get(0),
    )?)
}
