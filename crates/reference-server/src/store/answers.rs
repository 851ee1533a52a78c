//! Answers that are given again to the same idempotency key. They may hold a TOTP seed, recovery codes or a session
//! cookie, so they are sealed.

use contract_http::idempotency::{AnswerStore, Lookup, RequestKey, StoredAnswer};
use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;
use crate::vault::{Fingerprint, Vault};

/// The answers, as one transaction sees them.
pub struct Answers<'a> {
    pub tx: &'a Transaction<'a>,
    pub vault: &'a Vault,
}

fn context(request: &RequestKey) -> String {
    format!("answer {} {}", request.flow_id, request.key)
}

impl AnswerStore for Answers<'_> {
    type Error = StoreError;

    fn look_up(&self, request: &RequestKey) -> Result<Lookup, StoreError> {
        let row = self
            .tx
            .query_row(
                "SELECT body_fingerprint, sealed_answer FROM stored_answers WHERE flow_id = ?1 AND idempotency_key = ?2",
                [&request.flow_id, &request.key],
                |row| Ok((row.get::<_, Fingerprint>(0)?, row.get::<_, Vec<u8>>(1)?)),
            )
            .optional()?;
        Ok(match row {
            None => Lookup::Fresh,
            Some((stored, _)) if stored != request.body => Lookup::OtherBody,
            Some((_, sealed)) => {
                Lookup::Answered(serde_json::from_slice(&self.vault.unseal(&context(request), &sealed)?)?)
            }
        })
    }

    fn store(&self, request: &RequestKey, answer: &StoredAnswer) -> Result<(), StoreError> {
        let sealed = self.vault.seal(&context(request), &serde_json::to_vec(answer)?);
        let RequestKey { flow_id, key, body } = request;
        self.tx.execute("INSERT INTO stored_answers VALUES (?1, ?2, ?3, ?4)", params![flow_id, key, body, sealed])?;
        Ok(())
    }
}

/// Destroys every stored answer of a flow: once the recovery codes are kept, no copy of them stays here. A repeated
/// older key then meets `revision_conflict` with the flow as it is.
pub fn forget(tx: &Transaction<'_>, flow_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM stored_answers WHERE flow_id = ?1", [flow_id])?;
    Ok(())
}
