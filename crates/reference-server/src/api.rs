//! The auth API of the contract, below `/auth/v1`.

mod actions;
mod answers;
mod config;
pub mod failure;
pub mod federation_callback;
mod flows;
pub mod http_adapter;
pub mod load;
pub mod oauth;
mod product_brand;
mod session;
mod state;

use auth_contract::BASE_PATH;
use axum::{
    Router,
    routing::{any, get, post},
};
use http::StatusCode;

pub use state::{Api, Settings, SharedApi};

/// The routes. Whatever happens below, the answer is a type of the contract.
pub fn router(api: &SharedApi) -> Router<SharedApi> {
    let path = |rest: &str| format!("{BASE_PATH}{rest}");
    let routes = Router::new()
        .route(&path("/flows"), post(flows::start))
        .route(&path("/flows/{id}"), get(flows::resume).delete(flows::abandon))
        .route(&path("/flows/{id}/actions"), post(actions::act))
        .route(&path("/session"), get(session::show).delete(session::sign_out))
        .route(&path("/config"), get(config::show))
        // Not a fallback: what is unknown outside the API is another router's affair.
        .route(&path(""), any(StatusCode::NOT_FOUND))
        .route(&path("/"), any(StatusCode::NOT_FOUND))
        .route(&path("/{*unknown}"), any(StatusCode::NOT_FOUND));
    http_adapter::middleware(api).api(routes)
}
