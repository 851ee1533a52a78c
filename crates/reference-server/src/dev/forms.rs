//! The lobby's buttons, as plain forms that work without script.

use axum::{Form, extract::State, response::Redirect};
use serde::Deserialize;

use super::{clock, tools};
use crate::{app::SharedApp, refusal::Failure};

#[derive(Deserialize)]
pub struct Clock {
    advance_seconds: Option<i64>,
    real_time: Option<String>,
}

/// `POST /dev/forms/clock`.
pub async fn move_clock(State(app): State<SharedApp>, Form(asked): Form<Clock>) -> Result<Redirect, Failure> {
    let by = asked.advance_seconds.unwrap_or(0);
    let offset = if asked.real_time.is_some() { 0 } else { app.clock.offset_seconds().saturating_add(by) };
    clock::set(&app, offset).await?;
    Ok(Redirect::to("/dev#clock"))
}

/// `POST /dev/forms/reset`.
pub async fn reset(State(app): State<SharedApp>) -> Result<Redirect, Failure> {
    tools::reset(State(app)).await?;
    Ok(Redirect::to("/dev"))
}
