//! Where the update gate stands in a sign-in.
//!
//! What stops everybody comes before anything is typed. What depends on the person, and what only asks, comes last: nobody
//! learns from it who exists, and nobody types a password into a program that has to go.

use auth_contract::{StepType, Timestamp};
use rusqlite::Transaction;

use super::{
    FlowRecord, Stage, State,
    facts::Facts,
    sign_in,
    table::{self, Event, Next},
};
use crate::{
    app::App,
    gate::{Person, Program, Update},
    store::{StoreError, accounts, sessions, updates_put_off},
};

/// What the program that has begun this flow is to be told, for everybody or for one account.
fn judged(
    app: &App,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    account: Option<&str>,
    now: Timestamp,
) -> Result<Option<Update>, StoreError> {
    let pending = sign_in::pending(app, tx, record, now)?;
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
    Ok(app.gate.judge(&program, person.as_ref(), now))
}

/// `state`, at a first step; at the wall instead when the program is stopped for everybody.
pub fn entrance(
    app: &App,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    state: State,
    now: Timestamp,
) -> Result<State, StoreError> {
    if !matches!(state.stage, Stage::Identify | Stage::PasswordResetRequest) {
        return Ok(state);
    }
    Ok(match judged(app, tx, record, None, now)? {
        Some(update) if update.blocking => state.at(Stage::AppUpdate { update, session_id: None }),
        _ => state,
    })
}

/// The stage that stands between `account` and its sign-in, if one does. `session_id`: the session that this browser
/// has, when nothing else was left to prove.
pub fn last(
    app: &App,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    account: &str,
    session_id: Option<&str>,
    now: Timestamp,
) -> Result<Option<Stage>, StoreError> {
    let Some(update) = judged(app, tx, record, Some(account), now)? else { return Ok(None) };
    let can_wait = !update.blocking
        && (!record.about.supported_steps.contains(&StepType::AppUpdate)
            || updates_put_off::counts(tx, account, &update.to_string(), now)?);
    Ok((!can_wait).then(|| Stage::AppUpdate { update, session_id: session_id.map(Into::into) }))
}

/// The state with what its program is to be told now: the date may have come while the person was reading. An update that
/// nobody asks for any more stays on the screen until it is acted on.
pub fn refreshed(
    app: &App,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    state: State,
    now: Timestamp,
) -> Result<State, StoreError> {
    let Stage::AppUpdate { session_id, .. } = &state.stage else { return Ok(state) };
    Ok(match judged(app, tx, record, state.account.as_deref(), now)? {
        Some(update) => {
            let session_id = session_id.clone();
            State { stage: Stage::AppUpdate { update, session_id }, ..state }
        }
        None => state,
    })
}

/// On without the update, for a day.
pub fn put_off(
    app: &App,
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
            let end = sign_in::destination(app, tx, record, &session, now)?;
            state.at(end)
        }
        None => state.unproven(Stage::Identify),
    }))
}
