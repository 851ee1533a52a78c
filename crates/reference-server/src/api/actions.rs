//! `POST /flows/{id}/actions`.
//!
//! One transaction admits the action, a second carries it out. Between them lies what takes too long to hold the
//! database for: hashing a password, asking an identity provider. After them, if a code was made, its message goes out, and
//! a third transaction writes down what became of it. The flow's lock spans them all, and so does a task of its own: a
//! browser that hangs up in the middle leaves nothing half done.

mod checks;

use std::time::Duration;

use auth_contract::{Action, ActionRequest, Flow, IDEMPOTENCY_HEADER, Problem, ProblemCode, Secret, Timestamp};
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State as Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use rusqlite::Transaction;
use tracing::Instrument;

use super::{
    load::{self, Browser},
    problem::{self, Correlation},
};
use crate::{
    app::{App, SharedApp},
    base::vault::Fingerprint,
    cookies,
    flow::{
        FlowRecord, Stage, Verdict,
        facts::Facts,
        perform::{Outgoing, Performed, Refused, perform},
        table,
    },
    refusal::{Failure, Refusal},
    services::delivery::{self, DeliveryFailed},
    store::{
        answers::{self, Lookup, StoredAnswer},
        flows, sent_codes, sessions, trusted_devices,
    },
};
use checks::Check;

/// How long after the answer a message goes out that the answer must not tell of.
const UNNOTICED_AFTER: Duration = Duration::from_millis(300);

/// A request to act, as far as it can be judged without the flow.
struct Attempt {
    flow_id: String,
    request: ActionRequest,
    /// Key, and the image of the body: a password is in there, so a plain hash would be a gift to whoever reads the file.
    idempotency: Option<(String, Fingerprint)>,
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
    Parts(app): Parts<SharedApp>,
    Path(flow_id): Path<String>,
    Extension(correlation): Extension<Correlation>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let request: ActionRequest = serde_json::from_slice(&body)
        .map_err(|_| Refusal::new(ProblemCode::BadRequest, "the body is not an ActionRequest"))?;
    let key = idempotency_key(&headers)?;
    let attempt = Attempt {
        idempotency: key.map(|key| (key, app.flow.vault.fingerprint("action body", &body))),
        browser: Browser::of(&app, &headers),
        now: app.clock.now(),
        correlation,
        flow_id,
        request,
    };
    match tokio::spawn(answered(app, attempt).in_current_span()).await {
        Ok(answer) => Ok(respond(answer?)),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}

async fn answered(app: SharedApp, mut attempt: Attempt) -> Result<StoredAnswer, Failure> {
    let _one_at_a_time = app.flow_locks.acquire(&attempt.flow_id).await;
    // Whoever had to wait acts when it is their turn.
    attempt.now = app.clock.now();
    let parts = app.clone();
    let (attempt, admission) = app
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
        Some(check) => check.verdict(&app).await,
        None => Verdict::NotAsked,
    };

    let parts = app.clone();
    let carried_out = app.store.transact(move |tx| carry_out(&parts, tx, attempt, record, &verdict)).await?;
    let message = carried_out.performed.message;
    let delivered = match message {
        Some(Outgoing::Awaited(message)) => delivery::deliver(&app.delivery, message).await,
        _ => Ok(()),
    };
    let parts = app.clone();
    let (answer, problem) = app.store.transact(move |tx| conclude(&parts, tx, carried_out, delivered)).await?;
    if let Some(Outgoing::Silent(message)) = message {
        tokio::spawn(deliver_unnoticed(app.clone(), message).in_current_span());
    }
    // Here and not in the transaction: that runs on another thread, outside the request's span.
    problem.iter().for_each(problem::log);
    Ok(answer)
}

/// Sends what nobody may notice: later than this request can feel it, which would take longer for who has an account.
async fn deliver_unnoticed(app: SharedApp, message: i64) {
    tokio::time::sleep(UNNOTICED_AFTER).await;
    // The worker has logged it, and nobody else is to know.
    let _ = delivery::deliver(&app.delivery, message).await;
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(value) = headers.get(IDEMPOTENCY_HEADER) else { return Ok(None) };
    match value.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.into())),
        _ => Err(Refusal::new(ProblemCode::BadRequest, "the idempotency key is not 1 to 255 ASCII characters").into()),
    }
}

/// Decides whether the action may be carried out, in the order that tells a foreign browser the least.
fn admit(app: &App, tx: &Transaction<'_>, attempt: &Attempt) -> Result<Admission, Failure> {
    let now = attempt.now;
    let mut record = load::find(app, tx, &attempt.flow_id, &attempt.browser)?;
    if let Some((key, body)) = &attempt.idempotency {
        match answers::look_up(tx, &app.flow.vault, &attempt.flow_id, key, body)? {
            Lookup::Answered(answer) => return Ok(Admission::Answered(answer)),
            Lookup::OtherBody => {
                let title = "another request was made under this idempotency key";
                return Err(Refusal::new(ProblemCode::BadRequest, title).into());
            }
            Lookup::Fresh => {}
        }
    }
    load::live(app, tx, &mut record, now)?;
    if attempt.request.revision != record.revision {
        let title = "the flow has gone on since this revision";
        return Err(refused(app, tx, &record, Refusal::new(ProblemCode::RevisionConflict, title), now)?);
    }
    let facts = Facts::of_state(&app.flow, tx, &record.about.state, now)?;
    let action = &attempt.request.action;
    if !table::offered(&record.about.state, &facts).contains(&action.action_type()) {
        let refusal = not_offered(&record, action, &facts);
        return Err(refused(app, tx, &record, refusal, now)?);
    }
    let check = checks::of(app, tx, &record, action, &facts, &attempt.browser.origin, &attempt.correlation.0)?;
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
    app: &App,
    tx: &Transaction<'_>,
    attempt: Attempt,
    mut record: Box<FlowRecord>,
    verdict: &Verdict,
) -> Result<CarriedOut, Failure> {
    let Attempt { request, browser, now, .. } = &attempt;
    let bearer = browser.bearer();
    let performed = perform(&app.flow, tx, &mut record, &request.action, verdict, bearer, *now)?;
    flows::update(tx, &app.flow.vault, &record)?;
    Ok(CarriedOut { attempt, record, performed })
}

/// Writes down the answer, which is given again to whoever repeats the request.
fn conclude(
    app: &App,
    tx: &Transaction<'_>,
    done: CarriedOut,
    delivered: Result<(), DeliveryFailed>,
) -> Result<(StoredAnswer, Option<Problem>), Failure> {
    let CarriedOut { attempt: Attempt { request, correlation, idempotency, now, .. }, mut record, mut performed } =
        done;
    if let (Err(DeliveryFailed), Some(Outgoing::Awaited(message))) = (delivered, performed.message) {
        sent_codes::withdraw(tx, message)?;
        undeliverable(&mut record, &request.action, now);
        flows::update(tx, &app.flow.vault, &record)?;
        let code = ProblemCode::DeliveryFailed;
        performed.refused = Some(Refused { code, errors: Vec::new(), retry_at: None });
    }
    let flow = load::present(app, tx, &record, now)?;
    // These pass by themselves, so the same request may be made again later and must then be looked at anew.
    let passes = |refused: &Refused| matches!(refused.code, ProblemCode::Locked | ProblemCode::RateLimited);
    let passes = performed.refused.as_ref().is_some_and(passes);
    let (answer, problem) = answer(performed, flow, &correlation, now)?;
    if let (Some((key, body)), false) = (&idempotency, passes) {
        answers::store(tx, &app.flow.vault, &record.id, key, body, &answer)?;
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
        let body = serde_json::to_string(&flow).map_err(json)?;
        return Ok((StoredAnswer { status: 200, body, set_cookies, retry_after: None }, None));
    };
    let refusal = Refusal {
        errors: refused.errors,
        retry_at: refused.retry_at,
        ..Refusal::new(refused.code, "the action was not accepted").with_flow(flow)
    };
    let problem = problem::problem(refusal, correlation, now);
    let body = serde_json::to_string(&problem).map_err(json)?;
    let retry_after = problem::retry_after(&problem);
    Ok((StoredAnswer { status: problem.status, body, set_cookies, retry_after }, Some(problem)))
}

fn refused(
    app: &App,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    refusal: Refusal,
    now: Timestamp,
) -> Result<Failure, Failure> {
    Ok(refusal.with_flow(load::present(app, tx, record, now)?).into())
}

fn respond(answer: StoredAnswer) -> Response {
    let StoredAnswer { status, body, set_cookies, retry_after } = answer;
    let media_type = if status < 400 { "application/json" } else { problem::MEDIA_TYPE };
    let cookies = set_cookies.into_iter().map(|line| (header::SET_COOKIE, line));
    let retry_after = retry_after.map(|seconds| (header::RETRY_AFTER, seconds.to_string()));
    let more = AppendHeaders(cookies.chain(retry_after).collect::<Vec<_>>());
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, media_type)], more, body).into_response()
}
