//! The errors of the store.

use crate::base::vault::Unopenable;

/// Why stored data could not be read or written. None of these is the caller's fault.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("migration: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Unopenable(#[from] Unopenable),
    #[error("database task: {0}")]
    Task(#[from] tokio::task::JoinError),
}
