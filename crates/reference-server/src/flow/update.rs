//! The update gate in a sign-in.
//!
//! What stops everybody comes before anything is typed. What depends on the person, and what only asks, comes last: nobody
//! learns from it who exists, and nobody types a password into a program that has to go.

use auth_contract::{StepType, Timestamp};
use rusqlite::Transaction;

use super::{
    completion,
    context::Context,
    facts::Facts,
    pending_request,
    record::FlowRecord,
    state::{Stage, State},
    table::{self, Event, Next},
};
use crate::{
    domain::update_gate::{Person, Program, Update},
    store::{StoreError, accounts, sessions, updates_put_off},
};

/// What the program that has begun this flow is to be told, for everybody or for one account.
fn judged(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    account: Option<&str>,
    now: Timestamp,
) -> Result<Option<Update>, StoreError> {
    let pending = pending_request::of(context, tx, record, now)?;
    let program = Program {
        platform: record.about.platform,
        client: pending.as_ref().map(|(client, _)| client.id.as_str()),
        version: record.about.version.as_deref(),
    };
    let account = match account {
        Some(id) => accounts::by_id(tx, id)?,
        None => None,
    };
    let person = account.as_ref().map(|account| Person { account: &account.id, role: &account.role });
    Ok(context.gate.judge(&program, person.as_ref(), now))
}

/// `state`, at a first step; at the wall instead when the program is stopped for everybody.
pub fn entrance(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    state: State,
    now: Timestamp,
) -> Result<State, StoreError> {
    if !matches!(state.stage, Stage::Identify | Stage::PasswordResetRequest) {
        return Ok(state);
    }
    Ok(match judged(context, tx, record, None, now)? {
        Some(update) if update.blocking => state.at(Stage::AppUpdate { update, session_id: None }),
        _ => state,
    })
}

/// The stage that stands between `account` and its sign-in, if one does. `session_id`: the session that this browser
/// has, when nothing else was left to prove.
pub fn last(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    account: &str,
    session_id: Option<&str>,
    now: Timestamp,
) -> Result<Option<Stage>, StoreError> {
    let Some(update) = judged(context, tx, record, Some(account), now)? else { return Ok(None) };
    let can_wait = !update.blocking
        && (!record.about.supported_steps.contains(&StepType::AppUpdate)
            || updates_put_off::counts(tx, account, &update.to_string(), now)?);
    Ok((!can_wait).then(|| Stage::AppUpdate { update, session_id: session_id.map(Into::into) }))
}

/// The state with what its program is to be told now: the date may have come while the person was reading. An update that
/// nobody asks for any more stays on the screen until it is acted on.
pub fn refreshed(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    state: State,
    now: Timestamp,
) -> Result<State, StoreError> {
    let Stage::AppUpdate { session_id, .. } = &state.stage else { return Ok(state) };
    Ok(match judged(context, tx, record, state.account.as_deref(), now)? {
        Some(update) => {
            let session_id = session_id.clone();
            State { stage: Stage::AppUpdate { update, session_id }, ..state }
        }
        None => state,
    })
}

/// On without the update, for a day.
pub fn put_off(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    state: State,
    facts: &Facts,
    now: Timestamp,
) -> Result<Next, StoreError> {
    let Stage::AppUpdate { update, session_id } = &state.stage else { return Ok(Next::At(state)) };
    if let Some(account) = &state.account {
        updates_put_off::remember(tx, account, &update.to_string(), now)?;
    }
    let Some(session_id) = session_id else { return Ok(table::advance(state, Event::Skipped, facts)) };
    Ok(Next::At(match sessions::by_id(tx, session_id, now)? {
        Some(session) => {
            let end = completion::destination(context, tx, record, &session, now)?;
            state.at(end)
        }
        None => state.unproven(Stage::Identify),
    }))
}
