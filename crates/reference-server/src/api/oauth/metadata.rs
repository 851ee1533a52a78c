//! `GET /.well-known/oauth-authorization-server` (RFC 8414), from which client libraries configure themselves.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::api::state::SharedApi;

pub async fn metadata(State(api): State<SharedApi>) -> Json<Value> {
    let issuer = &api.settings.public_origin;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "prompt_values_supported": ["login", "none", "select_account"],
        "authorization_response_iss_parameter_supported": true,
    }))
}
