//! `POST /flows`, `GET /flows/{id}`, `DELETE /flows/{id}`.

use auth_contract::{DeniedCode, Flow, FlowKind, ProblemCode, Secret, StartFlow, StepType};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State as Parts},
    response::{AppendHeaders, IntoResponse},
};
use contract_http::cookies;
use http::{HeaderMap, StatusCode, header};
use rusqlite::Transaction;

use super::load::{self, Browser};
use crate::{
    api::{
        failure::{Failure, Refusal},
        state::{Api, SharedApi},
    },
    base::entropy,
    domain::{
        identifier,
        oauth::{AuthorizationRequest, MAX_VERSION},
    },
    flow::{About, FlowRecord, IDLE_LIFETIME, Stage, State, ceremony, completion, table, update},
    store::{
        flows,
        requests::{self, Found},
        sessions,
    },
};

/// Longest text in a start that is kept, in bytes.
const MAX_TEXT: usize = 2048;

/// `POST /flows`: starts a flow and binds it to the browser.
pub async fn start(
    Parts(api): Parts<SharedApi>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, Failure> {
    let start: StartFlow = serde_json::from_slice(&body)
        .map_err(|_| Refusal::new(ProblemCode::BadRequest, "the body is not a StartFlow"))?;
    if start.kind == FlowKind::Unknown {
        return Err(Refusal::new(ProblemCode::BadRequest, "no such kind of flow").into());
    }
    let existing = cookies::read(&headers, cookies::FLOW).filter(|value| value.len() == 43);
    let cookie = Secret::new(existing.map_or_else(|| entropy::token(&*api.flow.entropy), Into::into));
    let browser = Browser { binding: load::binding(&api, cookie.expose()), ..Browser::of(&api, &headers) };

    let set_cookie = existing.is_none().then(|| (header::SET_COOKIE, cookies::set(cookies::FLOW, &cookie)));
    let parts = api.clone();
    let origin = api.origins.of_request(&headers);
    let flow = api.store.transact(move |tx| begin(&parts, tx, start, &browser, &origin)).await?;
    Ok((StatusCode::CREATED, AppendHeaders(set_cookie), Json(flow)))
}

/// `GET /flows/{id}`: the flow as it is now.
pub async fn resume(
    Parts(api): Parts<SharedApi>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Flow>, Failure> {
    let browser = Browser::of(&api, &headers);
    let _one_at_a_time = api.flow_locks.acquire(&id).await;
    let now = api.clock.now();
    let parts = api.clone();
    let flow = api.store.transact(move |tx| {
        let mut record = load::find(&parts, tx, &id, &browser)?;
        // A page that was reloaded may be newer than the one that could not go on: let it begin again.
        if record.about.state.stage == (Stage::Denied { code: DeniedCode::ClientOutdated }) {
            return Err(load::expired(tx, &record, now)?);
        }
        load::live(&parts, tx, &mut record, now)?;
        load::refresh_completed(&parts, tx, &mut record, now)?;
        Ok::<_, Failure>(load::present(&parts, tx, &record, now)?)
    });
    Ok(Json(flow.await?))
}

/// `DELETE /flows/{id}`: the person has left.
pub async fn abandon(
    Parts(api): Parts<SharedApi>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let browser = Browser::of(&api, &headers);
    let _one_at_a_time = api.flow_locks.acquire(&id).await;
    let parts = api.clone();
    api.store
        .transact(move |tx| {
            let record = load::find(&parts, tx, &id, &browser)?;
            flows::delete(tx, &record.id)?;
            Ok::<_, Failure>(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn begin(api: &Api, tx: &Transaction<'_>, start: StartFlow, browser: &Browser, origin: &str) -> Result<Flow, Failure> {
    let now = api.clock.now();
    let handle = start.authorization_request.filter(|handle| handle.len() <= MAX_TEXT);
    let request = match &handle {
        None => None,
        Some(handle) => Some(requests::get::<AuthorizationRequest>(tx, handle, now)?.ok_or_else(|| {
            Refusal::new(ProblemCode::RequestNotFound, "the authorization request is unknown or too old")
        })?),
    };
    let request = match request {
        Some(Found::Valid(request)) => Some(Ok(request)),
        Some(Found::Invalid) => Some(Err(DeniedCode::InvalidRequest)),
        Some(Found::Denied(code)) => return denied(api, tx, start.kind, code, browser),
        None => None,
    };
    let return_to = match start.return_to.map(|target| completion::allowed_return(origin, &target).ok_or(target)) {
        Some(Err(_)) => return denied(api, tx, start.kind, DeniedCode::InvalidRequest, browser),
        Some(Ok(target)) => Some(target),
        None if request.is_none() => completion::home_of_host(&api.flow, origin),
        None => None,
    };
    let is_supported = matches!(start.kind, FlowKind::SignIn | FlowKind::Recover);
    if !is_supported || matches!(request, Some(Err(_))) {
        return denied(api, tx, start.kind, DeniedCode::InvalidRequest, browser);
    }
    let request = request.and_then(Result::ok);
    let hint = start.login_hint.or_else(|| request.as_ref().and_then(|request| request.login_hint.clone()));
    let identifier = hint.as_deref().and_then(identifier::accepted).map(Into::into);
    // What the product itself says wins over what the address of the page says.
    let client = request.as_ref().and_then(|request| api.flow.clients.get(&request.client_id));
    let platform = client.map_or(start.client.platform, |client| client.platform);
    let version = request.as_ref().and_then(|request| request.app_version.clone()).or(start.client.version);
    let about = About {
        kind: start.kind,
        locale: start.locale.chars().take(35).collect(),
        platform,
        version: version.map(|version| version.chars().take(MAX_VERSION).collect()),
        supported_steps: start.supported_steps.into_iter().filter(|step| *step != StepType::Unknown).collect(),
        request: handle,
        return_to,
        state: match start.kind {
            FlowKind::Recover => State::recovering(identifier),
            _ => State::new(identifier),
        },
    };
    let mut record = new_record(api, about);
    record.about.state = update::entrance(&api.flow, tx, &record, record.about.state.clone(), now)?;

    // Somebody is signed in and the product does not insist: go on at once. For an app that still takes a press on
    // "Open the app", because another app could be imitating it (RFC 8252 section 8.6).
    let session = match &browser.session {
        Some(session) => sessions::by_fingerprint(tx, session, now)?,
        None => None,
    };
    if let (Some(session), Some(request)) = (session, &request)
        && request.is_content_with(&session, now)
        && record.about.kind == FlowKind::SignIn
        && record.about.state.stage == Stage::Identify
        && record.about.supported_steps.contains(&StepType::Complete)
    {
        let stage = match update::last(&api.flow, tx, &record, &session.account_id, Some(&session.id), now)? {
            Some(stage) => stage,
            None => completion::destination(&api.flow, tx, &record, &session, now)?,
        };
        record.about.state = State { account: Some(session.account_id), ..record.about.state }.at(stage);
    }
    record.about.state = table::drawable(record.about.state, &record.about.supported_steps);
    record.about.state = ceremony::prepared(&api.flow, tx, record.about.state)?;
    flows::insert(tx, &api.flow.vault, &record, &browser.binding)?;
    Ok(load::present(api, tx, &record, now)?)
}

fn denied(
    api: &Api,
    tx: &Transaction<'_>,
    kind: FlowKind,
    code: DeniedCode,
    browser: &Browser,
) -> Result<Flow, Failure> {
    let record = new_record(
        api,
        About {
            kind,
            locale: String::new(),
            platform: auth_contract::ClientPlatform::Web,
            version: None,
            supported_steps: Vec::new(),
            request: None,
            return_to: None,
            state: State::denied(code),
        },
    );
    flows::insert(tx, &api.flow.vault, &record, &browser.binding)?;
    Ok(load::present(api, tx, &record, api.clock.now())?)
}

fn new_record(api: &Api, about: About) -> FlowRecord {
    let now = api.clock.now();
    FlowRecord {
        id: entropy::id(&*api.flow.entropy, "fl"),
        revision: 1,
        started_at: now,
        expires_at: now.plus(IDLE_LIFETIME),
        about,
    }
}
