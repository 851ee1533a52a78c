//! A product signs people in with an OAuth client library that we did not write (RFC 6749, RFC 7636, RFC 8252).

use std::net::Ipv4Addr;

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, TokenResponse, TokenUrl,
};
use portico_tests::{Person, Product, http_client, walk};
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// What the product's loopback listener is sent (RFC 6749 sections 4.1.2 and 4.1.2.1).
#[derive(Debug, Deserialize)]
struct Redirect {
    state: String,
    code: Option<String>,
    error: Option<String>,
}

/// A desktop product that listens on a port of its own for the answer (RFC 8252 section 7.3).
struct DesktopProduct {
    redirect_uri: String,
    redirects: mpsc::UnboundedReceiver<Redirect>,
}

impl DesktopProduct {
    async fn listens() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (sender, redirects) = mpsc::unbounded_channel();
        let answer = move |Query(redirect): Query<Redirect>| async move {
            let _ = sender.send(redirect);
            "Back in the desktop product"
        };
        let app = Router::new().route("/callback", get(answer));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { redirect_uri: format!("http://127.0.0.1:{port}/callback"), redirects }
    }
}

/// The client library's way to the network.
async fn send(request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let client = http_client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let (parts, body) = request.into_parts();
    let answer = client.request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body).send().await?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = HttpResponse::new(answer.bytes().await?.to_vec());
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    Ok(response)
}

fn client(
    product: &Product,
    desktop: &DesktopProduct,
) -> oauth2::Client<
    oauth2::basic::BasicErrorResponse,
    oauth2::basic::BasicTokenResponse,
    oauth2::basic::BasicTokenIntrospectionResponse,
    oauth2::StandardRevocableToken,
    oauth2::basic::BasicRevocationErrorResponse,
    oauth2::EndpointSet,
    oauth2::EndpointNotSet,
    oauth2::EndpointNotSet,
    oauth2::EndpointNotSet,
    oauth2::EndpointSet,
> {
    BasicClient::new(ClientId::new("northwind-desktop".into()))
        .set_auth_uri(AuthUrl::new(format!("{}/authorize", product.origin())).expect("a URL"))
        .set_token_uri(TokenUrl::new(format!("{}/token", product.origin())).expect("a URL"))
        .set_redirect_uri(RedirectUrl::new(desktop.redirect_uri.clone()).expect("a URL"))
}

/// Asks for authorization, signs in through the page, and returns the code with its verifier.
async fn authorizes(person: &Person, desktop: &mut DesktopProduct) -> (AuthorizationCode, PkceCodeVerifier) {
    let product = person.product();
    let account = product.account("plain").await;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state) =
        client(product, desktop).authorize_url(CsrfToken::new_random).set_pkce_challenge(challenge).url();
    person.opens(&url.as_str()[product.origin().len()..]).await;
    person.sees("identify").await;
    person.identifies(&account).await;
    person.sees("password").await;
    person.gives_password(&account).await;
    person.sees("complete").await;
    person.clicks("[data-continue]").await;
    let redirect = desktop.redirects.recv().await.expect("the desktop product hears back");
    assert_eq!(&redirect.state, state.secret(), "the state belongs to this request");
    assert_eq!(redirect.error, None);
    (AuthorizationCode::new(redirect.code.expect("a code")), verifier)
}

/// U1, U3
#[test]
fn an_oauth_library_completes_code_and_pkce_through_the_page() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let mut desktop = DesktopProduct::listens().await;
        let (code, verifier) = authorizes(&person, &mut desktop).await;

        let client = client(&product, &desktop);
        let token = client.exchange_code(code).set_pkce_verifier(verifier).request_async(&send).await;
        let token = token.expect("the library accepts the token answer");
        let userinfo = product.api().await.request(http::Method::GET, "/userinfo");
        let userinfo = userinfo.bearer_auth(token.access_token().secret()).send().await.expect("an answer");
        assert_eq!(userinfo.status(), 200);
        let claims: Value = userinfo.json().await.expect("claims");
        assert!(claims["sub"].as_str().is_some_and(|sub| !sub.is_empty()), "{claims}");
        assert_eq!(claims["preferred_username"], product.account("plain").await.username, "{claims}");
    });
}

/// RFC 7636 section 4.6; RFC 6749 section 4.1.2: a code works once, with its verifier.
#[test]
fn a_code_is_worth_nothing_to_who_stole_it() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let mut desktop = DesktopProduct::listens().await;
        let (code, _) = authorizes(&person, &mut desktop).await;
        let (_, thief) = PkceCodeChallenge::new_random_sha256();
        let client = client(&product, &desktop);
        let refused = client.exchange_code(code.clone()).set_pkce_verifier(thief).request_async(&send).await;
        let refused = refused.expect_err("a wrong verifier is refused");
        assert!(format!("{refused:?}").contains("invalid_grant"), "{refused:?}");
        let anonymous = product.api().await.request(http::Method::GET, "/userinfo").bearer_auth("stolen").send().await;
        assert_eq!(anonymous.expect("an answer").status(), 401);
    });
}
