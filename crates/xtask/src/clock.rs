//! The one place that reads the machine's clock: how long a stage took is the only thing that depends on it.

use std::time::{Duration, Instant};

/// A running stopwatch.
#[derive(Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[allow(clippy::disallowed_methods, reason = "a build tool reports real elapsed time; nothing is decided by it")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// `7.3 s` below a minute, `4 min 07 s` from there on.
pub fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_a_person_says_them() {
        assert_eq!(in_words(Duration::from_millis(7_340)), "7.3 s");
        assert_eq!(in_words(Duration::from_millis(247_900)), "4 min 07 s");
    }
}
