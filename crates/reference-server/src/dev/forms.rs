//! The lobby's buttons, as plain forms that work without script.

use axum::{Form, extract::State, response::Redirect};
use serde::Deserialize;

use super::{clock, tools};
use crate::{api::SharedApi, api::failure::Failure};

#[derive(Deserialize)]
pub struct Clock {
    advance_seconds: Option<i64>,
    real_time: Option<String>,
}

/// `POST /dev/forms/clock`.
pub async fn move_clock(State(api): State<SharedApi>, Form(asked): Form<Clock>) -> Result<Redirect, Failure> {
    let by = asked.advance_seconds.unwrap_or(0);
    let offset = if asked.real_time.is_some() { 0 } else { api.clock.offset_seconds().saturating_add(by) };
    clock::set(&api, offset).await?;
    Ok(Redirect::to("/dev#clock"))
}

/// `POST /dev/forms/reset`.
pub async fn reset(State(api): State<SharedApi>) -> Result<Redirect, Failure> {
    tools::reset(State(api)).await?;
    Ok(Redirect::to("/dev"))
}
