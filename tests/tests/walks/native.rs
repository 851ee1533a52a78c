//! Back into apps (U3): real ones, ones that do not open, and ones that are too old.

use portico_tests::browser::{Apps, Settings};
use portico_tests::clock::eventually;
use portico_tests::native_app::NativeApp;
use portico_tests::{Person, walk};
use serde_json::Value;

/// Of the demo's apps for telephones.
const SCHEME: &str = "com.example.northwind";

/// Signs in on the page that is open, up to the screen that leads back to the app.
async fn signs_in(person: &Person) -> String {
    let account = person.product().account("plain").await;
    person.sees("identify").await;
    person.identifies(&account).await;
    person.sees("password").await;
    person.gives_password(&account).await;
    person.sees("complete").await;
    account.username
}

/// U3: an app on the command line, around an OAuth library that is not ours, signs a person in through the browser.
#[test]
fn an_app_on_the_command_line_signs_in_through_the_page() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let mut app = NativeApp::start(&product, "northwind-desktop", None).await;
        person.opens_address(&app.request).await;
        let username = signs_in(&person).await;
        person.clicks("[data-continue]").await;
        person.until("back in the app", "return document.title === 'Back in the app'", Value::Null).await;
        let signed_in: Value = serde_json::from_str(&app.outcome().await).expect("a person, not an error");
        assert_eq!(signed_in["preferred_username"], username);
    });
}

/// U3: nothing opens, because no app is there for its address: the page notices, and offers everything else. Nothing
/// leaves the page, no console complains about the press, and a second try is possible.
#[test]
fn an_app_that_does_not_open_leaves_other_ways() {
    walk(async |stage| {
        let product = stage.product().await;
        let apps = Apps::without(&product.origin(), SCHEME);
        let person = stage.person_with(&product, &Settings { apps: Some(apps), ..Settings::default() }).await;
        person.opens_the_product("android").await;
        signs_in(&person).await;
        assert!(!person.can_see("[data-web], [data-app-code]").await, "before anybody has tried");
        let place = person.url().await;
        person.clicks("[data-continue]").await;
        person.reads("[data-hand-over=failed]").await;
        assert_eq!(person.url().await, place);
        for way in ["[data-continue]", "[data-copy]", "[data-web]"] {
            person.reads(way).await;
        }
        let code = person.value_of("[data-app-code]").await;
        assert!(code.len() > 20, "{code:?}");
        person.may_use_the_clipboard().await;
        person.clicks("[data-copy]").await;
        let copied = "return navigator.clipboard.readText().then(text => text === arguments[0]);";
        person.until("the code in the clipboard", copied, code.into()).await;
        person.clicks("[data-continue]").await;
        person.reads("[data-hand-over=failed]").await;
    });
}

/// U3: the web in place of the app.
#[test]
fn the_web_in_place_of_an_app_that_does_not_open() {
    walk(async |stage| {
        let product = stage.product().await;
        let apps = Apps::without(&product.origin(), SCHEME);
        let person = stage.person_with(&product, &Settings { apps: Some(apps), ..Settings::default() }).await;
        person.opens_the_product("ios").await;
        signs_in(&person).await;
        person.clicks("[data-continue]").await;
        person.reads("[data-hand-over=failed]").await;
        assert!(!person.can_see("[data-app-code]").await, "this app takes no code by hand");
        person.clicks("[data-web]").await;
        // The demo's product asks who the person is each time.
        person.sees("identify").await;
        let asked = product.traffic().matching("GET /authorize").pop().expect("the product on the web");
        assert!(asked.target.contains("client_id=northwind-web"), "{}", asked.target);
    });
}

/// U3: the app is opened with the answer to its request, once, and takes the place of the page: the person may close
/// the tab.
#[test]
fn an_app_that_opens_ends_the_work_of_the_tab() {
    walk(async |stage| {
        let product = stage.product().await;
        let apps = Apps::with(&product.origin(), SCHEME);
        let settings = Settings { apps: Some(apps.clone()), ..Settings::default() };
        let person = stage.person_with(&product, &settings).await;
        person.opens_the_product("ios").await;
        signs_in(&person).await;
        assert_eq!(apps.received(), None, "no press, no app");
        person.clicks("[data-continue]").await;
        let received = eventually("the app opens", async || apps.received()).await;
        assert!(received.starts_with("com.example.northwind:/callback?") && received.contains("code="), "{received}");
        // What is in front now is not the page.
        person.opens_a_tab().await;
        person.looks_at_tab(0).await;
        person.reads("[data-hand-over=opened]").await;
        assert!(person.can_see("[data-continue]").await, "and can be opened again");
    });
}
