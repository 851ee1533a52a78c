//! Parts shared by the operations: bodies, headers, and problems by status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::examples::{problem_name, refs};
use super::schemas::reference;
use crate::ProblemCode;

/// Problems that every route may answer with.
const ALWAYS: &[ProblemCode] =
    &[ProblemCode::CrossOrigin, ProblemCode::RateLimited, ProblemCode::ServerError, ProblemCode::Unavailable];

pub(super) fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

pub(super) fn body(schema: &str, examples: impl IntoIterator<Item = String>) -> Value {
    json!({ "required": true, "content": json_content(schema, examples) })
}

pub(super) fn json_content(schema: &str, examples: impl IntoIterator<Item = String>) -> Value {
    json!({ "application/json": { "schema": reference(schema), "examples": refs(examples) } })
}

/// An operation object. `more` holds its parameters, request body and security.
pub(super) fn operation<const N: usize>(
    id: &str,
    tag: &str,
    summary: &str,
    description: &str,
    more: Value,
    successes: [(&str, Value); N],
    problems: &[ProblemCode],
) -> Value {
    let mut responses: Map<String, Value> =
        successes.into_iter().map(|(status, response)| (status.to_owned(), response)).collect();
    responses.extend(problem_responses(problems.iter().chain(ALWAYS).copied()));
    let mut operation = json!({
        "operationId": id,
        "tags": [tag],
        "summary": summary,
        "description": description,
        "security": [{}],
        "responses": responses,
    });
    if let (Value::Object(operation), Value::Object(more)) = (&mut operation, more) {
        operation.extend(more);
    }
    operation
}

/// One response per status, with the problem codes that use the status.
fn problem_responses(codes: impl Iterator<Item = ProblemCode>) -> Map<String, Value> {
    let mut by_status = BTreeMap::<u16, Vec<ProblemCode>>::new();
    for code in codes {
        by_status.entry(code.status()).or_default().push(code);
    }
    let response = |(status, codes): (u16, Vec<ProblemCode>)| {
        let names: Vec<_> = codes.iter().map(|code| code.name()).collect();
        let mut response = json!({
            "description": format!("`{}`", names.join("`, `")),
            "content": {
                "application/problem+json": {
                    "schema": {
                        "allOf": [reference("Problem")],
                        "properties": { "status": { "const": status }, "code": { "enum": names } },
                    },
                    "examples": refs(codes.iter().map(|code| problem_name(*code))),
                },
            },
        });
        if status == 429 {
            response["headers"] = json!({
                "retry-after": {
                    "description": "Seconds (RFC 9110 section 10.2.3); `retry_at` is the same moment.",
                    "required": true,
                    "schema": { "type": "integer", "minimum": 0 },
                },
            });
        }
        (status.to_string(), response)
    };
    by_status.into_iter().map(response).collect()
}
