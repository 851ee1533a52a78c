//! Loads the flow of a request, brought up to date.

use auth_contract::{Flow, ProblemCode, Restart, Timestamp};
use contract_http::cookies;
use http::{HeaderMap, header};
use rusqlite::Transaction;

use crate::{
    api::{
        failure::{Failure, Refusal},
        state::Api,
    },
    base::vault::Fingerprint,
    domain::{messages::Agent, oauth::AuthorizationRequest},
    flow::{
        FlowRecord, Stage, State, ceremony, completion, cookie_fingerprint,
        facts::Facts,
        pending_request, perform, table, update,
        view::{self, Surroundings},
    },
    store::{StoreError, flows, requests, sessions},
};

/// What a request says about the browser it comes from.
#[derive(Clone)]
pub struct Browser {
    /// The image of its flow cookie; nobody's when it has none.
    pub binding: Fingerprint,
    /// The image of its session cookie.
    pub session: Option<Fingerprint>,
    /// The image of its device cookie.
    pub device: Option<Fingerprint>,
    /// The origin at which it sees this server, and which has these cookies.
    pub origin: String,
    /// What it says that it is.
    pub agent: Agent,
}

impl Browser {
    pub fn of(api: &Api, headers: &HeaderMap) -> Self {
        Self {
            binding: binding(api, cookies::read(headers, cookies::FLOW).unwrap_or_default()),
            session: cookies::read(headers, cookies::SESSION)
                .map(|value| cookie_fingerprint::session(&api.flow.vault, value)),
            device: cookies::read(headers, cookies::DEVICE)
                .map(|value| cookie_fingerprint::device(&api.flow.vault, value)),
            origin: api.origins.of_request(headers),
            agent: Agent::of(headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default()),
        }
    }

    pub fn bearer(&self) -> perform::Bearer<'_> {
        perform::Bearer { session: self.session.as_ref(), device: self.device.as_ref(), agent: &self.agent }
    }
}

/// The image under which a flow cookie is stored.
pub fn binding(api: &Api, cookie: &str) -> Fingerprint {
    cookie_fingerprint::flow(&api.flow.vault, cookie)
}

/// The flow `id` of this browser, whatever its state.
pub fn find(api: &Api, tx: &Transaction<'_>, id: &str, browser: &Browser) -> Result<FlowRecord, Failure> {
    flows::get(tx, &api.flow.vault, id, &browser.binding)?
        .ok_or_else(|| Refusal::new(ProblemCode::FlowNotFound, "no such flow in this browser").into())
}

/// Brings a found flow up to date with what happened outside it; refuses it when it is over.
pub fn live(api: &Api, tx: &Transaction<'_>, record: &mut FlowRecord, now: Timestamp) -> Result<(), Failure> {
    if record.has_expired(now) {
        return Err(expired(tx, record, now)?);
    }
    let facts = Facts::of_state(&api.flow, tx, &record.about.state, now)?;
    let state = table::reconciled(record.about.state.clone(), &facts);
    let state = update::refreshed(&api.flow, tx, record, state, now)?;
    let state = table::drawable(state, &record.about.supported_steps);
    let state = ceremony::prepared(&api.flow, tx, state)?;
    if state != record.about.state {
        record.about.state = state;
        record.changed(now);
        flows::update(tx, &api.flow.vault, record)?;
    }
    Ok(())
}

/// Renews the authorization code of a completed flow that is looked at again (reload, browser Back): a used code would
/// revoke the product's tokens. Without the session that the flow has made, it is over.
pub fn refresh_completed(
    api: &Api,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    now: Timestamp,
) -> Result<(), Failure> {
    let Stage::Complete { session_id, code, .. } = &record.about.state.stage else { return Ok(()) };
    let Some(session) = sessions::by_id(tx, session_id, now)? else {
        return Err(expired(tx, record, now)?);
    };
    let Some(code) = code else { return Ok(()) };
    if completion::needs_fresh_code(&api.flow, tx, code, now)? {
        let stage = completion::destination(&api.flow, tx, record, &session, now)?;
        record.about.state = State { stage, ..record.about.state.clone() };
        record.revision += 1;
        flows::update(tx, &api.flow.vault, record)?;
    }
    Ok(())
}

/// `flow_expired`, with what a new flow needs to go to the same place.
pub fn expired(tx: &Transaction<'_>, record: &FlowRecord, now: Timestamp) -> Result<Failure, StoreError> {
    let request = match &record.about.request {
        Some(handle) if requests::get::<AuthorizationRequest>(tx, handle, now)?.is_some() => Some(handle.clone()),
        _ => None,
    };
    let restart = Restart {
        authorization_request: request,
        return_to: record.about.return_to.clone(),
        login_hint: record.about.state.identifier.clone(),
    };
    Ok(Refusal { restart: Some(restart), ..Refusal::new(ProblemCode::FlowExpired, "the flow has expired") }.into())
}

/// The contract's view of a flow.
pub fn present(api: &Api, tx: &Transaction<'_>, record: &FlowRecord, now: Timestamp) -> Result<Flow, StoreError> {
    let facts = Facts::of_state(&api.flow, tx, &record.about.state, now)?;
    let pending = pending_request::of(&api.flow, tx, record, now)?;
    let settings = &api.flow.settings;
    let around = Surroundings {
        facts: &facts,
        client: pending.map(|(client, _)| client),
        issuer: &settings.issuer,
        support: settings.support.as_ref(),
        sms_countries: &settings.sms_countries,
    };
    Ok(view::flow(record, &around))
}
