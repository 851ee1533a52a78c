//! `POST /flows/{id}/actions`.
//!
//! Two transactions: one admits the action, one carries it out and stores the answer. Between them lies the password
//! hash, which takes too long to hold the database for. The flow's lock spans both.

use auth_contract::{Action, ActionRequest, Flow, IDEMPOTENCY_HEADER, Problem, ProblemCode, Secret, Timestamp};
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State as Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use rusqlite::Transaction;

use super::{
    load::{self, Browser},
    problem::{self, Correlation},
};
use crate::{
    app::App,
    app::SharedApp,
    cookies,
    flow::{
        FlowRecord, Stage,
        facts::Facts,
        perform::{self, Performed, Verdict, perform},
        table,
    },
    refusal::{Failure, Refusal},
    store::{
        accounts,
        answers::{self, Lookup, StoredAnswer},
        flows, sessions, throttles,
    },
    throttle,
    vault::Fingerprint,
};

/// A request to act, as far as it can be judged without the flow.
struct Attempt {
    flow_id: String,
    request: ActionRequest,
    /// Key, and the image of the body: a password is in there, so a plain hash would be a gift to whoever reads the file.
    idempotency: Option<(String, Fingerprint)>,
    browser: Browser,
    now: Timestamp,
}

enum Admission {
    Answered(StoredAnswer),
    Admitted { record: Box<FlowRecord>, check: Option<PasswordCheck> },
}

/// A password to verify, against whom.
struct PasswordCheck {
    password: Secret,
    /// Account and stored hash of whoever has the identifier.
    candidate: Option<(String, String)>,
    locked_until: Option<Timestamp>,
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
        idempotency: key.map(|key| (key, app.vault.fingerprint("action body", &body))),
        browser: Browser::of(&app, &headers),
        now: app.clock.now(),
        flow_id,
        request,
    };
    let _one_at_a_time = app.flow_locks.acquire(&attempt.flow_id).await;

    let parts = app.clone();
    let (attempt, admission) = app
        .store
        .transact(move |tx| {
            let admission = admit(&parts, tx, &attempt)?;
            Ok::<_, Failure>((attempt, admission))
        })
        .await?;
    let (record, check) = match admission {
        Admission::Answered(answer) => return Ok(respond(answer)),
        Admission::Admitted { record, check } => (record, check),
    };
    let verdict = verify(&app, check).await;

    let parts = app.clone();
    let (answer, problem) =
        app.store.transact(move |tx| carry_out(&parts, tx, &attempt, record, &verdict, &correlation)).await?;
    // Here and not in the transaction: that runs on another thread, outside the request's span.
    problem.iter().for_each(problem::log);
    Ok(respond(answer))
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
        match answers::look_up(tx, &app.vault, &attempt.flow_id, key, body)? {
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
    let facts = Facts::of_state(tx, &record.about.state, now)?;
    let action = &attempt.request.action;
    if !table::offered(&record.about.state, &facts).contains(&action.action_type()) {
        let refusal = not_offered(&record, action, &facts);
        return Err(refused(app, tx, &record, refusal, now)?);
    }
    let check = match action {
        Action::Identify { identifier, password: Some(password) } => Some((identifier.as_str(), password)),
        Action::SubmitPassword { password, .. } => {
            Some((record.about.state.identifier.as_deref().unwrap_or_default(), password))
        }
        _ => None,
    };
    let check = check.map(|(identifier, password)| reserve(app, tx, identifier, password, now)).transpose()?;
    Ok(Admission::Admitted { record: Box::new(record), check })
}

fn not_offered(record: &FlowRecord, action: &Action, facts: &Facts) -> Refusal {
    let was_skippable = matches!(record.about.state.stage, Stage::MfaEnrollSelect)
        && facts.policy.skippable_until.is_some_and(|until| until <= facts.now);
    match action {
        Action::Skip if was_skippable => Refusal::new(ProblemCode::SkipExpired, "this can no longer be skipped"),
        _ => Refusal::new(ProblemCode::ActionNotAllowed, "the flow does not offer this action"),
    }
}

/// Counts the attempt before the password is looked at, so that a thousand at once are a thousand attempts. One that
/// turns out right is forgiven with all before it.
fn reserve(
    app: &App,
    tx: &Transaction<'_>,
    identifier: &str,
    password: &Secret,
    now: Timestamp,
) -> Result<PasswordCheck, Failure> {
    let subject = perform::password_throttle(app, identifier);
    let throttle = throttles::get(tx, &subject)?;
    let locked_until = throttle.locked(now);
    if locked_until.is_none() {
        throttles::set(tx, &subject, throttle.after_failure(now, throttle::PASSWORDS))?;
    }
    let candidate = match accounts::by_identifier(tx, identifier)? {
        Some(account) => {
            let hash = accounts::password_hash(tx, &account.id)?;
            Some((account.id, hash))
        }
        None => None,
    };
    Ok(PasswordCheck { password: password.clone(), candidate, locked_until })
}

/// Verifies even when the answer is known already: the time it takes must not tell who exists or is locked.
async fn verify(app: &App, check: Option<PasswordCheck>) -> Verdict {
    let Some(PasswordCheck { password, candidate, locked_until }) = check else { return Verdict::NotAsked };
    let (account, hash) = candidate.unzip();
    let is_right = app.passwords.verify(password, hash).await;
    match (locked_until, account) {
        (Some(at), _) => Verdict::LockedUntil(at),
        (None, Some(account)) if is_right => Verdict::Accepted { account },
        _ => Verdict::Wrong,
    }
}

fn carry_out(
    app: &App,
    tx: &Transaction<'_>,
    attempt: &Attempt,
    mut record: Box<FlowRecord>,
    verdict: &Verdict,
    correlation: &Correlation,
) -> Result<(StoredAnswer, Option<Problem>), Failure> {
    let Attempt { request, browser, now, .. } = attempt;
    let performed = perform(app, tx, &mut record, &request.action, verdict, browser.session.as_ref(), *now)?;
    flows::update(tx, &app.vault, &record)?;
    let flow = load::present(app, tx, &record, *now)?;
    let is_locked = performed.refused.as_ref().is_some_and(|refused| refused.code == ProblemCode::Locked);
    let (answer, problem) = answer(performed, flow, correlation, *now)?;
    // `locked` passes by itself, so the same request may be made again later and must then be looked at anew.
    if let (Some((key, body)), false) = (&attempt.idempotency, is_locked) {
        answers::store(tx, &app.vault, &record.id, key, body, &answer)?;
    }
    Ok((answer, problem))
}

fn answer(
    performed: Performed,
    flow: Flow,
    correlation: &Correlation,
    now: Timestamp,
) -> Result<(StoredAnswer, Option<Problem>), Failure> {
    let set_cookies =
        performed.session.iter().map(|value| cookies::set_for(cookies::SESSION, value, sessions::LIFETIME));
    let set_cookies = set_cookies.collect();
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
