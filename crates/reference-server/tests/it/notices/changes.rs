//! Which changes cause a notice, and its text.

use auth_contract::{Method, StepType};
use reference_server::{api::Api, flow::admin};
use rusqlite::Transaction;
use serde_json::json;

use super::{nothing_told, operator, told, words};
use crate::support::{
    TestApp, Visit, acknowledge, change_password, choose, identify, newest_code, notices, recovery_code, request_reset,
    send_to, submit_code, switch_to, totp_code,
};

const NEW: &str = "otters juggle seven plums";
const INGRID_SEED: &str = "K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT";

#[tokio::test]
async fn a_password_that_was_forgotten_and_replaced() {
    let app = TestApp::new();
    let ola = app.person("reset");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(ola.username)).await.does(request_reset(None)).await;
    let code = visit.code_sent_to(ola.username).await;
    visit.does(submit_code(&code)).await.fails(change_password("short")).await;
    nothing_told(visit.browser).await;
    visit.does(change_password(NEW)).await.sees(StepType::Complete);
    let (subject, text) = told(visit.browser, ola.username).await;
    assert_eq!(subject, "Your password for Northwind was changed");
    assert!(text.contains("with a code that was sent to this mailbox"), "{text}");
    assert!(text.contains("When: 21 November 2026, 09:30 (UTC)") && text.contains(ola.username), "{text}");
    assert!(!text.contains("With:") && !text.contains(NEW), "{text}");
    assert_eq!(newest_code(visit.browser, ola.username).await, code, "whoever waits for a code finds it still");
}

#[tokio::test]
async fn a_password_that_had_to_be_changed_and_with_which_browser() {
    let app = TestApp::new();
    let person = app.person("forced_change");
    let mut browser = app.browser();
    browser.agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    let mut visit = browser.arrives().await;
    visit.gives_password(person).await.sees(StepType::PasswordChange);
    visit.does(change_password(NEW)).await;
    let (subject, text) = told(visit.browser, person.email.expect("an address")).await;
    assert_eq!(subject, "Your password for Northwind was changed");
    assert!(text.contains("With: Firefox on Linux") && !text.contains("Mozilla"), "{text}");
    assert!(text.contains("Choose a new password right away"), "{text}");
}

#[tokio::test]
async fn an_authenticator_app_that_was_set_up_and_a_recovery_code_that_was_used() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.enrolls(kari, app.now()).await;
    let code = recovery_code(&visit.flow);
    visit.does(acknowledge()).await;
    let (subject, text) = told(visit.browser, kari.username).await;
    assert_eq!(subject, "A sign-in method was added for Northwind");
    assert!(text.contains("An authenticator app") && text.contains("New recovery codes"), "{text}");

    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(switch_to("recovery_codes")).await;
    visit.fails(submit_code("AAAA-AAAA-AAAA")).await;
    assert_eq!(notices(visit.browser).await.len(), 1, "a wrong code is no news");
    visit.does(submit_code(&code)).await;
    let all = notices(visit.browser).await;
    assert_eq!(all.len(), 2);
    let (subject, text) = words(&all[0], kari.username);
    assert_eq!(subject, "A recovery code for Northwind was used");
    assert!(text.contains("Codes left: 9.") && !text.contains(&code), "{text}");
}

#[tokio::test]
async fn codes_by_text_message_that_were_set_up() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(choose(Method::Sms)).await.does(send_to("+47 901 23 457")).await;
    nothing_told(visit.browser).await;
    let code = visit.code_sent_to("+4790123457").await;
    visit.does(submit_code(&code)).await;
    let (_, text) = told(visit.browser, kari.username).await;
    assert!(text.contains("Codes by text message") && !text.contains("recovery codes"), "{text}");
    assert!(!text.contains("457"), "whoever reads along learns no number: {text}");
}

#[tokio::test]
async fn support_has_reset_the_factors_and_says_so_in_the_language_that_was_read_last() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    let handle = browser.authorize(&[("prompt", "login")]).await.redirect_param("request").expect("a handle");
    let flow = browser.start(json!({ "authorization_request": handle, "locale": "nb" })).await.flow();
    let mut visit = Visit { flow, browser: &mut browser };
    visit.gives_password(ingrid).await.does(submit_code(&totp_code(INGRID_SEED, app.now()))).await;
    visit.sees(StepType::Complete);
    nothing_told(visit.browser).await;

    let username = ingrid.username;
    assert!(operator(&app, move |app, tx| admin::reset_mfa(&app.flow, tx, username, app.clock.now())).await);
    let (subject, text) = told(&mut browser, username).await;
    assert_eq!(subject, "Kodene dine for Northwind er nullstilt");
    assert!(text.contains("21. november 2026 kl. 09.30 (UTC)") && text.contains("Utført av: brukerstøtte"), "{text}");
}

#[tokio::test]
async fn support_has_linked_and_unlinked_and_both_owners_learn_of_it() {
    let app = TestApp::new();
    let (kari, ola) = (app.person("enroll").username, app.person("reset").username);
    let link =
        |to| move |app: &Api, tx: &Transaction<'_>| admin::link(&app.flow, tx, to, "google", "sub-1", app.clock.now());
    let mut browser = app.browser();
    assert!(operator(&app, link(kari)).await);
    let (subject, text) = told(&mut browser, kari).await;
    assert_eq!(subject, "Google can now sign you in to Northwind");
    assert!(text.contains("Done by: support") && !text.contains("sub-1"), "{text}");
    assert!(operator(&app, link(kari)).await);
    assert_eq!(notices(&mut browser).await.len(), 1, "nothing has changed");

    assert!(operator(&app, link(ola)).await);
    let all = notices(&mut browser).await;
    assert_eq!(all.len(), 3);
    assert_eq!(words(&all[0], ola).0, "Google can now sign you in to Northwind");
    assert_eq!(words(&all[1], kari).0, "Google can no longer sign you in to Northwind");

    let unlink = move |app: &Api, tx: &Transaction<'_>| admin::unlink(&app.flow, tx, ola, "google", app.clock.now());
    assert!(operator(&app, unlink).await);
    assert!(!operator(&app, unlink).await);
    let all = notices(&mut browser).await;
    assert_eq!(all.len(), 4);
    assert_eq!(words(&all[0], ola).0, "Google can no longer sign you in to Northwind");
}
