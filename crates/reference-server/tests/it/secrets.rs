//! Secrets do not leak into the database or the log.

use auth_contract::Method;

use crate::support::{
    TestApp, acknowledge, change_password, choose, choose_totp, everything_logged, identify, request_reset, send_to,
    submit_code, submit_password, switch_to, totp_code,
};

/// Everything below the data folder except the key file, as text.
fn everything_stored(app: &TestApp) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(app.folder()).expect("the folder is there") {
        let path = entry.expect("a file").path();
        if path.file_name().is_some_and(|name| name != "server.key") {
            bytes.extend(std::fs::read(path).expect("a readable file"));
        }
    }
    bytes
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn nothing_secret_is_logged_or_stored_in_the_clear() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut secrets: Vec<(&str, String)> =
        vec![("password", kari.password.into()), ("wrong password", "a-wrong-guess-of-kari".into())];

    let mut visit = browser.arrives().await;
    visit.does(identify(kari.username)).await;
    visit.fails(submit_password("a-wrong-guess-of-kari")).await;
    visit.does(submit_password(kari.password)).await.does(choose_totp()).await;
    let seed = visit.seed();
    secrets.push(("TOTP seed", seed.clone()));
    visit.does(submit_code(&totp_code(&seed, app.now()))).await;
    let auth_contract::Step::RecoveryCodes(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    for code in &step.codes {
        secrets.push(("recovery code", code.expose().into()));
        secrets.push(("recovery code without hyphens", code.expose().replace('-', "")));
    }
    let used = step.codes[0].expose().to_owned();
    assert_absent(&app, &secrets, &seed);
    visit.does(acknowledge()).await;
    let code = visit.code();
    let token: serde_json::Value = visit.browser.exchange(&code, &[]).await.json();
    secrets.push(("authorization code", code));
    secrets.push(("access token", token["access_token"].as_str().expect("a token").into()));
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(switch_to("recovery_codes")).await.does(submit_code(&used)).await;
    for cookie in ["__Host-flow", "__Host-session"] {
        secrets.push((cookie, browser.cookies[cookie].clone()));
    }
    assert_absent(&app, &secrets, &seed);
}

fn assert_absent(app: &TestApp, secrets: &[(&str, String)], seed: &str) {
    let (log, stored) = (everything_logged(), everything_stored(app));
    assert!(holds(&stored, b"kari.nordmann@example.no"), "the search would find what is there");
    assert!(log.contains("invalid_credentials"), "the log would have it");
    for (what, secret) in secrets {
        assert!(!log.contains(secret.as_str()), "the log holds the {what}");
        assert!(!holds(&stored, secret.as_bytes()), "the database holds the {what}");
    }
    let raw = data_encoding::BASE32_NOPAD.decode(seed.as_bytes()).expect("Base32");
    assert!(!holds(&stored, &raw), "the database holds the seed's bytes");
}

#[tokio::test]
async fn recovery_codes_are_gone_from_the_flow_once_they_are_kept() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.enrolls(app.person("enroll"), app.now()).await;
    visit.does(acknowledge()).await;
    let answers = app.app.store.transact_blocking(|tx| {
        Ok::<i64, reference_server::store::StoreError>(tx.query_row(
            "SELECT count(*) FROM stored_answers",
            [],
            |row| row.get(0),
        )?)
    });
    assert_eq!(answers.expect("a count"), 0, "no stored answer holds them either");
    assert!(!visit.browser.resume(&visit.flow).await.text().contains("recovery_codes"));
}

/// Six digits stand by accident in every timestamp, so here only whole words count.
fn is_logged(code: &str) -> bool {
    everything_logged()
        .lines()
        .filter_map(|line| line.split_once(' '))
        .any(|(_, line)| line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == code))
}

#[tokio::test]
async fn codes_that_are_sent_and_new_passwords_are_neither_logged_nor_stored_in_the_clear() {
    const NEW: &str = "otters juggle seven plums";
    let app = TestApp::new();
    let (lars, ola) = (app.person("sms"), app.person("reset"));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(lars).await;
    let by_text = visit.code_sent_to(lars.phone.expect("a number")).await;
    visit.does(submit_code(&by_text)).await;
    let mut visit = browser.arrives().await;
    visit.does(identify(ola.username)).await.does(request_reset(None)).await;
    let by_mail = visit.code_sent_to(ola.username).await;
    visit.does(submit_code(&by_mail)).await.fails(change_password("short-secret")).await;
    visit.does(change_password(NEW)).await;
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose(Method::Sms)).await;
    visit.does(send_to("+47 901 23 457")).await;

    let stored = everything_stored(&app);
    for (what, secret) in [("new password", NEW), ("refused password", "short-secret"), ("number", "+4790123457")] {
        assert!(!holds(&stored, secret.as_bytes()), "{what} is stored");
        assert!(!everything_logged().contains(secret), "{what} is logged");
    }
    for code in [&by_text, &by_mail] {
        assert!(!is_logged(code), "{code} is logged");
        assert!(!holds(&stored, code.as_bytes()), "{code} is stored");
    }
}
