//! `GET /authorize` (RFC 6749 section 4.1.1 with RFC 7636): the product sends a person here.

use auth_contract::Timestamp;
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, header};
use rusqlite::Transaction;

use super::{AuthorizationRequest, Client, Prompt, codes, query::Params, redirect_uri};
use crate::{
    app::{App, SharedApp},
    cookies, entropy,
    flow::sign_in,
    refusal::Failure,
    store::{requests, sessions},
    vault::Fingerprint,
};

/// Base64url of 32 bytes (RFC 7636 section 4.2).
const CHALLENGE_LENGTH: usize = 43;

/// Longest version of a program that is kept, in characters.
pub const MAX_VERSION: usize = 64;

/// Where a request leads.
#[derive(Debug)]
enum Checked<'a> {
    /// Who asks is unknown or wants the answer somewhere else: tell the person, redirect nowhere (RFC 6749 4.1.2.1).
    Unanswerable(&'static str),
    /// Tell the client.
    Refused {
        redirect_uri: &'a str,
        state: Option<&'a str>,
        error: &'static str,
        description: &'static str,
    },
    InOrder {
        client: &'a Client,
        request: AuthorizationRequest,
    },
}

pub async fn authorize(State(app): State<SharedApp>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let session = cookies::read(&headers, cookies::SESSION).map(|value| sign_in::session_fingerprint(&app, value));
    let parts = app.clone();
    let decided = app
        .store
        .transact(move |tx| {
            let params = Params::parse(query.unwrap_or_default().as_bytes());
            decide(&parts, tx, &params, session.as_ref(), parts.clock.now())
        })
        .await;
    match decided {
        // The address holds the product's state and perhaps a code.
        Ok(target) => ([(header::CACHE_CONTROL, "no-store")], Redirect::to(&target)).into_response(),
        Err(failure) => failure.into_response(),
    }
}

/// The address to send the browser to.
fn decide(
    app: &App,
    tx: &Transaction<'_>,
    params: &Params,
    session: Option<&Fingerprint>,
    now: Timestamp,
) -> Result<String, Failure> {
    let (client, request) = match check(app, params) {
        Checked::InOrder { client, request } => (client, request),
        Checked::Refused { redirect_uri, state, error, description } => {
            tracing::info!(error, description, "authorization request refused");
            return Ok(error_redirect(app, redirect_uri, state, error, description));
        }
        Checked::Unanswerable(reason) => {
            tracing::warn!(reason, "authorization request that cannot be answered");
            return page(app, tx, None, params, now);
        }
    };
    let session = match session {
        Some(fingerprint) => sessions::by_fingerprint(tx, fingerprint, now)?,
        None => None,
    };
    let session = session.filter(|session| request.is_content_with(session, now));
    match (session, request.prompt) {
        (Some(session), _) if !client.is_native() => {
            Ok(codes::issue(app, tx, client, &request, &session, now)?.redirect_to)
        }
        // An app may be imitated by another one, so it never gets an answer without a press (RFC 8252 section 8.6).
        (session, Prompt::None) => {
            let error = if session.is_some() { "interaction_required" } else { "login_required" };
            let description = "the person has to do something, and prompt=none forbids to ask";
            Ok(error_redirect(app, &request.redirect_uri, request.state.as_deref(), error, description))
        }
        _ => page(app, tx, Some(&request), params, now),
    }
}

fn check<'a>(app: &'a App, params: &'a Params) -> Checked<'a> {
    let Some(client) = params.get("client_id").and_then(|id| app.clients.get(id)) else {
        return Checked::Unanswerable("unknown client_id");
    };
    let Some(redirect_uri) = params.get("redirect_uri").filter(|uri| client.may_redirect_to(uri)) else {
        return Checked::Unanswerable("redirect_uri is not registered for this client");
    };
    let state = params.get("state");
    let refuse = |error, description| Checked::Refused { redirect_uri, state, error, description };
    if params.are_malformed() {
        return refuse("invalid_request", "a parameter is repeated or too long");
    }
    match params.get("response_type") {
        Some("code") => {}
        Some(_) => return refuse("unsupported_response_type", "only code is supported"),
        None => return refuse("invalid_request", "response_type is missing"),
    }
    if params.get("response_mode").is_some_and(|mode| mode != "query") {
        return refuse("invalid_request", "only response_mode=query is supported");
    }
    if params.get("code_challenge_method") != Some("S256") {
        return refuse("invalid_request", "code_challenge_method must be S256");
    }
    let Some(code_challenge) = params.get("code_challenge").filter(|challenge| is_challenge(challenge)) else {
        return refuse("invalid_request", "code_challenge is missing or malformed");
    };
    let prompts: Vec<&str> = params.get("prompt").unwrap_or_default().split(' ').collect();
    let prompt = match (prompts.contains(&"none"), prompts.contains(&"login")) {
        (true, _) if prompts.len() > 1 => return refuse("invalid_request", "prompt=none stands alone"),
        (true, _) => Prompt::None,
        (_, true) => Prompt::Login,
        _ if prompts.contains(&"select_account") => Prompt::SelectAccount,
        _ => Prompt::AsNeeded,
    };
    let max_age = match params.get("max_age").map(str::parse) {
        None => None,
        Some(Ok(seconds)) => Some(seconds),
        Some(Err(_)) => return refuse("invalid_request", "max_age is no number of seconds"),
    };
    let request = AuthorizationRequest {
        client_id: client.id.clone(),
        redirect_uri: redirect_uri.into(),
        code_challenge: code_challenge.into(),
        state: state.map(Into::into),
        login_hint: params.get("login_hint").map(Into::into),
        prompt,
        max_age,
        app_version: params.get("app_version").map(|version| version.chars().take(MAX_VERSION).collect()),
    };
    Checked::InOrder { client, request }
}

fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE_LENGTH && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The page, with a handle for the request. One that cannot be answered gets a handle too: its flow explains.
fn page(
    app: &App,
    tx: &Transaction<'_>,
    request: Option<&AuthorizationRequest>,
    params: &Params,
    now: Timestamp,
) -> Result<String, Failure> {
    let handle = entropy::id(&*app.entropy, "ar");
    requests::insert(tx, &handle, request, now)?;
    let mut query = vec![("request", handle.as_str())];
    query.extend(params.get("ui_locales").map(|locales| ("ui_locales", locales)));
    Ok(redirect_uri::with_params("/", &query))
}

fn error_redirect(app: &App, redirect_uri: &str, state: Option<&str>, error: &str, description: &str) -> String {
    let mut params = vec![("error", error), ("error_description", description)];
    params.extend(state.map(|state| ("state", state)));
    params.push(("iss", &app.settings.public_origin));
    redirect_uri::with_params(redirect_uri, &params)
}
