//! Both directions on values of a real browser. The examples of the API document are what the server's serializer
//! wrote; `auth-contract` tries the rules of reading themselves, natively.

use core::fmt::Debug;

use auth_contract::read::Read;
use auth_contract::samples::{self, Sample};
use auth_contract::{ActionRequest, Flow, ProblemCode, RawJson, StepType};
use js_sys::{Array, JSON, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::fetch::{action_text, text};
use super::{from_js, to_js};

wasm_bindgen_test_configure!(run_in_browser);

const DOCUMENT: &str = include_str!("../../crates/auth-contract/openapi.json");

struct Examples(JsValue);

impl Examples {
    fn new() -> Self {
        let path = ["components", "examples"];
        Self(path.iter().fold(JSON::parse(DOCUMENT).unwrap(), |value, member| get(&value, member)))
    }

    fn value(&self, name: &str) -> JsValue {
        let value = get(&get(&self.0, name), "value");
        assert!(!value.is_undefined(), "the document has no example {name}");
        value
    }
}

fn get(value: &JsValue, member: &str) -> JsValue {
    Reflect::get(value, &member.into()).unwrap()
}

/// JSON text with the members of every object in alphabetical order.
fn sorted(value: &JsValue) -> String {
    if let Some(array) = value.dyn_ref::<Array>() {
        return format!("[{}]", array.iter().map(|item| sorted(&item)).collect::<Vec<_>>().join(","));
    }
    if let Some(object) = value.dyn_ref::<Object>() {
        let mut keys: Vec<_> = Object::keys(object).iter().filter_map(|key| key.as_string()).collect();
        keys.sort_unstable();
        let member = |key: &String| format!("{key:?}:{}", sorted(&get(value, key)));
        return format!("{{{}}}", keys.iter().map(member).collect::<Vec<_>>().join(","));
    }
    JSON::stringify(value).unwrap().into()
}

fn assert_reads<T: Read + PartialEq + Debug>(json: JsValue, expected: &T, name: &str) {
    assert_eq!(from_js::<T>(json).as_ref(), Some(expected), "{name}");
}

/// Written and parsed again.
fn again(value: &impl Serialize) -> JsValue {
    JSON::parse(&text(value).unwrap()).unwrap()
}

#[wasm_bindgen_test]
fn what_the_server_writes_of_every_step_is_read() {
    let examples = Examples::new();
    let scenes = samples::scenes();
    for step in StepType::ALL {
        let first = scenes.iter().find(|s| s.value.flow.step.step_type() == *step && s.value.problem.is_none());
        let name = format!("flow-{}", step.name());
        assert_reads(examples.value(&name), &first.unwrap().value.flow, &name);
    }
}

#[wasm_bindgen_test]
fn what_the_server_writes_of_every_problem_is_read() {
    let examples = Examples::new();
    let problems = samples::problems();
    for code in ProblemCode::ALL {
        let first = problems.iter().find(|problem| problem.value.code == *code);
        let name = format!("problem-{}", code.name());
        assert_reads(examples.value(&name), &first.unwrap().value, &name);
    }
}

#[wasm_bindgen_test]
fn every_sample_survives_json() {
    let flows: Vec<_> = samples::scenes().into_iter().map(|scene| (scene.name, scene.value.flow)).collect();
    assert!(flows.len() > StepType::ALL.len());
    for (name, flow) in flows {
        assert_reads(again(&flow), &flow, name);
    }
    for Sample { name, value } in samples::problems() {
        assert_reads(again(&value), &value, name);
    }
}

#[wasm_bindgen_test]
fn every_action_is_written_as_serde_json_writes_it() {
    let examples = Examples::new();
    for Sample { name, value } in samples::actions() {
        let written = action_text(&ActionRequest { revision: 3, action: value }).unwrap();
        let expected = examples.value(&format!("action-{name}"));
        assert_eq!(sorted(&JSON::parse(&written).unwrap()), sorted(&expected), "{name}");
    }
}

#[wasm_bindgen_test]
fn every_start_is_written_as_serde_json_writes_it() {
    let examples = Examples::new();
    for Sample { name, value } in samples::starts() {
        assert_eq!(sorted(&again(&value)), sorted(&examples.value(&format!("start-{name}"))), "{name}");
    }
}

/// The rules are those that `auth-contract` tries natively; here only what JavaScript could answer otherwise.
#[wasm_bindgen_test]
fn values_of_the_wrong_kind_are_none() {
    let flow = || to_js(&samples::scenes()[0].value.flow).unwrap();
    let with = |member: &str, json: &str| {
        let value = flow();
        Reflect::set(&value, &member.into(), &JSON::parse(json).unwrap()).unwrap();
        from_js::<Flow>(value)
    };
    assert!(from_js::<Flow>(flow()).is_some());
    for json in ["null", "true", "7", "\"x\"", "[]", "{}"] {
        assert!(from_js::<Flow>(JSON::parse(json).unwrap()).is_none(), "{json} as a flow");
        assert!(with("step", json).is_none(), "{json} as its step");
        assert!(with("subject", json).is_none() || json == "null", "{json} as its subject");
    }
    for json in ["null", "true", "\"3\"", "[]", "{}", "-1", "1.5", "1e10", "1e300", "1e999"] {
        assert!(with("revision", json).is_none(), "{json} as a revision");
    }
    for json in ["null", "\"active\"", "{\"length\":1,\"0\":\"back\"}"] {
        assert!(with("actions", json).is_none(), "{json} as actions");
    }
    assert!(with("server_time", "1e300").is_none() && with("server_time", "9007199254740993").is_none());
    assert_eq!(with("from_the_future", "{\"step\":[]}"), from_js(flow()));
}

#[wasm_bindgen_test]
fn a_member_that_every_object_inherits_is_not_one_of_the_contract() {
    let contract = sorted(&get(&JSON::parse(DOCUMENT).unwrap(), "components"));
    let inherited = Object::get_own_property_names(&get(&Object::new().into(), "__proto__").unchecked_into::<Object>());
    assert!(inherited.length() > 5);
    for name in inherited.iter().filter_map(|name| name.as_string()) {
        assert!(!contract.contains(&format!("{name:?}:")), "{name:?}");
    }
}

#[wasm_bindgen_test]
fn options_for_passkeys_arrive_as_the_same_json() {
    let value = JSON::parse(r#"{"challenge":"å\"\\\u0001","n":[1,-2,1.5,true,null],"o":{}}"#).unwrap();
    let raw: RawJson = from_js(value.clone()).unwrap();
    assert_eq!(sorted(&to_js(&raw).unwrap()), sorted(&value));
}
