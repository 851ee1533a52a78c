//! ID token validation (OpenID Connect Core section 3.1.3.7): claims are used only after every check has passed.

use auth_contract::NoticeCode::{FederationFailed, FederationLate, FederationMisconfigured};
use serde_json::{Value, json};

use super::{app_with, code, outcome};
use crate::support::FakeProvider;

#[tokio::test]
async fn a_token_that_is_wrong_in_one_thing_signs_nobody_in() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    let now = app.now().0;
    for (claims, expected) in [
        (json!({}), None),
        (json!({ "nonce": "another sign-in's" }), Some(FederationFailed)),
        (json!({ "nonce": null }), Some(FederationFailed)),
        (json!({ "iss": "https://accounts.example.com" }), Some(FederationFailed)),
        (json!({ "iss": format!("{}/", provider.issuer) }), Some(FederationFailed)),
        (json!({ "sub": "" }), Some(FederationFailed)),
        (json!({ "sub": null }), Some(FederationFailed)),
        (json!({ "sub": "s".repeat(256) }), Some(FederationFailed)),
        (json!({ "aud": "portico-microsoft" }), Some(FederationMisconfigured)),
        (json!({ "aud": ["portico-google"] }), None),
        (json!({ "aud": ["portico-google", "somebody-else"] }), Some(FederationMisconfigured)),
        (json!({ "aud": [] }), Some(FederationMisconfigured)),
        (json!({ "azp": "portico-google" }), None),
        (json!({ "azp": "somebody-else" }), Some(FederationMisconfigured)),
        // Allowed clock skew is one minute.
        (json!({ "exp": now - 59 }), None),
        (json!({ "exp": now - 60 }), Some(FederationLate)),
        (json!({ "iat": now + 60 }), None),
        (json!({ "iat": now + 61 }), Some(FederationLate)),
        (json!({ "iat": now - 660 }), None),
        (json!({ "iat": now - 661 }), Some(FederationLate)),
        (json!({ "nbf": now + 60 }), None),
        (json!({ "nbf": now + 61 }), Some(FederationLate)),
        (json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" }), Some(FederationFailed)),
        // Apple sends the boolean as a string.
        (json!({ "email_verified": "true" }), None),
    ] {
        provider.behaves(|it| it.claims = claims.clone());
        let notice = outcome(&mut app.browser(), &provider).await;
        assert_eq!(code(notice), expected, "{claims}");
    }
}

#[tokio::test]
async fn only_the_providers_own_signature_counts() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    // The client secret is shared, so an HMAC signature proves no issuer.
    let shared = json!({ "alg": "HS256" });
    for (header, signature) in [
        (json!({ "alg": "none" }), Some("")),
        (json!({ "alg": "none", "kid": null }), Some("AAAA")),
        (shared, None),
        (json!({ "alg": "RS256" }), None),
        (json!({ "crit": ["exp"] }), None),
        (json!({ "typ": "at+jwt" }), None),
        (json!({}), Some("")),
        (json!({}), Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
    ] {
        provider.behaves(|it| {
            it.header = header.clone();
            it.signature = signature.map(Into::into);
        });
        let notice = outcome(&mut app.browser(), &provider).await;
        assert_eq!(code(notice), Some(FederationFailed), "{header}");
    }
    // Without `kid` the only key applies.
    provider.behaves(|it| (it.header, it.signature) = (json!({ "kid": null }), None));
    assert_eq!(outcome(&mut app.browser(), &provider).await, None);
}

#[tokio::test]
async fn a_new_key_is_looked_at_once_and_a_strangers_key_hammers_nobody() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    assert_eq!(outcome(&mut app.browser(), &provider).await, None);
    assert_eq!(provider.asked("/jwks"), 1);

    provider.behaves(|it| (it.key, it.shown_keys) = (2, vec![1, 2]));
    assert_eq!(outcome(&mut app.browser(), &provider).await, None, "the provider has a new key");
    assert_eq!(provider.asked("/jwks"), 2);

    provider.behaves(|it| it.key = 3);
    for _ in 0..3 {
        let notice = outcome(&mut app.browser(), &provider).await;
        assert_eq!(code(notice), Some(FederationFailed), "nobody has shown this key");
    }
    assert_eq!(provider.asked("/jwks"), 2, "it was looked at just now");

    app.seconds_pass(61);
    provider.behaves(|it| it.claims = json!({ "iat": app.now().0 }));
    let notice = outcome(&mut app.browser(), &provider).await;
    assert_eq!(code(notice), Some(FederationFailed));
    assert_eq!(provider.asked("/jwks"), 3);
}

#[tokio::test]
async fn userinfo_is_asked_for_what_the_token_does_not_say_and_must_be_about_the_same_person() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    outcome(&mut app.browser(), &provider).await;
    assert_eq!(provider.asked("/userinfo"), 0, "the token says it all");

    let unlinked = json!({ "sub": "s-77", "email": null, "email_verified": null, "name": null });
    let about =
        |sub: &str| json!({ "sub": sub, "email": "unni.vik@example.no", "email_verified": true, "name": "Unni" });
    let elsewhere = Some(auth_contract::NoticeCode::AccountExistsElsewhere);
    let unknown = Some(auth_contract::NoticeCode::FederationUnknown);
    for (userinfo, expected) in [
        (about("s-77"), elsewhere),
        (json!({ "sub": "s-77", "email": "unni.vik@example.no" }), unknown),
        (json!({ "sub": "s-77" }), unknown),
        (about("s-78"), Some(FederationFailed)),
        (Value::Null, Some(FederationFailed)),
    ] {
        provider.behaves(|it| (it.claims, it.userinfo) = (unlinked.clone(), userinfo.clone()));
        let notice = outcome(&mut app.browser(), &provider).await;
        assert_eq!(code(notice), expected, "{userinfo}");
    }

    // The name is optional.
    provider.behaves(|it| (it.claims, it.userinfo) = (json!({ "name": null }), Value::Null));
    assert_eq!(outcome(&mut app.browser(), &provider).await, None);
}
