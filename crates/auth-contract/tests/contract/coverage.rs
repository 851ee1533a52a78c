use std::collections::BTreeSet;

use auth_contract::{FlowStatus, Step, samples};

use crate::any_sample::AnySample;
use crate::walk::Schemas;

/// `<schema>`, `<schema>.<member>` and `<schema>=<value>` for everything that occurs in a sample.
fn met(schemas: &Schemas) -> BTreeSet<String> {
    let mut met = BTreeSet::new();
    for sample in AnySample::all() {
        for place in schemas.walk(sample.schema, &sample.json) {
            let Some(name) = place.name else { continue };
            met.insert(name.to_owned());
            met.extend(place.value.as_object().into_iter().flatten().map(|(member, _)| format!("{name}.{member}")));
            met.extend(
                place.value.as_str().filter(|_| place.schema["enum"].is_array()).map(|word| format!("{name}={word}")),
            );
        }
    }
    met
}

#[test]
fn every_type_member_and_word_of_the_contract_has_a_sample() {
    let schemas = Schemas::new();
    let met = met(&schemas);
    let mut missing = Vec::new();
    for (name, schema) in schemas.iter() {
        // A `oneOf` is covered through its variants.
        if schema["discriminator"].is_object() {
            continue;
        }
        let members =
            schema["properties"].as_object().into_iter().flatten().map(|(member, _)| format!("{name}.{member}"));
        let words =
            schema["enum"].as_array().into_iter().flatten().map(|word| format!("{name}={}", word.as_str().unwrap()));
        missing.extend([name.clone()].into_iter().chain(members).chain(words).filter(|thing| !met.contains(thing)));
    }
    assert!(missing.is_empty(), "without a sample: {missing:#?}");
}

#[test]
fn sample_names_are_unique_and_kebab_case() {
    let mut seen = BTreeSet::new();
    for sample in AnySample::all() {
        let (_, name) = sample.name.split_once('/').unwrap();
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
        assert!(seen.insert(sample.name.clone()), "{} stands twice", sample.name);
    }
}

#[test]
fn every_scene_is_one_that_a_server_may_send() {
    for scene in samples::scenes() {
        let flow = &scene.value.flow;
        let possible = flow.step.step_type().possible_actions();
        assert!(flow.actions.iter().all(|action| possible.contains(action)), "{}", scene.name);
        let status = match flow.step {
            Step::Complete(_) => FlowStatus::Complete,
            Step::Denied(_) => FlowStatus::Denied,
            _ => FlowStatus::Active,
        };
        assert_eq!(flow.status, status, "{}", scene.name);
        assert!(flow.expires_at > flow.server_time, "{}", scene.name);
    }
}
