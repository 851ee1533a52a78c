//! The rate limit by client address: the generic cell rate algorithm (ITU-T I.371, virtual scheduling). It stores one
//! number for each client and has no window edges.

use std::{fmt, net::SocketAddr};

use auth_contract::{ProblemCode, Timestamp};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::Method;

use crate::{Environment, Refusal, client_address};

/// Requests that may come at once, as a share of the minute's: a person with several tabs, or an office behind one
/// address in the morning.
const BURST_SHARE: u32 = 3;

/// `Ok`: the next theoretical arrival time. `Err`: until when the client must wait. Both in milliseconds since
/// 1970-01-01T00:00:00Z.
pub type Scheduled = Result<i64, i64>;

/// One request that asks to be let in.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    now_ms: i64,
    per_minute: u32,
}

impl Arrival {
    /// Decides with the client's stored theoretical arrival time, in milliseconds; `None` for a new client.
    pub fn schedule(self, stored: Option<i64>) -> Scheduled {
        let Self { now_ms: now, per_minute } = self;
        let interval = 60_000 / i64::from(per_minute.max(1));
        let tolerance = interval * i64::from((per_minute / BURST_SHARE).max(1));
        // A clock that was set back must not lock anybody out.
        let arrival = stored.filter(|arrival| *arrival <= now + tolerance + interval).unwrap_or(now).max(now);
        if arrival - now > tolerance { Err(arrival - tolerance) } else { Ok(arrival + interval) }
    }
}

/// Keeps one theoretical arrival time for each client. It should survive a restart: a flood must not be forgiven by one.
pub trait ArrivalTimes: Clone + Send + Sync + 'static {
    type Error: fmt::Display + Send;

    /// Reads the time of `client`, asks [`Arrival::schedule`], keeps the new time when it says `Ok`, and returns what it
    /// said; all in one transaction. `client` is an address: a store keeps a keyed hash of it.
    fn schedule(&self, client: String, arrival: Arrival)
    -> impl Future<Output = Result<Scheduled, Self::Error>> + Send;
}

/// How often a client may come, and where that is kept.
#[derive(Clone)]
pub struct RateLimit<A> {
    /// Requests that change something which one client address may make a minute.
    pub per_minute: u32,
    /// How many proxies in front may be believed about the client's address (`x-forwarded-for`).
    pub trusted_proxies: usize,
    /// Whether reading this path counts as well, because it changes something nevertheless.
    pub counts_read: fn(&str) -> bool,
    pub arrival_times: A,
}

/// Refuses requests that change something with `rate_limited` when the client makes too many of them.
pub async fn limit<A: ArrivalTimes>(
    State((environment, limit)): State<(Environment, RateLimit<A>)>,
    request: Request,
    next: Next,
) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_read && !(limit.counts_read)(request.uri().path()) {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let client = client_address::of(peer, request.headers(), limit.trusted_proxies);
    let arrival = Arrival { now_ms: environment.now_ms(), per_minute: limit.per_minute };
    match limit.arrival_times.schedule(client, arrival).await {
        Ok(Ok(_)) => next.run(request).await,
        Ok(Err(until_ms)) => {
            // Rounded up: a client that comes back at this second is let in.
            let retry_at = Timestamp(until_ms.div_euclid(1000) + 1);
            Refusal::until(ProblemCode::RateLimited, retry_at, "too many requests from this address").into_response()
        }
        Err(error) => Refusal::of_failed_store(&error).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(stored: Option<i64>, now_ms: i64, per_minute: u32) -> Scheduled {
        Arrival { now_ms, per_minute }.schedule(stored)
    }

    #[test]
    fn a_burst_passes_and_then_the_rate_holds() {
        let (mut arrival, now) = (None, 1_000_000);
        let mut passed = 0;
        while let Ok(next) = schedule(arrival, now, 60) {
            arrival = Some(next);
            passed += 1;
        }
        assert_eq!(passed, 21, "a third of a minute's requests at once, and the one that is due");
        let wait_until = schedule(arrival, now, 60).expect_err("the burst is used up");
        assert_eq!(wait_until, now + 1000);
        assert!(schedule(arrival, wait_until, 60).is_ok());
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let far_ahead = schedule(None, 90 * 24 * 3_600_000, 60).expect("the first request passes");
        assert!(schedule(Some(far_ahead), 1000, 60).is_ok());
    }
}
