//! Message delivery: the requests to gateways, failures, and the outbox after a restart.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use auth_contract::{Action, ProblemCode, StepType};
use axum::{Json, Router, extract::State, http::HeaderMap, routing::post};
use http::StatusCode;
use reference_server::{
    domain::messages::{CodeMessage, Purpose},
    flow::code_message::queue,
    services::delivery::{MailSettings, SmsSettings, deliver, outbox_worker},
    store::outbox::Channel,
};
use serde_json::Value;

use crate::support::{TestApp, everything_logged};

/// A fake gateway with configurable responses, which records its requests.
#[derive(Clone, Default)]
struct Gateway {
    got: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
    answers: Arc<Mutex<Vec<StatusCode>>>,
}

impl Gateway {
    async fn start(answers: &[StatusCode]) -> (Self, SmsSettings) {
        let gateway = Self::default();
        gateway.answers.lock().expect("no panic").extend(answers.iter().rev());
        let router = Router::new().route("/send", post(receive)).with_state(gateway.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let webhook = format!("http://{}/send", listener.local_addr().expect("an address"));
        tokio::spawn(axum::serve(listener, router).into_future());
        let token = Some(auth_contract::Secret::new("the gateway's token"));
        (gateway, SmsSettings { webhook: webhook.parse().expect("an address"), token })
    }

    fn got(&self) -> Vec<(HeaderMap, Value)> {
        self.got.lock().expect("no panic").clone()
    }
}

async fn receive(State(gateway): State<Gateway>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
    gateway.got.lock().expect("no panic").push((headers, body));
    gateway.answers.lock().expect("no panic").pop().unwrap_or(StatusCode::NO_CONTENT)
}

fn resend() -> Action {
    Action::Resend
}

async fn newest(app: &TestApp) -> Value {
    app.browser().get("/dev/outbox").await.json::<Vec<Value>>().remove(0)
}

#[tokio::test]
async fn a_text_message_goes_out_once_with_everything_that_the_gateway_needs() {
    let (gateway, sms) = Gateway::start(&[]).await;
    let app = TestApp::with(|settings| settings.sms = Some(sms));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("sms")).await.sees(StepType::MfaChallenge);
    visit.reloads().await;
    let got = gateway.got();
    assert_eq!(got.len(), 1, "a reload sends nothing");
    let (headers, body) = &got[0];
    assert_eq!(headers["authorization"], "Bearer the gateway's token");
    assert!(headers.contains_key("idempotency-key"));
    let code = newest(&app).await["code"].as_str().expect("a code").to_owned();
    assert_eq!(body["to"], app.person("sms").phone.expect("a number"));
    let text = body["text"].as_str().expect("a text");
    assert!(text.starts_with(&code) && text.ends_with(&format!("\n@localhost #{code}")), "{text}");
    assert_eq!(newest(&app).await["status"], "sent");
    visit.does(crate::support::submit_code(text)).await;
}

#[tokio::test]
async fn a_gateway_that_asks_for_patience_is_asked_again_and_one_that_refuses_is_not() {
    for (answers, tries, sent) in [
        (vec![StatusCode::SERVICE_UNAVAILABLE, StatusCode::NO_CONTENT], 2, true),
        (vec![StatusCode::TOO_MANY_REQUESTS; 9], 3, false),
        (vec![StatusCode::BAD_REQUEST], 1, false),
        (vec![StatusCode::INTERNAL_SERVER_ERROR], 1, false),
    ] {
        let (gateway, sms) = Gateway::start(&answers).await;
        let app = TestApp::with(|settings| settings.sms = Some(sms));
        let id = queued(&app, Channel::Sms, "+4790123442").await;
        assert_eq!(deliver(&app.app.delivery, id).await.is_ok(), sent, "{answers:?}");
        assert_eq!(gateway.got().len(), tries, "{answers:?}");
        assert_eq!(newest(&app).await["status"], if sent { "sent" } else { "failed" });
        assert_eq!(deliver(&app.app.delivery, id).await.is_ok(), sent, "what became of it stands");
        assert_eq!(gateway.got().len(), tries, "and it is not sent again");
    }
}

async fn queued(app: &TestApp, channel: Channel, to: &'static str) -> i64 {
    let (parts, now) = (app.app.clone(), app.now());
    let code = auth_contract::Secret::new("918273");
    app.app
        .store
        .transact(move |tx| {
            let message = CodeMessage { channel, to, purpose: Purpose::SignIn, instead: "", code: &code, locale: "en" };
            queue(&parts.flow, tx, &message, now)
        })
        .await
        .expect("the database works")
}

#[tokio::test]
async fn the_person_learns_that_nothing_went_out_and_may_try_again_at_once() {
    let refusals = [StatusCode::INTERNAL_SERVER_ERROR];
    let (gateway, sms) = Gateway::start(&refusals).await;
    let app = TestApp::with(|settings| settings.sms = Some(sms));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let person = app.person("sms");
    visit.does(crate::support::identify(person.username)).await;
    let problem = visit.fails(crate::support::submit_password(person.password)).await;
    assert_eq!((problem.code, problem.status), (ProblemCode::DeliveryFailed, 503));
    visit.sees(StepType::MfaChallenge);
    visit.does(resend()).await;
    assert_eq!(gateway.got().len(), 2);
}

#[tokio::test]
async fn a_mail_server_that_is_not_there_is_a_failure_in_time() {
    let app = TestApp::with(|settings| {
        let from = "Northwind <no-reply@auth.example.com>".parse().expect("a mailbox");
        // A port that was just released, so that nothing listens on it.
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        settings.mail = Some(MailSettings { url: format!("smtp://{free}"), from });
    });
    let id = queued(&app, Channel::Email, "kari@example.no").await;
    let verdict = tokio::time::timeout(Duration::from_secs(6), deliver(&app.app.delivery, id)).await;
    assert!(verdict.expect("in time").is_err());
    assert_eq!(newest(&app).await["status"], "failed");
}

#[tokio::test]
async fn at_the_same_time_is_once() {
    let (gateway, sms) = Gateway::start(&[]).await;
    let app = TestApp::with(|settings| settings.sms = Some(sms));
    let id = queued(&app, Channel::Sms, "+4790123442").await;
    let _ =
        tokio::join!(deliver(&app.app.delivery, id), deliver(&app.app.delivery, id), deliver(&app.app.delivery, id));
    assert_eq!(gateway.got().len(), 1);
}

#[tokio::test]
async fn what_a_stopped_server_left_goes_out_while_it_is_of_use() {
    let (gateway, sms) = Gateway::start(&[]).await;
    let app = TestApp::with(|settings| settings.sms = Some(sms));
    queued(&app, Channel::Sms, "+4790123442").await;
    let app = app.restarted();
    outbox_worker::sweep(&app.app.delivery).await.expect("the database works");
    assert_eq!(gateway.got().len(), 0, "somebody may be about to send it");
    app.seconds_pass(20);
    outbox_worker::sweep(&app.app.delivery).await.expect("the database works");
    outbox_worker::sweep(&app.app.delivery).await.expect("the database works");
    assert_eq!(gateway.got().len(), 1);

    queued(&app, Channel::Sms, "+4790123442").await;
    app.seconds_pass(6 * 60);
    outbox_worker::sweep(&app.app.delivery).await.expect("the database works");
    assert_eq!(gateway.got().len(), 1, "its code is of no use any more");
    assert_eq!(newest(&app).await["status"], "failed");
}

#[tokio::test]
async fn neither_code_nor_recipient_stands_in_the_log_or_the_database() {
    let (_gateway, sms) = Gateway::start(&[StatusCode::BAD_REQUEST]).await;
    let app = TestApp::with(|settings| {
        settings.dev = false;
        settings.sms = Some(sms);
    });
    let id = queued(&app, Channel::Sms, "+4799887766").await;
    assert!(deliver(&app.app.delivery, id).await.is_err());
    let contains = |bytes: &[u8], needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    for file in std::fs::read_dir(app.folder()).expect("the data folder") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("its content");
        assert!(!contains(&bytes, "918273") && !contains(&bytes, "+4799887766"));
    }
    assert!(!everything_logged().contains("+4799887766") && !everything_logged().contains("918273"));
}
