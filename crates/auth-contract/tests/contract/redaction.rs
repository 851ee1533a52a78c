use std::collections::BTreeSet;

use crate::any_sample::AnySample;
use crate::walk::Schemas;

/// The parts of a sample that must not be printed: secrets, WebAuthn JSON, and the query of a navigation target.
fn unprintable(schemas: &Schemas, sample: &AnySample) -> Vec<String> {
    let mut unprintable = Vec::new();
    for place in schemas.walk(sample.schema, &sample.json) {
        let text = place.value.as_str();
        if place.name == Some("Secret") {
            unprintable.push(text.unwrap().to_owned());
        }
        if place.is_opaque() {
            let members = place.value.as_object().unwrap().values();
            unprintable.extend(members.filter_map(|value| value.as_str()).map(str::to_owned));
        }
        let carries_codes = ["/step/redirect_to", "/step/url"].iter().any(|end| place.pointer.ends_with(end));
        if carries_codes && let Some((_, query)) = text.and_then(|url| url.split_once('?')) {
            unprintable.push(query.to_owned());
        }
    }
    unprintable
}

#[test]
fn no_secret_is_printed() {
    let (schemas, mut tried) = (Schemas::new(), BTreeSet::new());
    for sample in AnySample::all() {
        for secret in unprintable(&schemas, &sample) {
            assert!(secret.len() >= 4, "too short to be looked for: {secret}");
            assert!(!sample.printed.contains(&secret), "{} prints {secret}", sample.name);
            tried.insert(secret);
        }
    }
    assert!(tried.len() >= 25, "only {} secrets were looked for", tried.len());
}

#[test]
fn what_is_named_like_a_secret_is_one() {
    let names = ["password", "new_password", "code", "codes", "pin", "secret", "otpauth_uri"];
    let (schemas, mut tried) = (Schemas::new(), BTreeSet::new());
    for sample in AnySample::all() {
        for place in schemas.walk(sample.schema, &sample.json) {
            let member =
                place.pointer.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/').rsplit('/').next().unwrap();
            let is_word = place.schema["enum"].is_array();
            if place.value.is_string() && !is_word && names.contains(&member) {
                assert_eq!(place.name, Some("Secret"), "{} at {}", sample.name, place.pointer);
                tried.insert(member.to_owned());
            }
        }
    }
    assert_eq!(tried.len(), names.len(), "only {tried:?} were met");
}
