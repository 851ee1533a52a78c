//! The browser's side of the views when they are drawn natively: the clock stands at the moment of the samples, nothing
//! is pressed, nothing ticks. Has the same names as `browser`.

use auth_contract::{Timestamp, samples};
use time::OffsetDateTime;

pub fn now() -> Timestamp {
    samples::NOW
}

pub fn value(_: &str) -> String {
    String::new()
}

pub fn copy(_: &str, _: impl FnOnce(bool) + 'static) {}

pub fn download(_: &str, _: &str) {}

pub fn print() {}

/// Stands for a timer.
pub struct Ticking;

pub fn every(_: i32, _: impl FnMut() + 'static) -> Ticking {
    Ticking
}

fn moment(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.0).expect("a moment of the samples")
}

pub fn date(_: &str, at: Timestamp) -> String {
    let at = moment(at);
    format!("{} {} {}", at.day(), at.month(), at.year())
}

pub fn time(_: &str, at: Timestamp) -> String {
    let at = moment(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

pub fn utc(at: Timestamp) -> String {
    format!("{} {} UTC", moment(at).date(), time("", at))
}

pub fn plural_category(_: &str, n: u32) -> String {
    if n == 1 { "one" } else { "other" }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_play_on_21_november_2026() {
        assert_eq!(utc(now()), "2026-11-21 09:30 UTC");
    }
}
