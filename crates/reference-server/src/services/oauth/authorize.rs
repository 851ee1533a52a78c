//! The authorization endpoint (RFC 6749 section 4.1.1 with RFC 7636): where a product's request leads.

use auth_contract::Timestamp;
use rusqlite::Transaction;

use crate::{
    base::{entropy, vault::Fingerprint},
    domain::oauth::{AuthorizationRequest, Client, MAX_VERSION, Prompt, query::Params, redirect_uri},
    flow::{Context, authorization_code},
    store::{StoreError, requests, sessions},
};

/// Base64url of 32 bytes (RFC 7636 section 4.2).
const CHALLENGE_LENGTH: usize = 43;

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

/// The address to send the browser to.
pub fn decide(
    context: &Context,
    tx: &Transaction<'_>,
    params: &Params,
    session: Option<&Fingerprint>,
    now: Timestamp,
) -> Result<String, StoreError> {
    let (client, request) = match check(context, params) {
        Checked::InOrder { client, request } => (client, request),
        Checked::Refused { redirect_uri, state, error, description } => {
            tracing::info!(error, description, "authorization request refused");
            return Ok(error_redirect(context, redirect_uri, state, error, description));
        }
        Checked::Unanswerable(reason) => {
            tracing::warn!(reason, "authorization request that cannot be answered");
            return page(context, tx, None, params, now);
        }
    };
    let session = match session {
        Some(fingerprint) => sessions::by_fingerprint(tx, fingerprint, now)?,
        None => None,
    };
    let session = session.filter(|session| request.is_content_with(session, now));
    match (session, request.prompt) {
        (Some(session), _) if !client.is_native() => {
            Ok(authorization_code::issue(context, tx, client, &request, &session, now)?.redirect_to)
        }
        // An app may be imitated by another one, so it never gets an answer without a press (RFC 8252 section 8.6).
        (session, Prompt::None) => {
            let error = if session.is_some() { "interaction_required" } else { "login_required" };
            let description = "the person has to do something, and prompt=none forbids to ask";
            Ok(error_redirect(context, &request.redirect_uri, request.state.as_deref(), error, description))
        }
        _ => page(context, tx, Some(&request), params, now),
    }
}

fn check<'a>(context: &'a Context, params: &'a Params) -> Checked<'a> {
    let Some(client) = params.get("client_id").and_then(|id| context.clients.get(id)) else {
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
    context: &Context,
    tx: &Transaction<'_>,
    request: Option<&AuthorizationRequest>,
    params: &Params,
    now: Timestamp,
) -> Result<String, StoreError> {
    let handle = entropy::id(&*context.entropy, "ar");
    requests::insert(tx, &handle, request, now)?;
    let mut query = vec![("request", handle.as_str())];
    query.extend(params.get("ui_locales").map(|locales| ("ui_locales", locales)));
    Ok(redirect_uri::with_params("/", &query))
}

fn error_redirect(
    context: &Context,
    redirect_uri: &str,
    state: Option<&str>,
    error: &str,
    description: &str,
) -> String {
    let mut params = vec![("error", error), ("error_description", description)];
    params.extend(state.map(|state| ("state", state)));
    params.push(("iss", &context.settings.public_origin));
    redirect_uri::with_params(redirect_uri, &params)
}
