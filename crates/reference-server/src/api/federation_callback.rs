//! The redirect URI at identity providers (RFC 6749 section 3.1.2): `/auth/v1/federation/callback/{provider}`.
//!
//! Twice. The provider's answer, by query or by form, is sealed and put aside, and the browser is sent on to the same path
//! with a handle: so that code and state leave the address and the history, and because a form comes from another site and
//! brings no `Lax` cookies. The second request has the cookies. It proves that this browser began the journey, takes the
//! answer once, and ends on the page, whatever happened.

mod params;

use auth_contract::{DeniedCode, Secret};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    middleware::from_fn,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::get,
};
use contract_http::{cookies, problem};
use http::{HeaderMap, header};
use rusqlite::Transaction;
use tracing::Instrument;

use self::params::Params;
use crate::{
    api::{
        failure::Failure,
        http_adapter,
        load::{self, Browser},
        state::{Api, SharedApi},
    },
    base::{entropy, vault::Fingerprint},
    flow::{
        self, About, FlowRecord, Stage,
        perform::{Outgoing, Performed},
    },
    services::delivery,
    store::{federation as journeys, federation::Journey, flows, requests, sent_codes, sessions, trusted_devices},
};
use crate::{
    domain::{
        federation::{Answer, Attempt, CALLBACK, Fault, FaultKind, Heard, state_fingerprint},
        oauth::redirect_uri,
    },
    services::federation::redeem,
};

/// Longest form in bytes: a code of some providers has two kilobytes, an identity token beside it four.
const MAX_FORM: usize = 64 * 1024;

/// The route. A navigation and no request of the page: it needs no header of it, and answers with no problem.
pub fn router(api: &SharedApi) -> Router<SharedApi> {
    let routes = Router::new().route(&format!("{CALLBACK}/{{provider}}"), get(by_query).post(by_form));
    http_adapter::middleware(api).navigation(routes, MAX_FORM).layer(from_fn(problem::no_store))
}

async fn by_query(
    State(api): State<SharedApi>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let params = Params::parse(query.unwrap_or_default().as_bytes());
    let reference = entropy::id(&*api.flow.entropy, "c");
    let span = tracing::info_span!("callback", correlation_id = %reference);
    match params.handle {
        Some(handle) => taken(api, handle, headers, reference).instrument(span).await,
        None => put_aside(api, provider, params).instrument(span).await,
    }
}

async fn by_form(State(api): State<SharedApi>, Path(provider): Path<String>, body: Bytes) -> Result<Response, Failure> {
    // A handle in a form would be taken without the cookies that prove whose it is.
    let mut params = Params::parse(&body);
    params.handle = None;
    put_aside(api, provider, params).await
}

fn handle_fingerprint(api: &Api, handle: &str) -> Fingerprint {
    api.flow.vault.fingerprint("federation answer", handle.as_bytes())
}

/// Keeps the answer and sends the browser to fetch it.
async fn put_aside(api: SharedApi, provider: String, params: Params) -> Result<Response, Failure> {
    let handle = entropy::token(&*api.flow.entropy);
    let parts = api.clone();
    let location = api
        .store
        .transact(move |tx| {
            let now = parts.clock.now();
            let state = params.state.as_deref().map(|state| state_fingerprint(&parts.flow.vault, state));
            let journey = match state {
                Some(state) if parts.flow.registrations.get(&provider).is_some() => journeys::journey(tx, &state, now)?,
                _ => None,
            };
            let Some(Journey { state, origin, .. }) = journey else { return not_begun_here(&parts, tx) };
            let answer = params.answer(&provider);
            journeys::keep_answer(tx, &parts.flow.vault, &handle_fingerprint(&parts, &handle), &state, &answer, now)?;
            // Where the cookies are: at the host by whose name the person came (a brand's own, for instance).
            let origin = if origin == parts.settings.public_origin { "" } else { &origin };
            Ok::<_, Failure>(format!("{origin}{CALLBACK}/{provider}?handle={handle}"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// An answer that belongs to nothing here: its address was opened in another browser, or invented.
fn not_begun_here(api: &Api, tx: &Transaction<'_>) -> Result<String, Failure> {
    tracing::warn!("an answer of an identity provider that was not begun in this browser");
    let handle = entropy::id(&*api.flow.entropy, "ar");
    requests::insert_denied(tx, &handle, DeniedCode::NotBegunHere, api.clock.now())?;
    Ok(redirect_uri::with_params("/", &[("request", &handle)]))
}

/// The page with a flow, in the language that the person left it in: the one that they have chosen, or else the flow's.
/// It shows nothing else before it has read the fragment.
fn to_flow(id: &str, locale: &str, headers: &HeaderMap) -> String {
    let mut params = vec![("flow", id)];
    if cookies::read(headers, cookies::LOCALE).is_none() && !locale.is_empty() {
        params.push(("ui_locales", locale));
    }
    format!("{}#resume", redirect_uri::with_params("/", &params))
}

/// Takes the answer behind `handle`, if this is the browser that it is for.
async fn taken(api: SharedApi, handle: String, headers: HeaderMap, reference: String) -> Result<Response, Failure> {
    let handle = handle_fingerprint(&api, &handle);
    let browser = Browser::of(&api, &headers);
    let (parts, seen) = (api.clone(), browser.clone());
    let found = api
        .store
        .transact(move |tx| {
            let journey = journeys::journey_of_answer(tx, &handle, parts.clock.now())?;
            let flow = match &journey {
                Some(journey) => flows::get::<About>(tx, &parts.flow.vault, &journey.flow_id, &seen.binding)?,
                None => None,
            };
            match (journey, flow) {
                (Some(journey), Some(flow)) => Ok(Ok((journey, flow.about.locale))),
                _ => not_begun_here(&parts, tx).map(Err),
            }
        })
        .await?;
    let (journey, locale) = match found {
        Ok(found) => found,
        Err(location) => return Ok(Redirect::to(&location).into_response()),
    };
    let location = to_flow(&journey.flow_id, &locale, &headers);
    // A task of its own: a browser that hangs up in the middle leaves no answer that is taken and not heard.
    let hearing = heard(api, handle, journey, browser, reference).in_current_span();
    let performed = match tokio::spawn(hearing).await {
        Ok(performed) => performed?,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    };
    let cookie = |name, value: &Option<Secret>, seconds| {
        value.iter().map(move |it| (header::SET_COOKIE, cookies::set_for(name, it, seconds))).collect::<Vec<_>>()
    };
    let cookies = [
        cookie(cookies::SESSION, &performed.session, sessions::LIFETIME),
        cookie(cookies::DEVICE, &performed.device, trusted_devices::LIFETIME),
    ]
    .concat();
    Ok((AppendHeaders(cookies), Redirect::to(&location)).into_response())
}

/// Lets the flow hear the answer. Whoever comes second with it finds that the first has been heard.
async fn heard(
    api: SharedApi,
    handle: Fingerprint,
    journey: Journey,
    browser: Browser,
    reference: String,
) -> Result<Performed, Failure> {
    let _one_at_a_time = api.flow_locks.acquire(&journey.flow_id).await;
    let (parts, seen, flow_id) = (api.clone(), browser.clone(), journey.flow_id.clone());
    let taken = api
        .store
        .transact(move |tx| {
            let record = load::find(&parts, tx, &flow_id, &seen)?;
            take(&parts, tx, &handle, &journey.state, &record)
        })
        .await?;
    let (asked, outcome) = match taken {
        Taken::Nothing => return Ok(Performed::default()),
        Taken::Lost { provider } => {
            (provider, Err(Fault::new(FaultKind::Late, "the answer was taken before, and the flow never heard it")))
        }
        Taken::Answer(answered) => {
            let (attempt, answer) = *answered;
            (attempt.provider.clone(), redeem(&api.providers, attempt, answer).await)
        }
    };
    if let Err(fault) = &outcome {
        fault.log(&asked, &reference);
    }
    let parts = api.clone();
    let flow_id = journey.flow_id.clone();
    let performed = api
        .store
        .transact(move |tx| {
            let now = parts.clock.now();
            let mut record = load::find(&parts, tx, &flow_id, &browser)?;
            // The operator may have taken the provider away in the meantime.
            let Some(provider) = parts.flow.registrations.get(&asked).filter(|_| !record.has_expired(now)) else {
                return Ok(Performed::default());
            };
            load::live(&parts, tx, &mut record, now)?;
            let bearer = browser.bearer();
            let heard = Heard { provider, answer: &outcome, reference: &reference };
            let performed = flow::federated(&parts.flow, tx, &mut record, &heard, bearer, now)?;
            flows::update(tx, &parts.flow.vault, &record)?;
            Ok::<_, Failure>(performed)
        })
        .await?;
    send(&api, &performed).await?;
    Ok(performed)
}

/// What a request for an answer gets.
enum Taken {
    Answer(Box<(Attempt, Answer)>),
    /// The flow is over, or has heard.
    Nothing,
    /// The flow still waits, and for nothing: the server stopped between taking the answer and telling the flow.
    Lost {
        provider: String,
    },
}

/// Takes the answer and its attempt. The caller has the flow's lock, so nobody is between taking and telling now.
fn take(
    api: &Api,
    tx: &Transaction<'_>,
    handle: &Fingerprint,
    state: &Fingerprint,
    record: &FlowRecord,
) -> Result<Taken, Failure> {
    let now = api.clock.now();
    let attempt = match journeys::take_answer::<Answer>(tx, &api.flow.vault, handle, now)? {
        Some(answer) => journeys::consume(tx, &api.flow.vault, state)?.map(|attempt| (attempt, answer)),
        None => None,
    };
    Ok(match (attempt, &record.about.state.stage) {
        _ if record.has_expired(now) => Taken::Nothing,
        (Some(answered), _) => Taken::Answer(Box::new(answered)),
        (None, Stage::FederationRedirect(departure)) if !journeys::is_under_way(tx, &record.id)? => {
            Taken::Lost { provider: departure.provider.id.clone() }
        }
        _ => Taken::Nothing,
    })
}

/// Sends the code that the next step asks for, if there is one.
async fn send(api: &SharedApi, performed: &Performed) -> Result<(), Failure> {
    match performed.message {
        Some(Outgoing::Awaited(message)) if delivery::deliver(&api.delivery, message).await.is_err() => {
            // The step offers to send it again, at once.
            api.store.transact(move |tx| Ok::<_, Failure>(sent_codes::withdraw(tx, message)?)).await
        }
        _ => Ok(()),
    }
}
