//! Answers for repeated actions, as `contract-http` asks for them.

use contract_http::idempotency::{AnswerStore, Lookup, RequestKey, StoredAnswer};
use rusqlite::Transaction;

use crate::{
    base::vault::Vault,
    store::{StoreError, answers},
};

/// The answers, as one transaction sees them.
pub struct Answers<'a> {
    pub tx: &'a Transaction<'a>,
    pub vault: &'a Vault,
}

impl AnswerStore for Answers<'_> {
    type Error = StoreError;

    fn look_up(&self, request: &RequestKey) -> Result<Lookup, StoreError> {
        let found = answers::find(self.tx, self.vault, &request.flow_id, &request.key, &request.body)?;
        Ok(match found {
            None => Lookup::Fresh,
            Some(None) => Lookup::OtherBody,
            Some(Some(answer)) => Lookup::Answered(answer),
        })
    }

    fn store(&self, request: &RequestKey, answer: &StoredAnswer) -> Result<(), StoreError> {
        answers::insert(self.tx, self.vault, &request.flow_id, &request.key, &request.body, answer)
    }
}
