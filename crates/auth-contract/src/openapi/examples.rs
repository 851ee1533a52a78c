//! The samples as examples of the OpenAPI document.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::samples::{self, Sample, Scene};
use crate::{ActionRequest, Problem, ProblemCode, StepType};

/// All examples, keyed by their name in `#/components/examples`.
pub(super) fn components() -> Value {
    let mut examples = Map::new();
    let mut add = |name: String, value: Value| {
        let former = examples.insert(name, json!({ "value": value }));
        debug_assert!(former.is_none(), "two examples of one name");
    };
    for scene in first_of_each_step() {
        add(flow_name(scene.value.flow.step.step_type()), written(&scene.value.flow));
    }
    for problem in first_of_each_code() {
        add(problem_name(problem.value.code), written(&problem.value));
    }
    for Sample { name, value } in samples::actions() {
        add(format!("action-{name}"), written(&ActionRequest { revision: 3, action: value }));
    }
    for Sample { name, value } in samples::starts() {
        add(format!("start-{name}"), written(&value));
    }
    for Sample { name, value } in samples::sessions() {
        add(format!("session-{name}"), written(&value));
    }
    for Sample { name, value } in samples::sign_outs() {
        add(format!("sign-out-{name}"), written(&value));
    }
    for Sample { name, value } in samples::configs() {
        add(format!("config-{name}"), written(&value));
    }
    Value::Object(examples)
}

pub(super) fn flow_name(step: StepType) -> String {
    format!("flow-{}", step.name())
}

pub(super) fn problem_name(code: ProblemCode) -> String {
    format!("problem-{}", code.name())
}

/// References to the named examples, as the `examples` member of a media type object.
pub(super) fn refs(names: impl IntoIterator<Item = String>) -> Value {
    let entry = |name: String| {
        let reference = json!({ "$ref": format!("#/components/examples/{name}") });
        (name, reference)
    };
    Value::Object(names.into_iter().map(entry).collect())
}

fn first_of_each_step() -> Vec<Sample<Scene>> {
    let mut seen = Vec::new();
    let mut scenes = samples::scenes();
    scenes.retain(|scene| {
        let step = scene.value.flow.step.step_type();
        let first = scene.value.problem.is_none() && !seen.contains(&step);
        if first {
            seen.push(step);
        }
        first
    });
    scenes
}

fn first_of_each_code() -> Vec<Sample<Problem>> {
    let mut seen = Vec::new();
    let mut problems = samples::problems();
    problems.retain(|problem| {
        let first = !seen.contains(&problem.value.code);
        if first {
            seen.push(problem.value.code);
        }
        first
    });
    problems
}

fn written(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("a sample can be written")
}
