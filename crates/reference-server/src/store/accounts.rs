//! Accounts, and the state that decides what is asked of a person next.

use auth_contract::{EnrollReason, Method, PasswordChangeReason, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{
    error::StoreError,
    words::{self, Word},
};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    pub username: String,
    pub name: String,
    pub role: String,
    /// On file: where a code for a forgotten password goes.
    pub email: Option<String>,
    /// On file, ITU-T E.164 with a plus sign.
    pub phone: Option<String>,
}

/// What has happened to an account and decides what is asked next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub must_change: Option<PasswordChangeReason>,
    pub enroll_reason: Option<EnrollReason>,
    /// What the person had before a migration.
    pub previous_method: Option<Method>,
    /// The name of its entry in the person's authenticator app.
    pub previous_entry: Option<String>,
    /// When the person last put an optional enrolment off.
    pub put_off_at: Option<Timestamp>,
    /// Counts password changes and resets.
    pub epoch: u32,
    /// Since when nobody may sign in to it any more.
    pub disabled_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, username, name, role, email, phone";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        username: row.get(1)?,
        name: row.get(2)?,
        role: row.get(3)?,
        email: row.get(4)?,
        phone: row.get(5)?,
    })
}

fn find(tx: &Transaction<'_>, column: &str, value: &str) -> Result<Option<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE {column} = ?1");
    Ok(tx.query_row(&sql, [value], account).optional()?)
}

/// The account with this id.
pub fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Option<Account>, StoreError> {
    find(tx, "id", id)
}

/// The account with this key: the normalized username, as the layer above makes it.
pub fn by_username_key(tx: &Transaction<'_>, key: &str) -> Result<Option<Account>, StoreError> {
    find(tx, "username_key", key)
}

/// The accounts with this address on file. More than one may have it: it is not what people are told apart by.
pub fn by_email(tx: &Transaction<'_>, email: &str) -> Result<Vec<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE email = ?1 COLLATE NOCASE ORDER BY id");
    let mut statement = tx.prepare_cached(&sql)?;
    Ok(statement.query_map([email], account)?.collect::<Result<_, _>>()?)
}

/// The account whose passkeys carry this user handle (WebAuthn).
pub fn by_user_handle(tx: &Transaction<'_>, handle: &str) -> Result<Option<Account>, StoreError> {
    find(tx, "user_handle", handle)
}

/// The user handle of an account; `new` is kept for it when it has none yet.
pub fn user_handle(tx: &Transaction<'_>, account_id: &str, new: &str) -> Result<String, StoreError> {
    tx.execute("UPDATE accounts SET user_handle = ?2 WHERE id = ?1 AND user_handle IS NULL", [account_id, new])?;
    Ok(tx.query_row("SELECT user_handle FROM accounts WHERE id = ?1", [account_id], |row| row.get(0))?)
}

/// The stored password hash (PHC string) of an account; `None` for who signs in with an identity provider only.
pub fn password_hash(tx: &Transaction<'_>, account_id: &str) -> Result<Option<String>, StoreError> {
    Ok(tx.query_row("SELECT password_hash FROM accounts WHERE id = ?1", [account_id], |row| row.get(0))?)
}

/// Adds a person. `username_key` is the normalized username, unique in the table; `password_hash` is a PHC string, for
/// an account with a password.
pub fn insert(
    tx: &Transaction<'_>,
    account: &Account,
    username_key: &str,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Account { id, username, name, role, email, phone } = account;
    tx.execute(
        "INSERT INTO accounts (id, username, username_key, name, password_hash, role, created_at, email, phone)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![id, username, username_key, name, password_hash, role, now.0, email, phone],
    )?;
    Ok(())
}

/// How an account stands.
pub fn standing(tx: &Transaction<'_>, account_id: &str) -> Result<Standing, StoreError> {
    let found = tx
        .query_row(
            "SELECT must_change, enroll_reason, previous_method, previous_entry, put_off_at, epoch, disabled_at
             FROM accounts WHERE id = ?1",
            [account_id],
            |row| {
                Ok(Standing {
                    must_change: row.get::<_, Word<_>>(0)?.0,
                    enroll_reason: row.get::<_, Word<_>>(1)?.0,
                    previous_method: row.get::<_, Word<_>>(2)?.0,
                    previous_entry: row.get(3)?,
                    put_off_at: row.get::<_, Option<i64>>(4)?.map(Timestamp),
                    epoch: row.get(5)?,
                    disabled_at: row.get::<_, Option<i64>>(6)?.map(Timestamp),
                })
            },
        )
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Sets how an account stands.
pub fn set_standing(tx: &Transaction<'_>, account_id: &str, standing: &Standing) -> Result<(), StoreError> {
    let Standing { must_change, enroll_reason, previous_method, previous_entry, put_off_at, epoch, disabled_at } =
        standing;
    tx.execute(
        "UPDATE accounts SET must_change = ?2, enroll_reason = ?3, previous_method = ?4, previous_entry = ?5,
         put_off_at = ?6, epoch = ?7, disabled_at = ?8 WHERE id = ?1",
        params![
            account_id,
            must_change.as_ref().and_then(words::write),
            enroll_reason.as_ref().and_then(words::write),
            previous_method.as_ref().and_then(words::write),
            previous_entry,
            put_off_at.map(|at| at.0),
            epoch,
            disabled_at.map(|at| at.0),
        ],
    )?;
    Ok(())
}

/// Sets a new password (PHC string). What was proven with the old one proves nothing any more.
pub fn set_password(tx: &Transaction<'_>, account_id: &str, password_hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE accounts SET password_hash = ?2, must_change = NULL, epoch = epoch + 1 WHERE id = ?1",
        [account_id, password_hash],
    )?;
    Ok(())
}

/// Asks for a new password at the next sign-in, unless one is asked for already.
pub fn must_change(tx: &Transaction<'_>, account_id: &str, reason: PasswordChangeReason) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE accounts SET must_change = ?2 WHERE id = ?1 AND must_change IS NULL",
        params![account_id, words::write(&reason)],
    )?;
    Ok(())
}

/// Remembers the language (BCP 47) that the person reads.
pub fn set_language(tx: &Transaction<'_>, account_id: &str, language: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE accounts SET language = ?2 WHERE id = ?1", [account_id, language])?;
    Ok(())
}

/// The language that the person read last; `None` before the first sign-in.
pub fn language(tx: &Transaction<'_>, account_id: &str) -> Result<Option<String>, StoreError> {
    let found = tx.query_row("SELECT language FROM accounts WHERE id = ?1", [account_id], |row| row.get(0));
    Ok(found.optional()?.flatten())
}

/// Remembers that the person has put an optional enrolment off.
pub fn put_off(tx: &Transaction<'_>, account_id: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("UPDATE accounts SET put_off_at = ?2 WHERE id = ?1", params![account_id, now.0])?;
    Ok(())
}

/// Forgets why something had to be enrolled: it is done.
pub fn enrolled(tx: &Transaction<'_>, account_id: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE accounts SET enroll_reason = NULL, previous_method = NULL, previous_entry = NULL WHERE id = ?1",
        [account_id],
    )?;
    Ok(())
}
