//! Linking a provider to an existing account: it takes effect once every required factor was verified, and not before.

use auth_contract::{NoticeCode, ProblemCode, StepType};
use reference_server::{
    domain::identifier,
    flow::About,
    store::{accounts, flows},
};

use super::{google_alone_signs_in, is_there, link, signed_in_as, start};
use crate::support::{
    back, identify, newest_code, notices, request_reset, restart, submit_code, submit_password, switch_to, totp_code,
};

const TOR: &str = "tor.fjell@example.no";
const INGRID_SEED: &str = "K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT";

#[tokio::test]
async fn after_the_password_the_provider_alone_will_do() {
    let (app, provider) = start("").await;
    let tor = app.person("social_exists");
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Password);
    visit.is_told(NoticeCode::AccountExists, &["Google"]);
    assert_eq!(visit.fails(submit_password("wrong")).await.code, ProblemCode::InvalidCredentials);
    visit.reloads().await.sees(StepType::Password).is_told(NoticeCode::AccountExists, &["Google"]);
    assert!(!google_alone_signs_in(&app, &provider, TOR).await, "nothing was proven yet");
    visit.does(submit_password(tor.password)).await.sees(StepType::Complete);
    assert!(google_alone_signs_in(&app, &provider, TOR).await);
}

/// The owner of the mailbox is notified when a provider account is linked.
#[tokio::test]
async fn the_owner_is_told_by_mail_when_it_is_linked_and_neither_before_nor_again() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.fails(submit_password("wrong")).await;
    assert_eq!(notices(visit.browser).await.len(), 0);
    visit.does(submit_password(app.person("social_exists").password)).await.sees(StepType::Complete);
    let all = notices(visit.browser).await;
    assert_eq!((all.len(), &all[0]["to"]), (1, &TOR.into()));
    assert_eq!(all[0]["subject"], "Google can now sign you in to Northwind");
    assert!(google_alone_signs_in(&app, &provider, TOR).await);
    assert_eq!(notices(&mut browser).await.len(), 1);
}

#[tokio::test]
async fn the_second_factor_comes_before_the_link() {
    let (app, provider) = start("").await;
    let ingrid = app.person("totp");
    is_there(&provider, "google", ingrid.username);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.does(submit_password(ingrid.password)).await.sees(StepType::MfaChallenge);
    assert!(!google_alone_signs_in(&app, &provider, ingrid.username).await, "the code is still owed");
    assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::InvalidCode);
    visit.does(submit_code(&totp_code(INGRID_SEED, app.now()))).await.sees(StepType::Complete);
    assert!(google_alone_signs_in(&app, &provider, ingrid.username).await, "and no code is asked any more (U7)");
}

#[tokio::test]
async fn who_goes_back_links_nothing_and_nobody_else() {
    let (app, provider) = start("").await;
    let (tor, ase) = (app.person("social_exists"), app.person("plain"));
    for way in [back(), restart()] {
        is_there(&provider, "google", TOR);
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.goes_to(&provider, "google").await.sees(StepType::Password);
        visit.does(way).await.sees(StepType::Identify);
        assert_eq!(visit.filled_in(), Some(TOR));
        visit.gives_password(ase).await.sees(StepType::Complete);
        assert!(!google_alone_signs_in(&app, &provider, TOR).await);
        let mut visit = browser.arrives().await;
        visit.gives_password(tor).await.sees(StepType::Complete);
        assert!(!google_alone_signs_in(&app, &provider, TOR).await, "a later sign-in is about something else");
    }
}

#[tokio::test]
async fn back_from_the_factor_loses_the_link_as_well() {
    let (app, provider) = start("").await;
    let ingrid = app.person("totp");
    is_there(&provider, "google", ingrid.username);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.does(submit_password(ingrid.password)).await;
    visit.does(switch_to("recovery_codes")).await.does(back()).await.does(back()).await.sees(StepType::Identify);
    visit.gives_password(ingrid).await.does(submit_code(&totp_code(INGRID_SEED, app.now()))).await;
    visit.sees(StepType::Complete);
    assert!(!google_alone_signs_in(&app, &provider, ingrid.username).await);
}

#[tokio::test]
async fn another_provider_on_the_way_takes_the_place_of_the_first() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Password);
    is_there(&provider, "microsoft", TOR);
    visit.goes_to(&provider, "microsoft").await.sees(StepType::Password);
    visit.is_told(NoticeCode::AccountExists, &["Microsoft"]);
    visit.does(submit_password(app.person("social_exists").password)).await.sees(StepType::Complete);
    assert!(!google_alone_signs_in(&app, &provider, TOR).await);
    is_there(&provider, "microsoft", TOR);
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "microsoft").await.sees(StepType::Complete);
}

#[tokio::test]
async fn somebody_at_a_provider_belongs_to_one_account() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Password);
    // Support links it to another account during the flow.
    link(&app, "google", TOR, "liv.aasen@example.no").await;
    visit.does(submit_password(app.person("social_exists").password)).await.sees(StepType::Complete);
    assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some(TOR));

    let mut browser = app.browser();
    browser.arrives().await.goes_to(&provider, "google").await.sees(StepType::Complete);
    assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some("liv.aasen@example.no"), "it was not taken away");
}

#[tokio::test]
async fn a_new_password_is_a_proof_of_the_account_too() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.does(request_reset(None)).await.sees(StepType::PasswordResetCode);
    let code = newest_code(visit.browser, TOR).await;
    visit.does(submit_code(&code)).await.sees(StepType::PasswordChange);
    assert!(!google_alone_signs_in(&app, &provider, TOR).await);
    visit.does(crate::support::change_password("otters juggle seven plums")).await.sees(StepType::Complete);
    assert!(google_alone_signs_in(&app, &provider, TOR).await);
}

#[tokio::test]
async fn a_forgotten_password_of_somebody_else_links_nothing() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.does(request_reset(None)).await.does(back()).await;
    let ola = app.person("reset");
    visit.does(request_reset(Some(ola.username))).await.sees(StepType::PasswordResetCode);
    let code = newest_code(visit.browser, ola.username).await;
    visit.does(submit_code(&code)).await;
    visit.does(crate::support::change_password("otters juggle seven plums")).await.sees(StepType::Complete);
    assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some(ola.username));
    is_there(&provider, "google", TOR);
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Password);
    visit.does(restart()).await.does(identify(TOR)).await.sees(StepType::Password);
}

/// A pending link for another account must not be applied in this flow, however it got there.
#[tokio::test]
async fn the_proof_of_one_account_links_nothing_to_another() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", TOR);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Password);
    let (shared, id) = (app.app.clone(), visit.flow.id.clone());
    let exchanged = app.app.store.transact(move |tx| {
        let all = flows::active::<About>(tx, &shared.flow.vault, shared.clock.now())?;
        let mut record = all.into_iter().find(|record| record.id == id).expect("the flow");
        let liv = accounts::by_username_key(tx, &identifier::key("liv.aasen@example.no"))?.expect("Liv");
        record.about.state.link.as_mut().expect("a link that waits").account = liv.id;
        flows::update(tx, &shared.flow.vault, &record)
    });
    exchanged.await.expect("it is written");
    visit.does(submit_password(app.person("social_exists").password)).await.sees(StepType::Complete);
    let mut browser = app.browser();
    browser.arrives().await.goes_to(&provider, "google").await.sees(StepType::Password);
    assert_eq!(signed_in_as(&mut browser).await, None);
}
