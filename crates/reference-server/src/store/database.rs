//! The connection, its schema, and transactions.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::error::StoreError;

const FILE: &str = "portico.sqlite3";

const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("migrations/0001_first.sql")),
    M::up(include_str!("migrations/0002_factors.sql")).foreign_key_check(),
    M::up(include_str!("migrations/0003_federation.sql")),
    M::up(include_str!("migrations/0004_update_gate.sql")),
    M::up(include_str!("migrations/0005_accounts.sql")).foreign_key_check(),
    M::up(include_str!("migrations/0006_account_mail.sql")),
];

/// The database.
///
/// One connection behind a mutex, and no pool: SQLite has a single writer anyway, nearly every request writes, and a
/// transaction takes microseconds because password hashing happens outside.
#[derive(Clone)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
}

impl Store {
    /// Opens or creates the database in `folder` and brings its schema up to date.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let mut connection = Connection::open(folder.join(FILE))?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // An answer given must survive a power cut as well: an accepted TOTP step may not be accepted again.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "secure_delete", true)?;
        // A table that others refer to can only be rebuilt while nobody looks (SQLite, "Making Other Kinds Of Table
        // Schema Changes"); each such migration checks the references itself before it is kept.
        connection.pragma_update(None, "foreign_keys", false)?;
        Migrations::from_slice(MIGRATIONS).to_latest(&mut connection)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)) })
    }

    /// Runs `work` in one transaction on a blocking thread. It is kept when `work` answers `Ok`, undone otherwise.
    pub async fn transact<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        let store = self.clone();
        tokio::task::spawn_blocking(move || store.transact_blocking(work)).await.map_err(StoreError::from)?
    }

    /// [`Store::transact`] for callers that are not async (start-up, the command line).
    pub fn transact_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&Transaction<'_>) -> Result<T, E>,
    {
        // A panic in an earlier transaction has rolled it back; the connection itself is sound.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let value = work(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(value)
    }
}

/// Removes everything but the settings (development mode's reset).
pub fn erase(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch(
        "DELETE FROM flows; DELETE FROM authorization_requests; DELETE FROM sessions; DELETE FROM authorization_codes;
         DELETE FROM access_tokens; DELETE FROM accounts; DELETE FROM policies; DELETE FROM throttles;
         DELETE FROM rate_limits; DELETE FROM outbox; DELETE FROM sent_codes; DELETE FROM trusted_devices; DELETE FROM demo_attempts; DELETE FROM demo_sessions;
         DELETE FROM federation_answers;",
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use auth_contract::Method;

    use super::*;
    use crate::store::{accounts, authenticators, policies, recovery_codes};

    /// A person with an authenticator app must not be without one after an update.
    #[test]
    fn people_and_their_factors_survive_an_update() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let mut old = Connection::open(folder.path().join(FILE)).expect("a database");
        Migrations::from_slice(&MIGRATIONS[..1]).to_latest(&mut old).expect("the first schema");
        old.execute_batch(
            "INSERT INTO policies VALUES ('staff', 'required', 1800000000);
             INSERT INTO accounts VALUES ('ac_1', 'Kari', 'kari', 'Kari', '$argon2id$', 'staff', 1);
             INSERT INTO authenticators VALUES ('au_1', 'ac_1', 'totp', x'0102', 42, 2);
             INSERT INTO recovery_codes VALUES ('ac_1', x'03', NULL);",
        )
        .expect("a person of before");
        drop(old);

        let store = Store::open(folder.path()).expect("the update");
        let (policy, standing, factors, codes) = store
            .transact_blocking(|tx| {
                Ok::<_, StoreError>((
                    policies::get(tx, "staff")?,
                    accounts::standing(tx, "ac_1")?,
                    authenticators::of_account(tx, "ac_1")?,
                    recovery_codes::left(tx, "ac_1")?,
                ))
            })
            .expect("it reads");
        assert_eq!((policy.mfa, policy.methods), (policies::Mfa::Required, vec![Method::Totp]));
        assert_eq!((standing, codes), (accounts::Standing::default(), 1));
        assert_eq!((factors[0].method, &factors[0].sealed[..], factors[0].last_step), (Method::Totp, &[1, 2][..], 42));

        // References are looked at again: whoever goes takes everything along.
        let left = store.transact_blocking(|tx| {
            tx.execute("DELETE FROM accounts", [])?;
            Ok::<i64, StoreError>(tx.query_row("SELECT count(*) FROM authenticators", [], |row| row.get(0))?)
        });
        assert_eq!(left.expect("a count"), 0);
    }
}
