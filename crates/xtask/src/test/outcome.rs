//! What a stage came to, and the summary of all.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Error, Result};

use crate::clock::in_words;

/// Tests of a stage; a stage that is one check, such as formatting, counts as one test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
}

impl Counts {
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0, ignored: 0 };
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1, ignored: 0 };

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }

    /// Sums up the `test result:` lines of Rust's test harness, which wasm-bindgen's runner prints alike.
    pub fn read(output: &str) -> Self {
        let mut counts = Self::default();
        for line in output.lines().filter_map(|line| line.trim_start().strip_prefix("test result:")) {
            let of = |word: &str| {
                let end = line.find(&format!(" {word}"))?;
                line[..end].rsplit(' ').next()?.parse::<usize>().ok()
            };
            counts.passed += of("passed").unwrap_or_default();
            counts.failed += of("failed").unwrap_or_default();
            counts.ignored += of("ignored").unwrap_or_default();
        }
        counts
    }
}

/// Why a stage that began could not be judged: what it stands on has failed before.
#[derive(Debug)]
pub struct NotRun(pub &'static str);

impl std::fmt::Display for NotRun {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "not run: {}", self.0)
    }
}

impl std::error::Error for NotRun {}

pub struct Outcome {
    pub name: &'static str,
    elapsed: Duration,
    counts: Counts,
    verdict: Verdict,
    /// What a person needs to see of a failure.
    pub log: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed,
    NotRun,
}

/// A stage's tests with, when some failed, their output.
pub type Judged = Result<(Counts, Option<String>)>;

impl Outcome {
    pub fn of(name: &'static str, elapsed: Duration, judged: Judged) -> Self {
        let (counts, verdict, log) = match judged {
            Ok((counts, log)) if counts.failed > 0 => (counts, Verdict::Failed, log),
            Ok((counts, _)) if counts.passed > 0 => (counts, Verdict::Passed, None),
            Ok((counts, log)) => {
                let text = format!("no test ran\n{}", log.unwrap_or_default());
                (Counts { failed: 1, ..counts }, Verdict::Failed, Some(text))
            }
            Err(error) => Self::of_error(&error),
        };
        Self { name, elapsed, counts, verdict, log }
    }

    fn of_error(error: &Error) -> (Counts, Verdict, Option<String>) {
        let verdict = if error.is::<NotRun>() { Verdict::NotRun } else { Verdict::Failed };
        let failed = usize::from(verdict == Verdict::Failed);
        (Counts { failed, ..Counts::default() }, verdict, Some(format!("{error:#}")))
    }

    pub fn is_failure(&self) -> bool {
        self.verdict != Verdict::Passed
    }
}

/// A table of the stages, the slowest walks when walks ran, and the line that tools read: `N passed, N failed`.
///
/// Stages run in parallel and wait for each other: their times add up to more than that of all.
pub fn summary(outcomes: &[Outcome], elapsed: Duration, slowest_walks: Option<&str>) -> String {
    let mut text = format!("  {:<12}{:<9}{:>14}{:>8}{:>8}{:>9}\n", "stage", "", "time", "passed", "failed", "ignored");
    let mut sum = Counts::default();
    for outcome in outcomes {
        let Counts { passed, failed, ignored } = outcome.counts;
        let verdict = match outcome.verdict {
            Verdict::Passed => "ok",
            Verdict::Failed => "FAILED",
            Verdict::NotRun => "not run",
        };
        let time = in_words(outcome.elapsed);
        // Writing into a String cannot fail.
        let _ = writeln!(text, "  {:<12}{verdict:<9}{time:>14}{passed:>8}{failed:>8}{ignored:>9}", outcome.name);
        sum.add(outcome.counts);
    }
    let _ = writeln!(text, "  {:<12}{:<9}{:>14}", "all", "", in_words(elapsed));
    if let Some(walks) = slowest_walks {
        let _ = write!(text, "\n{walks}");
    }
    let _ = write!(text, "\n{} passed, {} failed", sum.passed, sum.failed);
    text
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    const OUTPUT: &str = "running 3 tests\n\
        test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
        test result: FAILED. 40 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.14s\n";

    fn judge(judged: Judged) -> Outcome {
        Outcome::of("x", Duration::from_secs(1), judged)
    }

    #[test]
    fn results_of_all_binaries_are_summed_up() {
        assert_eq!(Counts::read(OUTPUT), Counts { passed: 43, failed: 2, ignored: 1 });
        assert_eq!(Counts::read("no tests to run!"), Counts::default());
    }

    #[test]
    fn only_tests_that_ran_and_passed_make_a_stage_pass() {
        assert!(!judge(Ok((Counts::ONE_PASSED, None))).is_failure());
        let failed = judge(Ok((Counts::read(OUTPUT), Some("why".to_owned()))));
        assert!(failed.is_failure() && failed.log.as_deref() == Some("why"));
        let nothing = judge(Ok((Counts::default(), None)));
        assert!(nothing.is_failure() && nothing.counts.failed == 1);
        assert!(judge(Err(anyhow!("broken"))).is_failure());
        let not_run = judge(Err(NotRun("the site was not built").into()));
        assert!(not_run.is_failure() && not_run.counts.failed == 0, "the failure was counted where it happened");
    }

    #[test]
    fn the_last_line_is_for_tools() {
        let outcomes = [judge(Ok((Counts::read(OUTPUT), None))), judge(Err(anyhow!("broken")))];
        let summary = summary(&outcomes, Duration::from_secs(90), Some("  a_walk  7.0\n"));
        assert!(summary.contains("\n  a_walk  7.0\n"));
        assert_eq!(summary.lines().last(), Some("43 passed, 3 failed"));
    }
}
