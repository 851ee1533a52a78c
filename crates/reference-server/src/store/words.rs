//! Enums of the contract in text columns, spelled as on the wire.

use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};
use serde::{Serialize, de::DeserializeOwned};

/// The word to store.
pub fn write<T: Serialize>(word: &T) -> Option<String> {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => Some(text),
        _ => None,
    }
}

/// The word that was stored.
pub fn read<T: DeserializeOwned>(text: &str) -> FromSqlResult<T> {
    serde_json::from_value(serde_json::Value::String(text.into())).map_err(|error| FromSqlError::Other(error.into()))
}

/// A column that may be empty, for [`rusqlite::Row::get`].
pub struct Word<T>(pub Option<T>);

impl<T: DeserializeOwned> rusqlite::types::FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str_or_null()?.map(read).transpose().map(Self)
    }
}
