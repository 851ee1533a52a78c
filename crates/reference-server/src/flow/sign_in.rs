//! Ends a flow in which everything was proven.

use auth_contract::{Secret, StepType, Timestamp};
use rusqlite::Transaction;

use super::{completion, context::Context, record::FlowRecord, state::State, table, update};
use crate::{base::vault::Fingerprint, store::StoreError};

/// The end of everything that was owed: the flow is completed, unless the page cannot show that or the program is too old.
/// Answers the new session cookie's value when the person is signed in.
pub fn finish(
    context: &Context,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    state: State,
    previous_session: Option<&Fingerprint>,
    now: Timestamp,
) -> Result<Option<Secret>, StoreError> {
    let supported = &record.about.supported_steps;
    // Nobody is signed in by a page that cannot carry them on.
    if !supported.contains(&StepType::Complete) {
        record.about.state = table::outdated(state);
        return Ok(None);
    }
    if let Some(stage) = update::last(context, tx, record, state.account.as_deref().unwrap_or_default(), None, now)? {
        record.about.state = table::drawable(state.at(stage), supported);
        return Ok(None);
    }
    completion::complete(context, tx, record, state, previous_session, now).map(Some)
}
