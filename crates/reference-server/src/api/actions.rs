//! `POST /flows/{id}/actions`.
//!
//! One transaction admits the action, a second carries it out. Between them lies what takes too long to hold the
//! database for: hashing a password, asking an identity provider. After them, if a code was made, its message goes out, and
//! a third transaction writes down what became of it. The flow's lock spans them all, and so does a task of its own: a
//! browser that hangs up in the middle leaves nothing half done.

mod checks;

use std::time::Duration;

use auth_contract::{Action, ActionRequest, Flow, Problem, ProblemCode, Secret, Timestamp};
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State as Parts},
    response::{IntoResponse, Response},
};
use contract_http::{
    Correlation, cookies,
    idempotency::{self, RequestKey, StoredAnswer},
    problem,
};
use http::HeaderMap;
use rusqlite::Transaction;
use tracing::Instrument;

use super::{
    answers::Answers,
    load::{self, Browser},
};
use crate::{
    api::{
        failure::{Failure, Refusal},
        state::{Api, SharedApi},
    },
    flow::{
        FlowRecord, Stage, Verdict,
        facts::Facts,
        perform::{Outgoing, Performed, Refused, perform},
        table,
    },
    services::delivery::{self, DeliveryFailed},
    store::{flows, sent_codes, sessions, trusted_devices},
};
use checks::Check;

/// How long after the answer a message goes out that the answer must not tell of.
const UNNOTICED_AFTER: Duration = Duration::from_millis(300);

/// A request to act, as far as it can be judged without the flow.
struct Attempt {
    flow_id: String,
    request: ActionRequest,
    idempotency: Option<RequestKey>,
    browser: Browser,
    correlation: Correlation,
    now: Timestamp,
}

enum Admission {
    Answered(StoredAnswer),
    Admitted { record: Box<FlowRecord>, check: Option<Check> },
}

/// An action that was carried out, and whose answer waits for its message.
struct CarriedOut {
    attempt: Attempt,
    record: Box<FlowRecord>,
    performed: Performed,
}

pub async fn act(
    Parts(api): Parts<SharedApi>,
    Path(flow_id): Path<String>,
    Extension(correlation): Extension<Correlation>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let request: ActionRequest = serde_json::from_slice(&body)
        .map_err(|_| Refusal::new(ProblemCode::BadRequest, "the body is not an ActionRequest"))?;
    let request_key = |key| {
        let body = api.flow.vault.fingerprint("action body", &body);
        RequestKey { flow_id: flow_id.clone(), key, body }
    };
    let attempt = Attempt {
        idempotency: idempotency::key_of::<Failure>(&headers)?.map(request_key),
        browser: Browser::of(&api, &headers),
        now: api.clock.now(),
        correlation,
        flow_id,
        request,
    };
    match tokio::spawn(answered(api, attempt).in_current_span()).await {
        Ok(answer) => Ok(answer?.into_response()),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}

async fn answered(api: SharedApi, mut attempt: Attempt) -> Result<StoredAnswer, Failure> {
    let _one_at_a_time = api.flow_locks.acquire(&attempt.flow_id).await;
    // Whoever had to wait acts when it is their turn.
    attempt.now = api.clock.now();
    let parts = api.clone();
    let (attempt, admission) = api
        .store
        .transact(move |tx| {
            let admission = admit(&parts, tx, &attempt)?;
            Ok::<_, Failure>((attempt, admission))
        })
        .await?;
    let (record, check) = match admission {
        Admission::Answered(answer) => return Ok(answer),
        Admission::Admitted { record, check } => (record, check),
    };
    let verdict = match check {
        Some(check) => check.verdict(&api).await,
        None => Verdict::NotAsked,
    };

    let parts = api.clone();
    let carried_out = api.store.transact(move |tx| carry_out(&parts, tx, attempt, record, &verdict)).await?;
    let message = carried_out.performed.message;
    let delivered = match message {
        Some(Outgoing::Awaited(message)) => delivery::deliver(&api.delivery, message).await,
        _ => Ok(()),
    };
    let parts = api.clone();
    let (answer, problem) = api.store.transact(move |tx| conclude(&parts, tx, carried_out, delivered)).await?;
    if let Some(Outgoing::Silent(message)) = message {
        tokio::spawn(deliver_unnoticed(api.clone(), message).in_current_span());
    }
    // Here and not in the transaction: that runs on another thread, outside the request's span.
    problem.iter().for_each(problem::log);
    Ok(answer)
}

/// Sends what nobody may notice: later than this request can feel it, which would take longer for who has an account.
async fn deliver_unnoticed(api: SharedApi, message: i64) {
    tokio::time::sleep(UNNOTICED_AFTER).await;
    // The worker has logged it, and nobody else is to know.
    let _ = delivery::deliver(&api.delivery, message).await;
}

/// Decides whether the action may be carried out, in the order that tells a foreign browser the least.
fn admit(api: &Api, tx: &Transaction<'_>, attempt: &Attempt) -> Result<Admission, Failure> {
    let now = attempt.now;
    let mut record = load::find(api, tx, &attempt.flow_id, &attempt.browser)?;
    if let Some(request) = &attempt.idempotency
        && let Some(answer) = idempotency::replay::<_, Failure>(&Answers { tx, vault: &api.flow.vault }, request)?
    {
        return Ok(Admission::Answered(answer));
    }
    load::live(api, tx, &mut record, now)?;
    if attempt.request.revision != record.revision {
        let title = "the flow has gone on since this revision";
        return Err(refused(api, tx, &record, Refusal::new(ProblemCode::RevisionConflict, title), now)?);
    }
    let facts = Facts::of_state(&api.flow, tx, &record.about.state, now)?;
    let action = &attempt.request.action;
    if !table::offered(&record.about.state, &facts).contains(&action.action_type()) {
        let refusal = not_offered(&record, action, &facts);
        return Err(refused(api, tx, &record, refusal, now)?);
    }
    let check = checks::of(api, tx, &record, action, &facts, &attempt.browser.origin, &attempt.correlation.0)?;
    Ok(Admission::Admitted { record: Box::new(record), check })
}

fn not_offered(record: &FlowRecord, action: &Action, facts: &Facts) -> Refusal {
    let was_skippable = matches!(record.about.state.stage, Stage::MfaEnrollSelect)
        && facts.policy.skippable_until.is_some_and(|until| until <= facts.now);
    let was_skippable =
        was_skippable || matches!(&record.about.state.stage, Stage::AppUpdate { update, .. } if update.blocking);
    match action {
        Action::Skip if was_skippable => Refusal::new(ProblemCode::SkipExpired, "this can no longer be skipped"),
        _ => Refusal::new(ProblemCode::ActionNotAllowed, "the flow does not offer this action"),
    }
}

fn carry_out(
    api: &Api,
    tx: &Transaction<'_>,
    attempt: Attempt,
    mut record: Box<FlowRecord>,
    verdict: &Verdict,
) -> Result<CarriedOut, Failure> {
    let Attempt { request, browser, now, .. } = &attempt;
    let bearer = browser.bearer();
    let performed = perform(&api.flow, tx, &mut record, &request.action, verdict, bearer, *now)?;
    flows::update(tx, &api.flow.vault, &record)?;
    Ok(CarriedOut { attempt, record, performed })
}

/// Writes down the answer, which is given again to whoever repeats the request.
fn conclude(
    api: &Api,
    tx: &Transaction<'_>,
    done: CarriedOut,
    delivered: Result<(), DeliveryFailed>,
) -> Result<(StoredAnswer, Option<Problem>), Failure> {
    let CarriedOut { attempt: Attempt { request, correlation, idempotency, now, .. }, mut record, mut performed } =
        done;
    if let (Err(DeliveryFailed), Some(Outgoing::Awaited(message))) = (delivered, performed.message) {
        sent_codes::withdraw(tx, message)?;
        undeliverable(&mut record, &request.action, now);
        flows::update(tx, &api.flow.vault, &record)?;
        let code = ProblemCode::DeliveryFailed;
        performed.refused = Some(Refused { code, errors: Vec::new(), retry_at: None });
    }
    let flow = load::present(api, tx, &record, now)?;
    let (answer, problem) = answer(performed, flow, &correlation, now)?;
    if let Some(request) = &idempotency {
        let refused = problem.as_ref().map(|problem| problem.code);
        idempotency::keep(&Answers { tx, vault: &api.flow.vault }, request, &answer, refused)?;
    }
    Ok((answer, problem))
}

/// Nothing was sent, so nothing says that it was; and a destination that nothing reaches is asked for again.
fn undeliverable(record: &mut FlowRecord, action: &Action, now: Timestamp) {
    let mut state = record.about.state.clone();
    state.notice = None;
    if let (Action::SetDestination { .. }, Stage::OtpEnroll { method, .. }) = (action, &state.stage) {
        let method = *method;
        state = state.at(Stage::OtpDestination { method });
    }
    if state != record.about.state {
        record.about.state = state;
        record.changed(now);
    }
}

fn answer(
    performed: Performed,
    flow: Flow,
    correlation: &Correlation,
    now: Timestamp,
) -> Result<(StoredAnswer, Option<Problem>), Failure> {
    let cookie = |name, value: &Option<Secret>, seconds| {
        value.iter().map(move |it| cookies::set_for(name, it, seconds)).collect::<Vec<_>>()
    };
    let set_cookies = [
        cookie(cookies::SESSION, &performed.session, sessions::LIFETIME),
        cookie(cookies::DEVICE, &performed.device, trusted_devices::LIFETIME),
    ]
    .concat();
    let json = |error| Failure::Store(crate::store::StoreError::Json(error));
    let Some(refused) = performed.refused else {
        return Ok((StoredAnswer::of_flow(&flow, set_cookies).map_err(json)?, None));
    };
    let refusal = Refusal {
        errors: refused.errors,
        retry_at: refused.retry_at,
        ..Refusal::new(refused.code, "the action was not accepted").with_flow(flow)
    };
    let problem = problem::problem(refusal, correlation, now);
    Ok((StoredAnswer::of_problem(&problem, set_cookies).map_err(json)?, Some(problem)))
}

fn refused(
    api: &Api,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    refusal: Refusal,
    now: Timestamp,
) -> Result<Failure, Failure> {
    Ok(refusal.with_flow(load::present(api, tx, record, now)?).into())
}
