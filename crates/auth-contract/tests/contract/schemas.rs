use std::collections::{BTreeMap, BTreeSet};

use auth_contract::{ProblemCode, openapi};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::any_sample::AnySample;
use crate::walk::Schemas;

/// A validator for one schema of the document, from a library that is independent of our types.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut root = schema.clone();
    root["components"] = json!({ "schemas": document["components"]["schemas"] });
    jsonschema::draft202012::new(&root).unwrap()
}

fn validators(document: &Value) -> BTreeMap<&'static str, Validator> {
    ["Flow", "Problem", "ActionRequest", "StartFlow", "Session", "SignedOut", "Config"]
        .into_iter()
        .map(|name| (name, validator(document, &json!({ "$ref": format!("#/components/schemas/{name}") }))))
        .collect()
}

#[test]
fn every_sample_follows_its_schema() {
    let document = openapi::document();
    let validators = validators(&document);
    for sample in AnySample::all() {
        if let Err(error) = validators[sample.schema].validate(&sample.json) {
            panic!("{} at {}: {error}", sample.name, error.instance_path());
        }
    }
}

#[test]
fn the_schemas_and_the_types_refuse_the_same() {
    let (document, schemas) = (openapi::document(), Schemas::new());
    let validators = validators(&document);
    let mut refused = 0;
    for sample in AnySample::all() {
        for place in schemas.walk(sample.schema, &sample.json).into_iter().filter(|place| !place.is_opaque()) {
            let mut wrong = sample.json.clone();
            *wrong.pointer_mut(&place.pointer).unwrap() = json!(-3.5);
            assert!(sample.read(&wrong).is_err(), "{} is read with a number at {}", sample.name, place.pointer);
            assert!(!validators[sample.schema].is_valid(&wrong), "{} at {}", sample.name, place.pointer);
            for member in place.value.as_object().into_iter().flatten().map(|(member, _)| member) {
                let mut without = sample.json.clone();
                without.pointer_mut(&place.pointer).unwrap().as_object_mut().unwrap().remove(member);
                let (valid, read) = (validators[sample.schema].is_valid(&without), sample.read(&without).is_ok());
                assert_eq!(valid, read, "{} without {}/{member}", sample.name, place.pointer);
                refused += usize::from(!valid);
            }
        }
    }
    assert!(refused > 1000, "only {refused} were refused");
}

#[test]
fn every_example_of_a_route_follows_the_schema_beside_it() {
    let document = openapi::document();
    let mut tried = BTreeSet::new();
    media_types(&document["paths"], &mut |media_type| {
        let validator = validator(&document, &media_type["schema"]);
        for (name, _) in media_type["examples"].as_object().into_iter().flatten() {
            let example = &document["components"]["examples"][name]["value"];
            if let Err(error) = validator.validate(example) {
                panic!("{name} at {}: {error}", error.instance_path());
            }
            tried.insert(name.clone());
        }
    });
    let examples = document["components"]["examples"].as_object().unwrap();
    let unused: Vec<_> = examples.keys().filter(|name| !tried.contains(*name)).collect();
    assert!(unused.is_empty(), "no route shows {unused:?}");
}

/// Calls `visit` with every media type object that has a schema.
fn media_types(value: &Value, visit: &mut impl FnMut(&Value)) {
    if value.get("schema").is_some() && value.get("in").is_none() && value.get("examples").is_some() {
        visit(value);
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| media_types(member, visit)),
        Value::Array(items) => items.iter().for_each(|item| media_types(item, visit)),
        _ => {}
    }
}

#[test]
fn every_problem_belongs_to_a_route_under_its_status() {
    let document = openapi::document();
    let mut met = BTreeSet::new();
    for (_, path) in document["paths"].as_object().unwrap() {
        for (_, operation) in path.as_object().unwrap() {
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                let properties = &response["content"]["application/problem+json"]["schema"]["properties"];
                for code in properties["code"]["enum"].as_array().into_iter().flatten() {
                    met.insert((code.as_str().unwrap().to_owned(), status.parse::<u16>().unwrap()));
                }
            }
        }
    }
    let all: BTreeSet<_> = ProblemCode::ALL.iter().map(|code| (code.name().to_owned(), code.status())).collect();
    assert_eq!(met, all);
}
