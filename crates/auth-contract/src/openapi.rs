//! The OpenAPI document (`openapi.json`), generated from the types and the samples.
//!
//! The committed copy is `openapi.json` beside this crate's manifest. `cargo run -p auth-contract --features openapi
//! --example openapi` writes it; a test fails if the two differ.

mod examples;
mod operation;
mod routes;
mod schemas;

use serde_json::{Map, Value, json};

use crate::{BASE_PATH, CLIENT_HEADER, IDEMPOTENCY_HEADER};

/// The document, with its keys in alphabetical order.
pub fn document() -> Value {
    sorted(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Portico auth API",
            "version": "1",
            "summary": "What the sign-in page and an auth server say to each other",
            "description": "Generated from the types of the crate auth-contract: do not edit. The rules that a schema cannot \
                express stand in docs/contract.md. Within version 1 everything is additive: readers ignore members they do \
                not know, and take a word of an enum marked `x-extensible` that they do not know as unknown. An optional \
                member without a value is left out; `null` is not written.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": BASE_PATH }],
        "tags": [
            { "name": "flows", "description": "A sign-in under way" },
            { "name": "session", "description": "Who is signed in" },
            { "name": "config", "description": "What an operator may change without building the page again" },
            { "name": "federation", "description": "The way back from an identity provider" },
        ],
        "paths": routes::paths(),
        "components": {
            "schemas": schemas::components(),
            "examples": examples::components(),
            "parameters": parameters(),
            "securitySchemes": {
                "flow": cookie("__Host-flow", "Binds flows to the browser that started them."),
                "session": cookie("__Host-session", "Who is signed in in this browser."),
            },
        },
    }))
}

/// The content of the committed file.
pub fn text() -> String {
    format!("{:#}\n", document())
}

fn cookie(name: &str, description: &str) -> Value {
    json!({
        "type": "apiKey",
        "in": "cookie",
        "name": name,
        "description": format!("{description} HttpOnly, Secure, SameSite=Lax."),
    })
}

fn parameters() -> Value {
    json!({
        "FlowId": {
            "name": "id",
            "in": "path",
            "required": true,
            "description": "`id` of the flow.",
            "schema": { "type": "string" },
        },
        "Client": {
            "name": CLIENT_HEADER,
            "in": "header",
            "required": true,
            "description": "A page of another origin cannot set it without CORS, which is never granted.",
            "schema": { "type": "string", "enum": ["1"] },
        },
        "IdempotencyKey": {
            "name": IDEMPOTENCY_HEADER,
            "in": "header",
            "description": "The page always sends one: new for each press, the same for each repetition of it, so that the \
                server repeats the stored answer.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        },
        "Language": {
            "name": "accept-language",
            "in": "header",
            "description": "The language on screen (BCP 47). The newest one counts for words that the server writes.",
            "schema": { "type": "string" },
        },
    })
}

/// Sorts keys, because another crate may enable the `preserve_order` feature of `serde_json`.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(members.into_iter().map(|(key, member)| (key, sorted(member))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
