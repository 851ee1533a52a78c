//! Moments and distances of time in words, for the lobby.

use auth_contract::Timestamp;
use jiff::fmt::strtime;

/// A moment in words, UTC.
pub fn written(at: Timestamp) -> String {
    let moment = jiff::Timestamp::from_second(at.0).map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC));
    moment
        .ok()
        .and_then(|moment| strtime::format("%A %-d %B %Y, %H:%M:%S UTC", &moment).ok())
        .unwrap_or_else(|| at.0.to_string())
}

/// How far the clock is from real time, in words.
pub fn ahead(seconds: i64) -> String {
    const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    if seconds == 0 {
        return "real time".into();
    }
    let mut rest = seconds.abs();
    let mut words = Vec::new();
    for (size, unit) in UNITS {
        if rest >= size {
            words.push(format!("{} {unit}", rest / size));
            rest %= size;
        }
    }
    format!("{} {}", words.join(" "), if seconds > 0 { "ahead" } else { "behind" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_distances_are_words() {
        assert_eq!(written(Timestamp(1_795_253_400)), "Saturday 21 November 2026, 09:30:00 UTC");
        assert_eq!(ahead(0), "real time");
        assert_eq!(ahead(90 * 86_400 + 60), "90 d 1 min ahead");
        assert_eq!(ahead(-30), "30 s behind");
    }
}
