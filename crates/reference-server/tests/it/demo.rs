//! Development mode: the lobby and its demo data, and their absence outside development mode.

use auth_contract::StepType;
use axum::body::Body;
use http::Request;
use reference_server::dev::people::PEOPLE;
use serde_json::{Value, json};

use crate::support::{TestApp, acknowledge, choose_totp, identify, submit_code, submit_password, totp_code};

#[tokio::test]
async fn the_people_are_listed_with_what_each_is_for() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let people: Vec<Value> = browser.get("/dev/accounts").await.json();
    let purposes: Vec<&str> = people.iter().filter_map(|person| person["purpose"].as_str()).collect();
    let everybody: Vec<&str> = PEOPLE.iter().map(|person| person.purpose).collect();
    assert_eq!(purposes, everybody);
    assert!(people.iter().all(|person| person["username"].is_string()));
    let without_password: Vec<&str> = people
        .iter()
        .filter(|person| !person["password"].is_string())
        .filter_map(|person| person["purpose"].as_str())
        .collect();
    assert_eq!(without_password, ["social", "social_elsewhere", "sso"]);
    let with_seed: Vec<&str> = people
        .iter()
        .filter(|person| person["totp_secret"].is_string())
        .filter_map(|p| p["purpose"].as_str())
        .collect();
    assert_eq!(with_seed, ["totp", "many", "reset_totp", "trusted"]);

    let seed = browser.arrives().await.enrolls(app.person("enroll"), app.now()).await;
    let people: Vec<Value> = browser.get("/dev/accounts").await.json();
    assert_eq!(people[0]["totp_secret"], seed, "who has just enrolled has one as well");
}

#[tokio::test]
async fn the_simulated_authenticator_shows_the_code_that_the_page_waits_for() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose_totp()).await;
    let screen: Value = visit.browser.get("/dev/authenticator").await.json();
    assert_eq!(
        (&screen["entries"][0]["name"], &screen["entries"][0]["being_set_up"]),
        (&json!("Kari Nordmann"), &json!(true))
    );
    let code = screen["entries"][0]["code"].as_str().expect("a code").to_owned();
    assert_eq!(code, totp_code(&visit.seed(), app.now()));
    visit.does(submit_code(&code)).await.does(acknowledge()).await.sees(StepType::Complete);
    app.seconds_pass(31);
    let screen: Value = browser.get("/dev/authenticator").await.json();
    assert_eq!((&screen["entries"][0]["being_set_up"], &screen["seconds_left"]), (&json!(false), &json!(29)));
}

#[tokio::test]
async fn the_lobby_shows_everybody_and_everything() {
    let app = TestApp::new();
    let answer = app.browser().get("/dev").await;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let page = answer.text();
    for person in &reference_server::dev::people::PEOPLE {
        assert!(page.contains(person.name) && page.contains(person.about), "{}", person.purpose);
    }
    for platform in ["web", "desktop", "ios", "android", "fjord", "ledger"] {
        assert!(page.contains(&format!("/dev/client/{platform}/start")));
    }
    assert!(page.contains("Saturday 21 November 2026, 09:30:00 UTC"));
    assert!(!page.contains("style=") && !page.contains("onclick") && !page.contains("<style"), "nothing inline");
    for file in ["/dev/lobby.css", "/dev/lobby.js", "/dev/product.css"] {
        assert_eq!(app.browser().get(file).await.status, 200);
    }
}

#[tokio::test]
async fn the_clock_moves_by_a_press_and_goes_back() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let start = app.now();
    let state: Value = browser.post("/dev/clock", &json!({ "advance_seconds": 60 })).await.json();
    assert_eq!((&state["now"], &state["offset_seconds"]), (&json!(start.0 + 60), &json!(60)));
    let answer = browser.submit_form("/dev/forms/clock", "advance_seconds=86400").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/dev#clock"));
    assert_eq!(app.now().since(start), 86_460);
    assert!(browser.get("/dev").await.text().contains("1 d 1 min ahead"));
    browser.submit_form("/dev/forms/clock", "real_time=1").await;
    assert_eq!(app.now(), start);
}

#[tokio::test]
async fn a_clock_that_goes_back_keeps_nobody_out() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    browser.post("/dev/clock", &json!({ "advance_seconds": 90 * 86_400 })).await;
    let seed = "K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT";
    browser.arrives().await.gives_password(ingrid).await.does(submit_code(&totp_code(seed, app.now()))).await;
    let mut visit = browser.arrives().await;
    visit.does(identify("nobody@example.no")).await;
    for _ in 0..10 {
        visit.fails(submit_password("wrong")).await;
    }
    browser.submit_form("/dev/forms/clock", "real_time=1").await;
    app.seconds_pass(30);
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await.does(submit_code(&totp_code(seed, app.now()))).await.sees(StepType::Complete);
}

#[tokio::test]
async fn reset_brings_back_the_first_day() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let start = app.now();
    browser.post("/dev/clock", &json!({ "advance_seconds": 3600 })).await;
    let mut visit = browser.arrives().await;
    visit.enrolls(kari, app.now()).await;
    visit.does(acknowledge()).await;
    let flow = visit.flow;
    assert_eq!(browser.post("/dev/reset", &json!({})).await.status, 204);
    assert_eq!(app.now(), start);
    assert_eq!(browser.resume(&flow).await.status, 404);
    let session: Value = browser.get("/auth/v1/session").await.json();
    assert_eq!(session["subject"], Value::Null);
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.sees(StepType::MfaEnrollSelect);
    assert_eq!(browser.submit_form("/dev/forms/reset", "").await.header("location"), "/dev");
    assert_eq!(browser.get("/dev/outbox").await.json::<Value>(), json!([]));
}

#[tokio::test]
async fn the_product_signs_people_in_and_out() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    assert!(browser.get("/dev/client/web").await.text().contains("Your notes"));
    let start = browser.get("/dev/client/web/start?login_hint=%C3%85se+S%C3%B8rb%C3%B8&ui_locales=nb").await;
    let authorize = start.header("location").strip_prefix("http://localhost:8787").expect("this server").to_owned();
    let page = browser.get(&authorize).await;
    assert_eq!(page.redirect_param("ui_locales").as_deref(), Some("nb"));
    let handle = page.redirect_param("request").expect("a handle");
    let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
    let flow = browser.act(&flow, identify(ase.username)).await.flow();
    let flow = browser.act(&flow, submit_password(ase.password)).await.flow();
    let auth_contract::Step::Complete(step) = &flow.step else { panic!("{:?}", flow.step) };
    let callback = step.redirect_to.strip_prefix("http://localhost:8787").expect("this server").to_owned();

    let stolen = app.browser().get(&callback).await;
    assert_eq!(stolen.status, 400, "a callback opened in another browser signs nobody in");
    let flow = browser.resume(&flow).await.flow();
    let auth_contract::Step::Complete(_) = &flow.step else { panic!("{:?}", flow.step) };

    let again = browser.get("/dev/client/web/start").await;
    let authorize = again.header("location").strip_prefix("http://localhost:8787").expect("this server").to_owned();
    let handle = browser.get(&authorize).await.redirect_param("request").expect("a handle");
    let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
    let flow = browser.act(&flow, identify(ase.username)).await.flow();
    let flow = browser.act(&flow, submit_password(ase.password)).await.flow();
    let auth_contract::Step::Complete(step) = &flow.step else { panic!("{:?}", flow.step) };
    let callback = step.redirect_to.strip_prefix("http://localhost:8787").expect("this server").to_owned();
    let signed_in = browser.get(&callback).await;
    assert_eq!((signed_in.status.as_u16(), signed_in.header("location")), (303, "/dev/client/web"));
    let home = browser.get("/dev/client/web").await.text();
    assert!(home.contains("You are signed in as") && home.contains("Åse Sørbø"));
    assert_eq!(browser.get(&callback).await.header("location"), "/dev/client/web", "a reload does no harm");

    browser.submit_form("/dev/client/web/sign-out", "").await;
    assert!(browser.get("/dev/client/web").await.text().contains("Your notes"));
    assert!(!browser.cookies.contains_key("__Host-session"));
    assert_eq!(browser.get("/dev/client/fridge").await.status, 404);
}

#[tokio::test]
async fn other_sites_cannot_press_the_lobbys_buttons() {
    let app = TestApp::new();
    let mut browser = app.browser();
    for path in ["/dev/reset", "/dev/clock", "/dev/forms/reset", "/dev/forms/clock", "/dev/client/web/sign-out"] {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")]
        {
            let request =
                Request::post(path).header("content-type", "application/x-www-form-urlencoded").header(name, value);
            assert_eq!(browser.send(request, "advance_seconds=1").await.status, 403, "{path} {name}: {value}");
        }
    }
}

#[tokio::test]
async fn development_mode_answers_to_names_of_this_computer_only() {
    let app = TestApp::new();
    let mut browser = app.browser();
    for (host, status) in [
        ("localhost:8787", 200),
        ("127.0.0.1:8787", 200),
        ("[::1]:8787", 200),
        ("rebound.evil.example:8787", 421),
        ("localhost.evil.example", 421),
        ("192.0.2.1", 421),
    ] {
        let answer = browser.send(Request::get("/dev/accounts").header("host", host), Body::empty()).await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test]
async fn without_development_mode_there_is_no_lobby_and_nobody_in_it() {
    let app = TestApp::with(|settings| {
        settings.dev = false;
        settings.public_origin = "https://auth.example.com".into();
    });
    let mut browser = app.browser();
    for path in ["/dev", "/dev/accounts", "/dev/outbox", "/dev/authenticator", "/dev/client/web", "/dev/lobby.js"] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    assert_ne!(browser.post("/dev/reset", &json!({})).await.status, 204);
    let people = app.app.store.transact_blocking(|tx| {
        Ok::<i64, reference_server::store::StoreError>(
            tx.query_row("SELECT count(*) FROM accounts", [], |row| row.get(0))?,
        )
    });
    assert_eq!(people.expect("a count"), 0);
}
