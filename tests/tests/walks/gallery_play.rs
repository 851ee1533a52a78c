//! A screen of the gallery can be used: the page runs as in production, and a walk answers in the server's place.

use portico_tests::BrowserKind::Chromium;
use portico_tests::gallery::Gallery;
use portico_tests::settings;
use portico_tests::stage::Time;
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";

/// The step on screen and the error said on it.
async fn arrives(gallery: &Gallery, step: &str, error: Option<&str>) {
    let error = error.map_or("null".to_owned(), |error| json!(error).to_string());
    let body = format!(
        "return document.querySelector('main [data-step]')?.dataset.step === '{step}'
            && (document.querySelector('[data-error]')?.dataset.error ?? null) === {error}"
    );
    gallery.until(&format!("{step}, {error}"), &body).await;
}

/// Types into a field as a person who selects what is there first, and sends it with Enter.
async fn sends(gallery: &Gallery, field: &str, text: &str) {
    let body = "const field = document.getElementById(arguments[0]); field.focus(); field.select();";
    gallery.browser.run(body, json!(field)).await.expect("the field");
    for letter in text.chars() {
        gallery.presses(&[&letter.to_string()]).await;
    }
    gallery.presses(&[ENTER]).await;
}

async fn clicks(gallery: &Gallery, selector: &str) {
    let body = "document.querySelector(arguments[0]).click()";
    gallery.browser.run(body, json!(selector)).await.expect("something to press");
}

fn plays(hash: &'static str, walk: impl AsyncFnOnce(&Gallery)) {
    let _time = Time::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let gallery = Gallery::open(&settings::gallery(), Chromium).await;
        gallery.draws(hash).await.expect("the first screen");
        walk(&gallery).await;
        gallery.browser.close().await;
    });
}

/// D3: the whole sign-in, mistakes included, from a folder of files.
#[test]
fn a_designer_signs_in_for_the_first_time_without_a_server() {
    plays("#cell=identify&play=first-sign-in", async |gallery| {
        sends(gallery, "username", "designer@example.com").await;
        arrives(gallery, "password", None).await;
        let name = gallery.browser.run("return document.getElementById('username').value", Value::Null).await;
        assert_eq!(name.expect("the name"), "designer@example.com", "the screens speak of who was typed");
        sends(gallery, "password", "wrong").await;
        arrives(gallery, "password", Some("invalid_credentials")).await;
        sends(gallery, "password", "anything else").await;
        arrives(gallery, "mfa_enroll_select", None).await;
        clicks(gallery, "[data-method=totp]").await;
        arrives(gallery, "totp_enroll", None).await;
        sends(gallery, "otp", "000000").await;
        arrives(gallery, "totp_enroll", Some("invalid_code")).await;
        sends(gallery, "otp", "123456").await;
        arrives(gallery, "recovery_codes", None).await;
        clicks(gallery, "[data-action=acknowledge]").await;
        arrives(gallery, "complete", None).await;
    });
}

#[test]
fn a_designer_loses_the_line_and_nothing_that_was_typed() {
    plays("#cell=password&play=next-sign-in&network=offline", async |gallery| {
        sends(gallery, "password", "fjord").await;
        arrives(gallery, "password", Some("connection")).await;
        let kept = gallery.browser.run("return document.getElementById('password').value", Value::Null).await;
        assert_eq!(kept.expect("the field"), "fjord");
    });
}

/// Without a walk a press is seen and nothing happens: the state that was asked for stays.
#[test]
fn a_cell_that_is_not_played_stays_as_it_is() {
    plays("#cell=password", async |gallery| {
        sends(gallery, "password", "fjord").await;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        arrives(gallery, "password", None).await;
        let busy = "return document.querySelector('main button[type=submit]').getAttribute('aria-busy')";
        assert_eq!(gallery.browser.run(busy, Value::Null).await.expect("the button"), "false");
    });
}
