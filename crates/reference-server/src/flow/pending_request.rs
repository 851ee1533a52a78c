//! The authorization request that waits for a flow.

use auth_contract::Timestamp;
use rusqlite::Transaction;

use super::{context::Context, record::FlowRecord};
use crate::{
    domain::oauth::{AuthorizationRequest, Client},
    store::{
        StoreError,
        requests::{self, Found},
    },
};

/// The authorization request that waits for this flow, and its client.
pub fn of<'a>(
    context: &'a Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    now: Timestamp,
) -> Result<Option<(&'a Client, AuthorizationRequest)>, StoreError> {
    let Some(handle) = &record.about.request else { return Ok(None) };
    let Some(Found::Valid(request)) = requests::get::<AuthorizationRequest>(tx, handle, now)? else { return Ok(None) };
    Ok(context.clients.get(&request.client_id).map(|client| (client, request)))
}
