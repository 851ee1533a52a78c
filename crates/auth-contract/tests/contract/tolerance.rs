use serde_json::{Value, json};

use crate::any_sample::AnySample;
use crate::walk::Schemas;

/// The container at `pointer` of a copy of `json`.
fn changed(json: &Value, pointer: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut copy = json.clone();
    change(copy.pointer_mut(pointer).unwrap());
    copy
}

#[test]
fn an_unexpected_member_is_ignored_in_every_object() {
    let (schemas, mut tried) = (Schemas::new(), 0);
    for sample in AnySample::all() {
        let mut all_at_once = sample.json.clone();
        for place in schemas.walk(sample.schema, &sample.json) {
            if !place.value.is_object() || place.is_opaque() {
                continue;
            }
            let add = |object: &mut Value| object["x_from_the_future"] = json!({ "deep": [1, null, { "type": "x" }] });
            let one = changed(&sample.json, &place.pointer, add);
            let reading = sample.read(&one).unwrap_or_else(|e| panic!("{} at {}: {e}", sample.name, place.pointer));
            assert!(reading.same, "{} at {}", sample.name, place.pointer);
            all_at_once = changed(&all_at_once, &place.pointer, add);
            tried += 1;
        }
        assert!(sample.read(&all_at_once).is_ok_and(|reading| reading.same), "{}", sample.name);
    }
    assert!(tried > 500, "only {tried} objects were tried");
}

#[test]
fn a_missing_optional_member_is_fine_and_a_missing_required_one_is_named() {
    let (schemas, mut fine, mut refused) = (Schemas::new(), 0, 0);
    for sample in AnySample::all() {
        for place in schemas.walk(sample.schema, &sample.json) {
            let Some(members) = place.value.as_object().filter(|_| !place.is_opaque()) else { continue };
            for member in members.keys() {
                let without = changed(&sample.json, &place.pointer, |object| {
                    object.as_object_mut().unwrap().remove(member);
                });
                match sample.read(&without) {
                    Ok(_) if place.requires(member) => {
                        panic!("{} is read without {}/{member}", sample.name, place.pointer)
                    }
                    Ok(_) => fine += 1,
                    Err(error) => {
                        assert!(place.requires(member), "{}: {}/{member}: {error}", sample.name, place.pointer);
                        assert!(error.contains(&format!("missing field `{member}`")), "{}: {error}", sample.name);
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(fine > 500 && refused > 1000, "only {fine} optional and {refused} required members were tried");
}

#[test]
fn null_is_read_as_absent_where_one_value_is_optional() {
    let (schemas, mut tried) = (Schemas::new(), 0);
    for sample in AnySample::all() {
        for place in schemas.walk(sample.schema, &sample.json) {
            let Some(members) = place.value.as_object().filter(|_| !place.is_opaque()) else { continue };
            for (member, value) in members {
                // An array or a boolean has a default and is never absent in memory.
                if place.requires(member) || value.is_array() || value.is_boolean() {
                    continue;
                }
                if sample.schema == "Problem" && ["type", "title"].contains(&member.as_str()) {
                    continue;
                }
                let with_null = changed(&sample.json, &place.pointer, |object| object[member] = Value::Null);
                let reading = sample.read(&with_null).unwrap_or_else(|e| panic!("{}: {member}: {e}", sample.name));
                assert!(!reading.same && reading.json.pointer(&format!("{}/{member}", place.pointer)).is_none());
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "only {tried} members were tried");
}

#[test]
fn a_word_from_the_future_is_unknown_and_not_an_error() {
    let (schemas, mut tried) = (Schemas::new(), 0);
    for sample in AnySample::all() {
        for place in schemas.walk(sample.schema, &sample.json) {
            if place.schema["x-extensible"] != true {
                continue;
            }
            let newer = changed(&sample.json, &place.pointer, |word| *word = json!("from_the_future"));
            let reading = sample.read(&newer).unwrap_or_else(|e| panic!("{} at {}: {e}", sample.name, place.pointer));
            assert!(reading.printed.contains("Unknown"), "{} at {}", sample.name, place.pointer);
            assert_eq!(reading.json.pointer(&place.pointer), Some(&json!("unknown")));
            tried += 1;
        }
    }
    assert!(tried > 500, "only {tried} words were tried");
}

#[test]
fn every_enum_of_words_can_grow_but_the_closed_one() {
    for (name, schema) in Schemas::new().iter() {
        if schema["enum"].is_array() && name != "FlowStatus" {
            assert_eq!(schema["x-extensible"], true, "{name} cannot grow");
        }
    }
}

#[test]
fn a_tag_from_the_future_is_an_error_that_names_it() {
    for sample in AnySample::all().into_iter().filter(|sample| ["Flow", "ActionRequest"].contains(&sample.schema)) {
        let pointer = if sample.schema == "Flow" { "/step/type" } else { "/type" };
        let newer = changed(&sample.json, pointer, |tag| *tag = json!("from_the_future"));
        let error = sample.read(&newer).err().unwrap_or_else(|| panic!("{} was read", sample.name));
        assert!(error.contains("unknown variant `from_the_future`"), "{}: {error}", sample.name);
    }
}
