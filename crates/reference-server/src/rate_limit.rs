//! Requests a client address may make, by the generic cell rate algorithm (ITU-T I.371, virtual scheduling): one stored
//! number a client, no window edges.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use auth_contract::{ProblemCode, Timestamp};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method};

use crate::{
    app::{App, SharedApp},
    domain::federation::CALLBACK,
    refusal::{Failure, Refusal},
    store::{StoreError, throttles},
};

/// Requests that may come at once, as a share of the minute's: a person with several tabs, or an office behind one
/// address in the morning.
const BURST_SHARE: u32 = 3;

/// The next theoretical arrival time, or until when to wait. All times in milliseconds.
fn schedule(arrival: Option<i64>, now: i64, per_minute: u32) -> Result<i64, i64> {
    let interval = 60_000 / i64::from(per_minute.max(1));
    let tolerance = interval * i64::from((per_minute / BURST_SHARE).max(1));
    // A clock that was set back must not lock anybody out.
    let arrival = arrival.filter(|arrival| *arrival <= now + tolerance + interval).unwrap_or(now).max(now);
    if arrival - now > tolerance { Err(arrival - tolerance) } else { Ok(arrival + interval) }
}

/// Refuses requests that change something when the client makes too many of them.
pub async fn limit(State(app): State<SharedApp>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path();
    if is_read && path != "/authorize" && !path.starts_with(CALLBACK) {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let client = client_address(&app, peer, request.headers());
    match admit(&app, client).await {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

async fn admit(app: &SharedApp, client: String) -> Result<(), Failure> {
    let now = app.clock.now_ms();
    let per_minute = app.settings.requests_per_minute;
    let key = app.flow.vault.fingerprint("client address", client.as_bytes());
    let scheduled = app
        .store
        .transact(move |tx| {
            let scheduled = schedule(throttles::arrival_ms(tx, &key)?, now, per_minute);
            if let Ok(arrival) = scheduled {
                throttles::set_arrival_ms(tx, &key, arrival)?;
            }
            Ok::<_, StoreError>(scheduled)
        })
        .await?;
    scheduled.map(|_| ()).map_err(|until_ms| {
        // Rounded up: a client that comes back at this second is let in.
        let retry_at = Timestamp(until_ms.div_euclid(1000) + 1);
        Refusal::until(ProblemCode::RateLimited, retry_at, "too many requests from this address").into()
    })
}

/// The client's address as the last trusted proxy saw it. An IPv6 client owns at least a /64 and could take a fresh
/// address for each request, so those count together.
fn client_address(app: &App, peer: Option<IpAddr>, headers: &HeaderMap) -> String {
    let forwarded = (app.settings.trusted_proxies > 0).then(|| forwarded_for(headers, app.settings.trusted_proxies));
    match forwarded.flatten().or(peer) {
        Some(IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).to_string(),
        },
        Some(IpAddr::V4(ip)) => ip.to_string(),
        None => "unknown".into(),
    }
}

/// The entry of `x-forwarded-for` that the outermost of `proxies` proxies wrote; everything left of it is the client's
/// own invention.
fn forwarded_for(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    entries.get(entries.len().checked_sub(proxies)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn only_the_proxies_entry_counts() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.1".parse().expect("a header value"));
        assert_eq!(forwarded_for(&headers, 1), "198.51.100.1".parse().ok());
        assert_eq!(forwarded_for(&headers, 2), "203.0.113.9".parse().ok());
        assert_eq!(forwarded_for(&headers, 3), None);
    }
}
