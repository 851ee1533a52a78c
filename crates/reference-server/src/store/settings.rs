//! Settings that outlive the process, by name.

use rusqlite::{OptionalExtension, Transaction, params};

use super::error::StoreError;

pub fn get(tx: &Transaction<'_>, name: &str) -> Result<Option<String>, StoreError> {
    Ok(tx.query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| row.get(0)).optional()?)
}

pub fn set(tx: &Transaction<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    tx.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)", params![name, value])?;
    Ok(())
}
