//! No URL of the table of hostile targets is accepted as a navigation target, from any source.

use auth_contract::{DeniedCode, Step};
use reference_server::domain::{oauth::Clients, update_gate::Gate};
use serde_json::json;

use crate::support::TestApp;

const ORIGIN: &str = "https://auth.example.com";
const REGISTERED: [&str; 6] = [
    "https://app.example.com/callback",
    "https://app.example.com/",
    "com.example.notes:/callback",
    "http://127.0.0.1/callback",
    "http://127.0.0.1/",
    "http://[::1]/",
];

/// The targets of the file: a JSON string a line.
fn hostile() -> Vec<String> {
    let text = include_str!("../../../../tests/data/hostile-targets.txt");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let found: Vec<String> =
        lines.map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    assert!(found.len() > 150, "the table has {} lines", found.len());
    found
}

fn app() -> TestApp {
    TestApp::with_clients(
        |settings| settings.public_origin = ORIGIN.into(),
        |clients| {
            let desktop = clients.iter_mut().find(|client| client.id == "northwind-desktop").expect("the client");
            desktop.redirect_uris = REGISTERED.map(str::to_owned).to_vec();
        },
    )
}

#[tokio::test]
async fn none_is_redirected_to() {
    let app = app();
    let mut browser = app.browser();
    for target in hostile() {
        let answer = browser.authorize(&[("client_id", "northwind-desktop"), ("redirect_uri", &target)]).await;
        assert!(answer.header("location").starts_with("/?request="), "{target:?}: {}", answer.header("location"));
        let handle = answer.redirect_param("request").expect("a handle");
        let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
        assert!(
            matches!(flow.step, Step::Denied(ref denied) if denied.code == DeniedCode::InvalidRequest),
            "{target:?}"
        );
    }
    for target in REGISTERED {
        let answer = browser.authorize(&[("client_id", "northwind-desktop"), ("redirect_uri", target)]).await;
        let handle = answer.redirect_param("request").expect("a handle");
        let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
        assert!(matches!(flow.step, Step::Identify(_)), "{target}");
    }
}

#[tokio::test]
async fn none_is_returned_to() {
    let app = app();
    let mut browser = app.browser();
    for target in hostile() {
        let flow = browser.start(json!({ "return_to": target })).await.flow();
        assert!(
            matches!(flow.step, Step::Denied(ref denied) if denied.code == DeniedCode::InvalidRequest),
            "{target:?}"
        );
    }
    for target in ["/", "/account?tab=2#x", "https://auth.example.com/account"] {
        let flow = browser.start(json!({ "return_to": target })).await.flow();
        assert!(matches!(flow.step, Step::Identify(_)), "{target}");
    }
}

/// A registration names hosts of its own, so a plain address of somebody else is one. Whatever is taken is read alike by
/// everybody, and nothing that runs or shows something here is.
#[test]
fn none_of_the_tricks_can_be_registered() {
    for target in hostile() {
        let registered = |key: &str, value: &str| {
            let text = format!(
                "[[client]]\nid = \"notes\"\nname = \"Notes\"\nplatform = \"ios\"\n{}{key} = {value}\n",
                if key == "redirect_uris" { "" } else { "redirect_uris = []\n" }
            );
            let folder = tempfile::TempDir::new().expect("a folder");
            let file = folder.path().join("clients.toml");
            std::fs::write(&file, text).expect("a file");
            Clients::read(&file).is_ok()
        };
        let quoted = toml_string(&target);
        let taken = [
            registered("redirect_uris", &format!("[{quoted}]")),
            registered("web_uri", &quoted),
            registered("uri", &quoted),
            Gate::parse(&format!(
                "[[app]]\nplatform = \"ios\"\nversion = \"1\"\navailable_from = 2026-01-01\nstore_url = {quoted}\n"
            ))
            .is_ok(),
        ];
        if taken == [false; 4] {
            continue;
        }
        let url = url::Url::parse(&target).unwrap_or_else(|_| panic!("{target:?} was taken"));
        assert!(
            url.as_str() == target || url.as_str().strip_suffix('/') == Some(&target),
            "{target:?} is read as {url}"
        );
        assert!(url.username().is_empty() && url.password().is_none(), "{target:?}");
        let runs = ["javascript", "data", "vbscript", "blob", "filesystem", "file", "about", "view-source"];
        assert!(!runs.contains(&url.scheme()), "{target:?}");
        let is_ours = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
        assert!(is_ours || (url.scheme().contains('.') && taken[1..] == [false; 3]), "{target:?}");
        assert!(url.scheme() == "https" || !taken[3], "{target:?} is no shop");
    }
}

fn is_loopback(url: &url::Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "[::1]")) || url.host_str().is_some_and(|host| host.starts_with("127."))
}

/// A TOML basic string: JSON's escapes, but for the one character that TOML wants escaped as well.
fn toml_string(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a string is JSON");
    json.replace('\u{7f}', "\\u007F")
}
