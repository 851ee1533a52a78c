//! Checks that the page's reader and serde agree: on every sample, and on every sample with one defect.

use std::fmt::Debug;

use auth_contract::read::{Read, Source, read};
use auth_contract::samples::{self, Sample};
use auth_contract::{Flow, FlowStatus, Handoff, Problem, Step};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::walk::Schemas;

/// `serde_json` values in place of the JavaScript values that the page reads.
struct Json<'a>(Option<&'a Value>);

impl Source for Json<'_> {
    fn member(&self, name: &str) -> Self {
        Self(self.0.and_then(|value| value.get(name)))
    }

    fn item(&self, index: u32) -> Self {
        Self(self.0.and_then(|value| value.get(index as usize)))
    }

    fn length(&self) -> Option<u32> {
        self.0?.as_array()?.len().try_into().ok()
    }

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    fn is_null(&self) -> bool {
        self.0.is_some_and(Value::is_null)
    }

    fn is_object(&self) -> bool {
        self.0.is_some_and(Value::is_object)
    }

    fn truth(&self) -> Option<bool> {
        self.0?.as_bool()
    }

    fn number(&self) -> Option<i64> {
        self.0?.as_i64()
    }

    fn text(&self) -> Option<String> {
        self.0?.as_str().map(str::to_owned)
    }

    fn json(&self) -> String {
        self.0.map(Value::to_string).unwrap_or_default()
    }
}

/// How many values both readers accepted, and how many both refused.
#[derive(Debug, Default)]
struct Tally {
    accepted: usize,
    refused: usize,
}

impl Tally {
    fn compare<T: Read + DeserializeOwned + PartialEq + Debug>(&mut self, json: &Value, what: &str) {
        let lean = read::<T>(Json(Some(json)));
        let serde = serde_json::from_str::<T>(&json.to_string()).ok();
        assert_eq!(lean, serde, "{what}");
        *(if lean.is_some() { &mut self.accepted } else { &mut self.refused }) += 1;
    }

    /// A sample unchanged, and with each of its values replaced, removed, or accompanied by an unknown member.
    fn damage<T>(&mut self, schemas: &Schemas, schema: &str, samples: Vec<Sample<T>>)
    where
        T: Read + Serialize + DeserializeOwned + PartialEq + Debug,
    {
        for Sample { name, value } in samples {
            let json = serde_json::to_value(&value).unwrap();
            assert_eq!(read(Json(Some(&json))), Some(value), "{schema}/{name}");
            for place in schemas.walk(schema, &json) {
                let what = format!("{schema}/{name} at {}", place.pointer);
                let mut others =
                    vec![json!(null), json!(true), json!(-3.5), json!(300), json!(70_000), json!("x"), json!({})];
                // Serde also accepts an array for a struct, by position; no server sends that.
                others.extend((!place.value.is_object()).then(|| json!([])));
                if let Some(object) = place.value.as_object() {
                    for member in object.keys() {
                        let mut without = object.clone();
                        without.remove(member);
                        others.push(without.into());
                    }
                    let mut more = object.clone();
                    more.insert("from_the_future".into(), json!({ "type": ["x"] }));
                    others.push(more.into());
                }
                for other in others {
                    let mut damaged = json.clone();
                    *damaged.pointer_mut(&place.pointer).unwrap() = other.clone();
                    self.compare::<T>(&damaged, &format!("{what} with {other}"));
                }
            }
        }
    }
}

#[test]
fn both_readings_accept_and_refuse_the_same() {
    let (schemas, mut tally) = (Schemas::new(), Tally::default());
    let flows =
        samples::scenes().into_iter().map(|Sample { name, value }| Sample { name, value: value.flow }).collect();
    tally.damage::<Flow>(&schemas, "Flow", flows);
    tally.damage::<Problem>(&schemas, "Problem", samples::problems());
    tally.damage(&schemas, "StartFlow", samples::starts());
    tally.damage(&schemas, "Session", samples::sessions());
    tally.damage(&schemas, "SignedOut", samples::sign_outs());
    tally.damage(&schemas, "Config", samples::configs());
    assert!(tally.accepted > 2000 && tally.refused > 10_000, "only {tally:?} were tried");
}

#[test]
fn words_are_told_apart_whole() {
    let status = |word: &str| read::<FlowStatus>(Json(Some(&json!(word))));
    assert_eq!(status("active"), Some(FlowStatus::Active));
    for word in ["", "activ", "active ", "Active", "actives", "active complete", "unknown"] {
        assert_eq!(status(word), None, "{word:?}");
        assert_eq!(read(Json(Some(&json!(word)))), Some(Handoff::Unknown), "{word:?}");
    }
}

#[test]
fn what_the_page_does_not_use_may_be_missing_and_is_what_the_rfc_says() {
    let mut problem = serde_json::to_value(&samples::problems()[0].value).unwrap();
    problem.as_object_mut().unwrap().remove("type");
    assert_eq!(read::<Problem>(Json(Some(&problem))).unwrap().kind, "about:blank");
}

#[test]
fn a_step_without_its_tag_is_none() {
    let step = json!({ "codes": ["one"], "redirect_to": "https://app.example.com/" });
    assert_eq!(read::<Step>(Json(Some(&step))), None);
    assert_eq!(read::<Step>(Json(None)), None);
}
