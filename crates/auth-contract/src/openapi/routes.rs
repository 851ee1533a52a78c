//! The routes: request, response, and every problem that a route may answer with.

use serde_json::{Value, json};

use super::examples::flow_name;
use super::operation::{body, json_content, operation, parameter};
use crate::{ProblemCode, StepType, samples};

/// `#/paths`.
pub(super) fn paths() -> Value {
    json!({
        "/flows": { "post": start_flow() },
        "/flows/{id}": {
            "parameters": [parameter("FlowId")],
            "get": read_flow(),
            "delete": abandon_flow(),
        },
        "/flows/{id}/actions": {
            "parameters": [parameter("FlowId")],
            "post": act(),
        },
        "/session": { "get": read_session(), "delete": sign_out() },
        "/config": { "get": read_config() },
        "/federation/callback/{provider}": {
            "parameters": [{
                "name": "provider",
                "in": "path",
                "required": true,
                "description": "The `id` of the provider. An address of its own for each of them, so that the answer of one can never \
                    be taken for that of another (RFC 9700 section 4.4.2).",
                "schema": { "type": "string" },
            }],
            "get": callback_by_query(),
            "post": callback_by_form(),
        },
    })
}

fn start_flow() -> Value {
    operation(
        "startFlow",
        "flows",
        "Start a flow",
        "Answers with the first step, or with the last one when nothing has to be asked.",
        json!({
            "parameters": [parameter("Client"), parameter("Language")],
            "requestBody": body("StartFlow", samples::starts().iter().map(|sample| format!("start-{}", sample.name))),
        }),
        [(
            "201",
            json!({
                "description": "The flow, and the cookie `__Host-flow`.",
                "headers": { "location": { "description": "Where the flow is.", "schema": { "type": "string" } } },
                "content": json_content("Flow", [StepType::Identify, StepType::DevicePinVerify].map(flow_name)),
            }),
        )],
        &[
            ProblemCode::BadRequest,
            ProblemCode::InvalidInput,
            ProblemCode::RequestNotFound,
            ProblemCode::AlreadySignedIn,
        ],
    )
}

fn read_flow() -> Value {
    operation(
        "readFlow",
        "flows",
        "Read a flow",
        "After a reload, after the return from an identity provider, in a second tab. Changes nothing but the challenge \
         in WebAuthn options.",
        json!({ "parameters": [parameter("Client"), parameter("Language")], "security": [{ "flow": [] }] }),
        [("200", any_flow())],
        &[ProblemCode::FlowNotFound, ProblemCode::FlowExpired],
    )
}

fn abandon_flow() -> Value {
    operation(
        "abandonFlow",
        "flows",
        "Abandon a flow",
        "Forgets it. An expired flow is abandoned in the same way.",
        json!({ "parameters": [parameter("Client")], "security": [{ "flow": [] }] }),
        [("204", json!({ "description": "It is gone." }))],
        &[ProblemCode::FlowNotFound],
    )
}

fn act() -> Value {
    operation(
        "act",
        "flows",
        "Carry out an action",
        "The action must stand in `actions` of the flow.",
        json!({
            "parameters": [parameter("Client"), parameter("IdempotencyKey"), parameter("Language")],
            "requestBody": body(
                "ActionRequest",
                samples::actions().iter().map(|sample| format!("action-{}", sample.name)),
            ),
            "security": [{ "flow": [] }],
        }),
        [("200", any_flow())],
        &[
            ProblemCode::BadRequest,
            ProblemCode::ActionNotAllowed,
            ProblemCode::SkipExpired,
            ProblemCode::FlowNotFound,
            ProblemCode::RevisionConflict,
            ProblemCode::AlreadySignedIn,
            ProblemCode::FlowExpired,
            ProblemCode::InvalidInput,
            ProblemCode::InvalidCredentials,
            ProblemCode::InvalidCode,
            ProblemCode::CodeExpired,
            ProblemCode::CodeSuperseded,
            ProblemCode::WeakPassword,
            ProblemCode::DestinationMismatch,
            ProblemCode::InvalidCredential,
            ProblemCode::UnknownCredential,
            ProblemCode::Locked,
            ProblemCode::DeliveryFailed,
        ],
    )
}

fn read_session() -> Value {
    operation(
        "readSession",
        "session",
        "Who is signed in",
        "Without a session `subject` is absent; that is no error.",
        json!({ "parameters": [parameter("Client")], "security": [{ "session": [] }, {}] }),
        [(
            "200",
            json!({
                "description": "The session, or that there is none.",
                "content": json_content(
                    "Session",
                    samples::sessions().iter().map(|sample| format!("session-{}", sample.name)),
                ),
            }),
        )],
        &[],
    )
}

fn sign_out() -> Value {
    operation(
        "signOut",
        "session",
        "Sign out",
        "Ends the session and clears all that the device holds, its PIN included (P8). Without a session the same answer.",
        json!({ "parameters": [parameter("Client")], "security": [{ "session": [] }, {}] }),
        [(
            "200",
            json!({
                "description": "Nobody is signed in in this browser now.",
                "headers": {
                    "clear-site-data": { "description": "What the browser forgets.", "schema": { "type": "string" } },
                },
                "content": json_content(
                    "SignedOut",
                    samples::sign_outs().iter().map(|sample| format!("sign-out-{}", sample.name)),
                ),
            }),
        )],
        &[],
    )
}

fn read_config() -> Value {
    let etag = json!({ "etag": { "description": "For `if-none-match`.", "schema": { "type": "string" } } });
    operation(
        "readConfig",
        "config",
        "Read the configuration",
        "The same for everybody; holds nothing secret.",
        json!({
            "parameters": [
                parameter("Client"),
                { "name": "if-none-match", "in": "header", "schema": { "type": "string" } },
            ],
        }),
        [
            (
                "200",
                json!({
                    "description": "The configuration.",
                    "headers": etag,
                    "content": json_content(
                        "Config",
                        samples::configs().iter().map(|sample| format!("config-{}", sample.name)),
                    ),
                }),
            ),
            ("304", json!({ "description": "It is still what the page has.", "headers": etag })),
        ],
        &[],
    )
}

fn callback_by_query() -> Value {
    let query = |name: &str, description: &str| json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string" } });
    json!({
        "operationId": "federationCallback",
        "tags": ["federation"],
        "summary": "Return from an identity provider",
        "description": "A navigation, not a request of the page: it needs no header and answers with no problem. Whatever \
            happened, the person lands on the page, where a notice or a problem says what.",
        "parameters": [
            query("state", "OpenID Connect Core 1.0 section 3.1.2.5."),
            query("code", "OpenID Connect Core 1.0 section 3.1.2.5."),
            query("iss", "RFC 9207 section 2."),
            query("error", "OpenID Connect Core 1.0 section 3.1.2.6."),
            query("error_description", "OpenID Connect Core 1.0 section 3.1.2.6. Never shown."),
            query("handle", "Single use: of an answer that was put aside, by query or by form. Without the other parameters."),
        ],
        "security": [{ "flow": [] }, {}],
        "responses": { "303": redirect(
            "First to this path with nothing but `?handle=`, so that code and state leave the address. From there to the page: \
             with `?flow=`, or with `?request=` to a flow that is denied (`not_begun_here`).",
        ) },
    })
}

fn callback_by_form() -> Value {
    json!({
        "operationId": "federationCallbackByForm",
        "tags": ["federation"],
        "summary": "Return from an identity provider by form",
        "description": "OAuth 2.0 Form Post Response Mode. The form comes from another site, so cookies with SameSite=Lax do \
            not: the answer is kept, and fetched again by a GET that has them.",
        "requestBody": {
            "required": true,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["state"],
                        "properties": {
                            "state": { "type": "string" },
                            "code": { "type": "string" },
                            "iss": { "type": "string" },
                            "error": { "type": "string" },
                            "error_description": { "type": "string" },
                        },
                    },
                },
            },
        },
        "security": [{}],
        "responses": { "303": redirect("To the GET of this path, with `?handle=`.") },
    })
}

fn redirect(description: &str) -> Value {
    json!({
        "description": description,
        "headers": { "location": { "required": true, "schema": { "type": "string" } } },
    })
}

fn any_flow() -> Value {
    json!({
        "description": "The step that comes next.",
        "content": json_content("Flow", StepType::ALL.iter().map(|step| flow_name(*step))),
    })
}
