//! The lobby's links into the page: each starts a sign-in with one press.

use auth_contract::{Step, StepType};
use http::Request;
use serde_json::json;

use crate::support::{Browser, TestApp, identify, skip};

/// The links of the lobby into the demo products.
async fn links(browser: &mut Browser) -> Vec<String> {
    let page = browser.get("/dev").await.text();
    let parts = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    parts
        .filter(|href| href.starts_with("/dev/client/") && href.contains("/start"))
        .map(|href| href.replace("&amp;", "&"))
        .collect()
}

/// Follows a link to the page. Returns the handle of the authorization request.
async fn pressed(browser: &mut Browser, link: &str) -> String {
    let answer = browser.send(Request::get(link), "").await;
    let authorize = answer.header("location").strip_prefix("http://localhost:8787").unwrap_or_default().to_owned();
    assert!(authorize.starts_with("/authorize?"), "{link}: {}", answer.text());
    let answer = browser.send(Request::get(&authorize), "").await;
    answer.redirect_param("request").unwrap_or_else(|| panic!("{link}: {}", answer.header("location")))
}

#[tokio::test]
async fn every_link_starts_a_sign_in() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let links = links(&mut browser).await;
    assert!(links.len() > 40, "{links:?}");
    for link in links {
        let handle = pressed(&mut browser, &link).await;
        let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
        let expected = if link.contains("-after/") { StepType::AppUpdate } else { StepType::Identify };
        assert_eq!(flow.step.step_type(), expected, "{link}");
        if let (Step::Identify(step), Some((_, hint))) = (&flow.step, link.split_once("login_hint=")) {
            let typed =
                url::form_urlencoded::parse(format!("x={hint}").as_bytes()).next().map(|(_, it)| it.into_owned());
            assert_eq!(step.identifier, typed, "{link}");
        }
    }
}

/// Runs every cell of the version table to its end.
#[tokio::test]
async fn the_table_of_versions_shows_the_gate() {
    let app = TestApp::new();
    for (platform, current, old) in
        [("desktop", "1.1.2", "1.1.1"), ("ios", "3.1.0", "3.0.4"), ("android", "2.5.0", "2.4.1")]
    {
        let cells = [
            (platform.to_owned(), current, Some(StepType::Complete)),
            (platform.to_owned(), old, Some(StepType::AppUpdate)),
            (format!("{platform}-after"), old, None),
            (format!("{platform}-after"), "latest", None),
        ];
        for (path, version, at_the_end) in cells {
            // A person who postponed the update in the previous cell would not be asked again.
            app.seconds_pass(24 * 60 * 60);
            let mut browser = app.browser();
            let link = format!("/dev/client/{path}/start?app_version={version}");
            assert!(links(&mut browser).await.contains(&link), "{link}");
            let handle = pressed(&mut browser, &link).await;
            let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
            let mut visit = crate::support::Visit { browser: &mut browser, flow };
            match at_the_end {
                None => {
                    visit.sees(StepType::AppUpdate);
                    assert_eq!(visit.browser.act(&visit.flow, identify("kari")).await.status, 403);
                }
                Some(step) => {
                    visit.gives_password(app.person("plain")).await.sees(step);
                    if step == StepType::AppUpdate {
                        visit.does(skip()).await.sees(StepType::Complete);
                    }
                }
            }
        }
    }
}

/// U3: a person who copies the code from the page can sign in to the app with it.
#[tokio::test]
async fn a_code_is_carried_into_the_demo_app_by_hand() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let typed = async |browser: &mut Browser, code: &str| {
        let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("code", code).finish();
        browser.submit_form("/dev/client/android/code", &form).await
    };
    assert_eq!(typed(&mut browser, "made-up").await.status, 400, "nothing was begun");
    let handle = pressed(&mut browser, "/dev/client/android/start").await;
    let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
    let mut visit = crate::support::Visit { browser: &mut browser, flow };
    visit.gives_password(app.person("plain")).await;
    let Step::Complete(end) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    let code = end.code.as_ref().expect("a code to copy").expose().to_owned();
    assert_eq!(typed(&mut browser, "made-up").await.status, 400);
    let mut stranger = app.browser();
    assert_eq!(typed(&mut stranger, &code).await.status, 400, "worth nothing without the app’s own secret");
    let answer = typed(&mut browser, &format!(" {code}\n")).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("Åse Sørbø"));
}
