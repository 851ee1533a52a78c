//! The harness itself: a check that cannot fail proves nothing, so each is shown to fail here.

use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::response::Html;
use axum::routing::{get, post};
use portico_tests::clock::Stopwatch;
use portico_tests::person::Key;
use portico_tests::{Product, Stage, http_client, qr, walk};
use serde_json::Value;

const FORM: &str = r#"<!doctype html><html lang="en"><title>Sign in</title><meta name="viewport" content="width=device-width">
    <main data-step="identify"><h1>Sign in</h1><form action="/done"><label for="username">E-mail or username</label>
    <input id="username" name="username" autocomplete="username"><button type="submit" data-action="identify">Continue</button>
    </form></main>"#;

/// A page as the whole site.
fn site(page: &'static str) -> Router {
    let html = move || async move { Html(page) };
    Router::new().route("/", get(html)).route("/done", get(|| async { Html("<main data-step=password><h1>Password") }))
}

/// Runs a walk that must fail, and returns why it did.
fn failure_of(body: impl AsyncFnOnce(&Stage) + Send + 'static) -> String {
    // A thread of its own: the walk brings its own runtime, and its name keeps the evidence apart.
    let walk = thread::Builder::new().name("harness::expected_failure".into()).spawn(move || walk(body));
    let panic = walk.expect("a thread").join().expect_err("the walk fails");
    panic
        .downcast_ref::<String>()
        .cloned()
        .or(panic.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_default()
}

#[test]
fn a_person_types_presses_and_sees() {
    walk(async |stage| {
        let kari = stage.person(&Product::around(site(FORM)).await).await;
        kari.opens("/").await;
        kari.sees("identify").await;
        kari.types("#username", "kåre").await;
        assert_eq!(kari.value_of("#username").await, "kåre");
        kari.types("#username", "kari").await;
        assert_eq!(kari.value_of("#username").await, "kari");
        kari.presses("identify").await;
        kari.sees("password").await;
        assert_eq!(kari.url().await.query(), Some("username=kari"));
        assert!(kari.journal().contains("sees password"));
    });
}

#[test]
fn an_exception_on_the_console_fails_a_walk() {
    let why = failure_of(async |stage| {
        let page = "<!doctype html><title>x</title><main data-step=identify>x</main><script>throw new Error('broken')</script>";
        let kari = stage.person(&Product::around(site(page)).await).await;
        kari.opens("/").await;
        kari.sees("identify").await;
    });
    assert!(why.contains("broken"), "{why}");
}

#[test]
fn a_violation_of_the_policy_fails_a_walk() {
    let why = failure_of(async |stage| {
        let page =
            "<!doctype html><title>x</title><meta http-equiv=content-security-policy content=\"script-src 'none'\">
            <main data-step=identify>x</main><script>1</script>";
        let kari = stage.person(&Product::around(site(page)).await).await;
        kari.opens("/").await;
        kari.sees("identify").await;
    });
    assert!(why.contains("Content Security Policy"), "{why}");
}

#[test]
fn what_is_hidden_is_not_seen() {
    walk(async |stage| {
        let page = "<!doctype html><title>x</title><main data-step=identify><p id=a hidden>a</p><p id=b style=opacity:0>b</p><p id=c>c</p></main>";
        let kari = stage.person(&Product::around(site(page)).await).await;
        kari.opens("/").await;
        kari.sees("identify").await;
        assert!(!kari.can_see("#a").await && !kari.can_see("#b").await);
        assert_eq!(kari.reads("#c").await, "c");
    });
}

#[test]
fn axe_finds_a_missing_label_and_nothing_on_a_good_page() {
    walk(async |stage| {
        let good = stage.person(&Product::around(site(FORM)).await).await;
        good.opens("/").await;
        good.expects_no_barriers().await;
        good.runs("document.querySelector('label').remove()", Value::Null).await;
        let found = good.barriers().await;
        assert!(found.contains("label"), "{found}");
    });
}

#[test]
fn keys_reach_the_focus_and_an_input_method_composes() {
    walk(async |stage| {
        let kari = stage.person(&Product::around(site(FORM)).await).await;
        kari.opens("/").await;
        kari.tabs_to("#username").await;
        kari.composes("に").await;
        assert_eq!(kari.value_of("#username").await, "に");
        kari.composes("にほ").await;
        kari.commits_composition("日本").await;
        assert_eq!(kari.value_of("#username").await, "日本");
        kari.presses_key(Key::Enter).await;
        kari.sees("password").await;
    });
}

#[test]
fn firefox_fills_what_it_has_saved() {
    walk(async |stage| {
        let product = Product::around(site(FORM)).await;
        let kari = stage.person_with_firefox(&product).await;
        kari.browser().saves_login(&product.origin(), "kari@example.no", "secret").await;
        kari.opens("/").await;
        kari.until(
            "filled by Firefox",
            "return document.querySelector('#username').value === 'kari@example.no'",
            Value::Null,
        )
        .await;
    });
}

#[test]
fn an_exception_in_firefox_fails_a_walk() {
    let why = failure_of(async |stage| {
        let page = "<!doctype html><title>x</title><main data-step=identify>x</main><script>throw new Error('broken')</script>";
        let kari = stage.person_with_firefox(&Product::around(site(page)).await).await;
        kari.opens("/").await;
        kari.sees("identify").await;
    });
    assert!(why.contains("broken"), "{why}");
}

#[test]
fn every_fault_does_what_it_says() {
    walk(async |_| {
        let carried_out = Arc::new(AtomicUsize::new(0));
        let count = carried_out.clone();
        let pages =
            Router::new().route("/act", post(|| async move { count.fetch_add(1, Ordering::SeqCst).to_string() }));
        let product = Product::around(pages).await;
        let client = http_client::builder().build().expect("a client");
        let act = || client.post(format!("{}/act", product.origin())).body("x").send();
        let counted = || carried_out.load(Ordering::SeqCst);
        let on = || product.faults().on("POST /act").once();

        assert_eq!(act().await.expect("passes through").status(), 200);
        on().drops_the_connection();
        assert!(act().await.is_err() && counted() == 1);
        on().loses_the_answer();
        assert!(act().await.is_err() && counted() == 2);
        on().answers(500, "text/html", "<h1>oops</h1>");
        assert!(act().await.expect("an answer").status() == 500 && counted() == 2);
        on().alters(|answer| answer.map(|_| "changed".into()));
        assert_eq!(act().await.expect("an answer").text().await.expect("text"), "changed");

        let watch = Stopwatch::start();
        on().delays(Duration::from_millis(200));
        act().await.expect("an answer");
        assert!(watch.elapsed() >= Duration::from_millis(200));

        let held = on().holds_the_answer();
        let (answer, ()) = tokio::join!(act(), async {
            held.has_one().await;
            tokio::time::timeout(Duration::from_secs(5), async {
                while counted() < 5 {
                    tokio::task::yield_now().await;
                }
            })
            .await
            .expect("carried out before the answer goes through");
            held.release();
        });
        assert_eq!(answer.expect("an answer").status(), 200);
        assert_eq!(product.traffic().matching("POST /act").len(), 7);
        assert_eq!(
            product.traffic().matching("POST /act").iter().filter(|exchange| exchange.status.is_none()).count(),
            2
        );
    });
}

#[test]
fn a_picture_without_a_code_does_not_decode() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_pixel(200, 200, image::Luma([255]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    assert_eq!(qr::decode(png.get_ref()), Err("no QR code in the picture".into()));
    assert!(catch_unwind(|| qr::decode(b"no picture").unwrap()).is_err());
}
