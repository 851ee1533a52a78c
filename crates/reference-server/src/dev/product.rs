//! The products of the demo: OAuth clients that sign people in through the page. They know the server by its public
//! endpoints only, like any other product.

use auth_contract::{ClientPlatform, Secret};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Path, RawQuery, State},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use contract_http::cookies;
use http::{HeaderMap, Request, StatusCode, header};
use sha2::{Digest, Sha256};
use tower::ServiceExt;
use url::Url;

use super::{
    product_page as page,
    products::{self, Product},
    update_gate,
};
use crate::{
    api::failure::Failure,
    api::oauth,
    api::{Api, SharedApi},
    base::{entropy, vault::Fingerprint},
    domain::oauth::{query::Params, redirect_uri},
    flow::cookie_fingerprint,
    services::oauth::userinfo::UserInfo,
    store::{demo, sessions},
};

/// Session of the demo product in this browser.
const SESSION_COOKIE: &str = "__Host-northwind";

/// Longest answer of the token endpoint that the product reads, in bytes.
const MAX_ANSWER: usize = 64 * 1024;

fn browser(api: &Api, cookie: &str) -> Fingerprint {
    api.flow.vault.fingerprint("demo product session", cookie.as_bytes())
}

/// Where the server sends the answer. A desktop app listens on a loopback address while it waits; an app on a phone
/// owns a scheme (RFC 8252 section 7).
fn callback(api: &Api, product: &Product) -> String {
    let origin = &api.settings.public_origin;
    match product.platform {
        ClientPlatform::Desktop => {
            let port = Url::parse(origin).ok().and_then(|url| url.port_or_known_default()).unwrap_or(80);
            format!("http://127.0.0.1:{port}/dev/client/{}/callback", product.path)
        }
        ClientPlatform::Ios | ClientPlatform::Android => "com.example.northwind:/callback".into(),
        _ => format!("{origin}/dev/client/{}/callback", product.path),
    }
}

fn known(path: &str) -> Result<&'static Product, StatusCode> {
    products::at(path).ok_or(StatusCode::NOT_FOUND)
}

/// `GET /dev/client/{platform}`: the product, signed in or not.
pub async fn home(
    State(api): State<SharedApi>,
    Path(platform): Path<String>,
    headers: HeaderMap,
) -> axum::response::Result<Response> {
    let product = known(&platform)?;
    Ok(match current(&api, &headers).await? {
        Some(who) => page::signed_in(product, &who).into_response(),
        None => page::signed_out(product).into_response(),
    })
}

/// Who is signed in to the product in this browser.
async fn current(api: &SharedApi, headers: &HeaderMap) -> Result<Option<UserInfo>, Failure> {
    let Some(cookie) = cookies::read(headers, SESSION_COOKIE) else { return Ok(None) };
    let browser = browser(api, cookie);
    api.store.transact(move |tx| Ok(demo::signed_in(tx, &browser)?)).await
}

/// `GET /dev/client/{platform}/start`: sends the person to the server. `login_hint`, `max_age`, `prompt` and `app_version` are
/// passed on. Without `prompt` it demands a fresh sign-in, so that there always is one to look at, and with `without_prompt`
/// nothing; without `app_version` an app says that it is up to date, and with `without_version` nothing.
pub async fn start(
    State(api): State<SharedApi>,
    Path(platform): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> axum::response::Result<Response> {
    let product = known(&platform)?;
    let existing = cookies::read(&headers, SESSION_COOKIE);
    let cookie = Secret::new(existing.map_or_else(|| entropy::token(&*api.flow.entropy), Into::into));
    let attempt = demo::Attempt {
        state: entropy::token(&*api.flow.entropy),
        platform: platform.clone(),
        browser: browser(&api, cookie.expose()),
        code_verifier: Secret::new(entropy::token(&*api.flow.entropy)),
    };
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(attempt.code_verifier.expose()));
    let callback = callback(&api, product);
    let asked = Params::parse(query.unwrap_or_default().as_bytes());
    let mut params = vec![
        ("client_id", product.client_id),
        ("redirect_uri", &callback),
        ("response_type", "code"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("state", &attempt.state),
    ];
    if asked.get("without_prompt").is_none() {
        params.push(("prompt", asked.get("prompt").unwrap_or("login")));
    }
    let current = update_gate::versions(product.platform).map(|(current, _)| current);
    if asked.get("without_version").is_none() {
        params.extend(asked.get("app_version").or(current).map(|version| ("app_version", version)));
    }
    params
        .extend(["login_hint", "max_age", "ui_locales"].into_iter().filter_map(|name| Some((name, asked.get(name)?))));
    let target = redirect_uri::with_params(&format!("{}/authorize", api.settings.public_origin), &params);

    let now = api.clock.now();
    api.store.transact(move |tx| Ok::<_, Failure>(demo::insert_attempt(tx, &attempt, now)?)).await?;
    let set_cookie = existing.is_none().then(|| (header::SET_COOKIE, cookies::set(SESSION_COOKIE, &cookie)));
    Ok((AppendHeaders(set_cookie), Redirect::to(&target)).into_response())
}

/// `GET /dev/client/{platform}/callback`: the answer of the server.
pub async fn answered(
    State(api): State<SharedApi>,
    Path(platform): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> axum::response::Result<Response> {
    let product = known(&platform)?;
    let home = format!("/dev/client/{platform}");
    let params = Params::parse(query.unwrap_or_default().as_bytes());
    match exchange(&api, product, &params, &headers).await {
        // The address holds a code: a web site leaves it at once.
        Ok(_) if product.is_web() => Ok(Redirect::to(&home).into_response()),
        Ok(who) => Ok(page::signed_in(product, &who).into_response()),
        // Reload and Back lead here again; whoever is signed in need not hear about it.
        Err(_) if product.is_web() && current(&api, &headers).await?.is_some() => {
            Ok(Redirect::to(&home).into_response())
        }
        Err(reason) => Ok((StatusCode::BAD_REQUEST, page::failed(product, &reason)).into_response()),
    }
}

async fn exchange(
    api: &SharedApi,
    product: &Product,
    params: &Params,
    headers: &HeaderMap,
) -> Result<UserInfo, String> {
    if params.get("iss") != Some(&api.settings.public_origin) {
        return Err("The answer names another server (RFC 9207).".into());
    }
    let state = params.get("state").unwrap_or_default().to_owned();
    let of_platform = product.path.to_owned();
    let attempt = api.store.transact(move |tx| Ok::<_, Failure>(demo::take_attempt(tx, &state, &of_platform)?)).await;
    let attempt = attempt.map_err(|error| error.to_string())?;
    let attempt = attempt.ok_or("This sign-in was finished before, or was not begun here.")?;
    // An app remembers what it has begun; a web site has only the browser's cookie to tell its people apart.
    let this_browser = cookies::read(headers, SESSION_COOKIE).map(|cookie| browser(api, cookie));
    if product.is_web() && this_browser != Some(attempt.browser) {
        return Err("This sign-in was begun in another browser.".into());
    }
    if let Some(error) = params.get("error") {
        return Err(format!("The server answered: {error}."));
    }
    let code = params.get("code").ok_or("The answer holds no code.")?;
    let token = redeem(api, product, code, &attempt.code_verifier).await?;
    let who = ask_who(api, &token).await?;
    if product.is_web() {
        let (now, signed_in) = (api.clock.now(), who.clone());
        let stored =
            api.store.transact(move |tx| Ok::<_, Failure>(demo::sign_in(tx, &attempt.browser, &signed_in, now)?)).await;
        stored.map_err(|error| error.to_string())?;
    }
    Ok(who)
}

/// `POST /dev/client/{platform}/code`: a code that was copied from the sign-in page.
pub async fn typed(
    State(api): State<SharedApi>,
    Path(platform): Path<String>,
    headers: HeaderMap,
    form: Bytes,
) -> axum::response::Result<Response> {
    let product = known(&platform)?;
    let params = Params::parse(&form);
    Ok(match exchange_typed(&api, product, params.get("code").unwrap_or_default(), &headers).await {
        Ok(who) => page::signed_in(product, &who).into_response(),
        Err(reason) => (StatusCode::BAD_REQUEST, page::failed(product, &reason)).into_response(),
    })
}

async fn exchange_typed(
    api: &SharedApi,
    product: &Product,
    code: &str,
    headers: &HeaderMap,
) -> Result<UserInfo, String> {
    let nothing = || "This app has begun no sign-in.".to_owned();
    let this_browser = cookies::read(headers, SESSION_COOKIE).map(|cookie| browser(api, cookie)).ok_or_else(nothing)?;
    let path = product.path;
    let attempt = api.store.transact(move |tx| Ok::<_, Failure>(demo::latest_attempt(tx, &this_browser, path)?)).await;
    let attempt = attempt.map_err(|error| error.to_string())?.ok_or_else(nothing)?;
    let token = redeem(api, product, code.trim(), &attempt.code_verifier).await?;
    ask_who(api, &token).await
}

async fn redeem(api: &SharedApi, product: &Product, code: &str, verifier: &Secret) -> Result<String, String> {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &callback(api, product))
        .append_pair("client_id", product.client_id)
        .append_pair("code_verifier", verifier.expose())
        .finish();
    let request = Request::post("/token").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = call(api, request.body(form.into())).await?;
    let token = answer.get("access_token").and_then(|token| token.as_str());
    token.map(Into::into).ok_or_else(|| format!("The token endpoint answered: {}.", answer["error"]))
}

async fn ask_who(api: &SharedApi, token: &str) -> Result<UserInfo, String> {
    let request = Request::get("/userinfo").header(header::AUTHORIZATION, format!("Bearer {token}"));
    serde_json::from_value(call(api, request.body(Body::empty())).await?).map_err(|error| error.to_string())
}

/// A request to the server's OAuth endpoints, without the detour over a socket.
async fn call(api: &SharedApi, request: http::Result<Request<Body>>) -> Result<serde_json::Value, String> {
    let request = request.map_err(|error| error.to_string())?;
    let endpoints = oauth::router(api).with_state(api.clone());
    let Ok(answer) = endpoints.oneshot(request).await;
    let body = to_bytes(answer.into_body(), MAX_ANSWER).await.map_err(|error| error.to_string())?;
    serde_json::from_slice(&body).map_err(|error| error.to_string())
}

/// `POST /dev/client/{platform}/sign-out`: out of the product, and out of the server, so that the demo begins anew.
pub async fn sign_out(
    State(api): State<SharedApi>,
    Path(platform): Path<String>,
    headers: HeaderMap,
) -> axum::response::Result<Response> {
    known(&platform)?;
    let product = cookies::read(&headers, SESSION_COOKIE).map(|cookie| browser(&api, cookie));
    let server =
        cookies::read(&headers, cookies::SESSION).map(|cookie| cookie_fingerprint::session(&api.flow.vault, cookie));
    let done = api.store.transact(move |tx| {
        if let Some(product) = product {
            demo::sign_out(tx, &product)?;
        }
        if let Some(server) = server {
            sessions::delete(tx, &server)?;
        }
        Ok::<_, Failure>(())
    });
    done.await?;
    let removed = [SESSION_COOKIE, cookies::SESSION].map(|name| (header::SET_COOKIE, cookies::remove(name)));
    Ok((AppendHeaders(removed), Redirect::to(&format!("/dev/client/{platform}"))).into_response())
}
