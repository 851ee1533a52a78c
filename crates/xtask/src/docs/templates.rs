//! `docs/templates`: what an operator fills in and puts on the old and the new domain. A file with a slip in it is passed
//! over by those who read it, and nobody is told; so at least ours begin right.

use serde_json::Value;

use crate::testing::repository;

const RELATION: &str = "delegate_permission/common.get_login_creds";

fn template(path: &str) -> Value {
    let file = repository().join("docs").join("templates").join(path);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect()
}

/// An origin as these files want it: no path, no slash at its end.
fn is_origin(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|host| host.contains('.') && !host.contains('/'))
}

/// Nothing in a template is anybody's: names that nobody can own (RFC 2606).
fn is_example(name: &str) -> bool {
    let host = name.strip_prefix("https://").unwrap_or(name);
    host.ends_with("example.com") || host.rsplit('.').next() == Some("example")
}

/// Digital Asset Links, statement list.
#[test]
fn asset_links_name_both_origins_and_an_app() {
    let links = template("well-known/assetlinks.json");
    let mut sites = vec![];
    for link in links.as_array().expect("a list") {
        assert_eq!(texts(&link["relation"]), [RELATION], "{link}");
        let target = &link["target"];
        match target["namespace"].as_str() {
            Some("web") => sites.extend(target["site"].as_str()),
            Some("android_app") => {
                assert!(target["package_name"].as_str().is_some_and(|name| name.contains('.')), "{target}");
                for print in texts(&target["sha256_cert_fingerprints"]) {
                    let is_byte = |byte: &str| byte.len() == 2 && u8::from_str_radix(byte, 16).is_ok();
                    assert_eq!(print.split(':').filter(|byte| is_byte(byte)).count(), 32, "{print}");
                    assert_eq!(print, print.to_uppercase());
                }
            }
            other => panic!("namespace {other:?}"),
        }
    }
    assert!(sites.len() == 2 && sites[0] != sites[1], "{sites:?}");
    assert!(sites.iter().all(|site| is_origin(site) && is_example(site)), "{sites:?}");
}

/// Apple, *Supporting associated domains*: ten characters of the team, a dot, the identifier of the bundle.
#[test]
fn apples_file_names_apps_by_team_and_bundle() {
    let file = template("well-known/apple-app-site-association");
    for app in texts(&file["webcredentials"]["apps"]) {
        let (team, bundle) = app.split_once('.').expect("team and bundle");
        assert!(team.len() == 10 && team.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()), "{app}");
        assert!(bundle.contains('.'), "{app}");
    }
}

/// Web Authentication Level 3, section 5.11.1.
#[test]
fn related_origins_are_a_list_of_origins() {
    let file = template("well-known/webauthn");
    let origins = texts(&file["origins"]);
    assert!(!origins.is_empty() && origins.iter().all(|origin| is_origin(origin) && is_example(origin)), "{origins:?}");
}

/// `quirks/shared-credentials.json` of Apple's password-manager-resources: registrable domains, no origins.
#[test]
fn entries_for_apples_list_are_domains_that_share_or_have_moved() {
    let entries = template("shared-credentials.json");
    for entry in entries.as_array().expect("a list") {
        let domains: Vec<&str> =
            ["shared", "from", "to"].iter().filter_map(|key| entry.get(key)).flat_map(texts).collect();
        assert!(
            domains.len() > 1 && domains.iter().all(|domain| is_example(domain) && !domain.contains('/')),
            "{entry}"
        );
        assert_eq!(entry.get("from").is_some(), entry.get("to").is_some(), "{entry}");
        assert_ne!(entry.get("shared").is_some(), entry.get("from").is_some(), "{entry}");
    }
}

#[test]
fn the_guide_leads_to_each() {
    let guide = std::fs::read_to_string(repository().join("docs").join("operating.md")).expect("docs/operating.md");
    for path in [
        "well-known/assetlinks.json",
        "well-known/apple-app-site-association",
        "well-known/webauthn",
        "shared-credentials.json",
    ] {
        assert!(guide.contains(&format!("(templates/{path})")), "{path}");
    }
}
