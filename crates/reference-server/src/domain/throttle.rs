//! Throttling of guesses (NIST SP 800-63B section 3.2.2): per account or identifier, whatever address they come from.

use auth_contract::Timestamp;

pub use crate::store::throttles::Throttle;

/// How many failures (or messages) within how long lead to a pause of how long. Seconds.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub failures: u32,
    pub window: i64,
    /// The first pause; each further one within a day is twice as long.
    pub pause: i64,
    /// No pause is longer, so that a stranger cannot keep somebody out for good.
    pub longest_pause: i64,
}

/// Wrong passwords, per identifier (known or not).
pub const PASSWORDS: Rule = Rule { failures: 10, window: 15 * 60, pause: 15 * 60, longest_pause: 60 * 60 };

/// Wrong codes, per account. Only somebody who has the password comes this far, so the pauses may grow: NIST SP 800-63B
/// section 3.2.2 allows 100 failures in a row, and a guess at three six-digit codes succeeds once in 333,333.
pub const CODES: Rule = Rule { failures: 10, window: 24 * 60 * 60, pause: 15 * 60, longest_pause: 24 * 60 * 60 };

/// Wrong codes for a forgotten password, per identifier (known or not). Anybody can type there, so the pauses stay short:
/// a stranger can neither guess (240 tries a day, each at a code of ten minutes) nor keep somebody out.
pub const RESETS: Rule = Rule { failures: 10, window: 15 * 60, pause: 15 * 60, longest_pause: 60 * 60 };

/// Messages with codes, per account or identifier; a code that is used clears the count. Against mail bombs and calls
/// to expensive numbers.
pub const MESSAGES: Rule = Rule { failures: 10, window: 60 * 60, pause: 60 * 60, longest_pause: 24 * 60 * 60 };

/// Notices of what has changed at an account. Nobody changes this much in a day; who has got into an account could bury
/// its owner's mailbox.
pub const NOTICES: Rule = Rule { failures: 20, window: 24 * 60 * 60, pause: 60 * 60, longest_pause: 60 * 60 };

const DAY: i64 = 24 * 60 * 60;

impl Throttle {
    /// Until when nothing is tried any more, if it is so at `now`.
    pub fn locked(&self, now: Timestamp) -> Option<Timestamp> {
        (self.locked_until > now).then_some(self.locked_until)
    }

    /// The same subject after one more failure.
    #[must_use]
    pub fn after_failure(mut self, now: Timestamp, rule: Rule) -> Self {
        let age = now.since(self.window_started_at);
        if age > DAY.max(rule.window) {
            self.strikes = 0;
        }
        if age > rule.window || self.failures == 0 {
            self.failures = 0;
            self.window_started_at = now;
        }
        self.failures += 1;
        if self.failures >= rule.failures {
            let pause = rule.pause.saturating_mul(1 << self.strikes.min(20)).min(rule.longest_pause);
            self.locked_until = now.plus(pause);
            self.strikes += 1;
            self.failures = 0;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_253_400);

    fn after(failures: u32, start: Throttle, now: Timestamp) -> Throttle {
        (0..failures).fold(start, |throttle, _| throttle.after_failure(now, PASSWORDS))
    }

    #[test]
    fn the_tenth_failure_locks_and_the_ninth_does_not() {
        assert_eq!(after(9, Throttle::default(), NOW).locked(NOW), None);
        assert_eq!(after(10, Throttle::default(), NOW).locked(NOW), Some(NOW.plus(900)));
    }

    #[test]
    fn failures_further_apart_than_the_window_are_forgotten() {
        let later = NOW.plus(901);
        assert_eq!(after(9, after(9, Throttle::default(), NOW), later).locked(later), None);
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let mut throttle = Throttle::default();
        let mut now = NOW;
        let mut pauses = Vec::new();
        for _ in 0..4 {
            throttle = after(10, throttle, now);
            let until = throttle.locked(now).expect("ten failures lock");
            pauses.push(until.since(now));
            now = until;
        }
        assert_eq!(pauses, [900, 1800, 3600, 3600]);
    }

    #[test]
    fn a_quiet_day_forgets_the_strikes() {
        let throttle = after(10, Throttle::default(), NOW);
        let later = NOW.plus(DAY + 1);
        assert_eq!(after(10, throttle, later).locked(later), Some(later.plus(900)));
    }
}
