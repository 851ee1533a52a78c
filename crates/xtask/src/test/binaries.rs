//! Runs compiled tests, several programs at a time: cargo runs them one after the other, and at the end of each program
//! one slow test keeps all but one core waiting.

use std::collections::VecDeque;
use std::fs;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use super::compile::Executable;
use super::outcome::{Counts, Judged};
use crate::console::Stage;
use crate::process::{self, Finished};

/// Runs every program of `tests` in the folder of its package, as cargo does; `prepare` completes its command.
///
/// # Errors
/// When a program cannot be started.
pub fn run(stage: &Stage<'_>, tests: &[&Executable], prepare: impl Fn(&Executable, &mut Command) + Sync) -> Judged {
    let queue: Mutex<VecDeque<&Executable>> = Mutex::new(longest_first(tests).into());
    let at_once = std::thread::available_parallelism().map_or(1, usize::from).min(tests.len());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = || -> Result<Vec<(Counts, Option<String>)>> {
        let mut done = Vec::new();
        while let Some(test) = next() {
            let mut command = Command::new(&test.path);
            command.current_dir(&test.package).env("CARGO_MANIFEST_DIR", &test.package);
            prepare(test, &mut command);
            done.push(judged(&test.name, &process::finish(stage, &mut command)?));
        }
        Ok(done)
    };
    let done: Result<Vec<_>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("a thread that runs tests panicked")))
            .collect()
    });
    let (mut counts, mut log) = (Counts::default(), String::new());
    for (of_one, failure) in done?.into_iter().flatten() {
        counts.add(of_one);
        log.extend(failure);
    }
    stage.note(format!("{} passed, {} failed", counts.passed, counts.failed));
    Ok((counts, (!log.is_empty()).then_some(log)))
}

/// Nobody knows how long tests take before they ran; large programs have many of them.
fn longest_first<'a>(tests: &[&'a Executable]) -> Vec<&'a Executable> {
    let mut sorted = tests.to_vec();
    sorted.sort_by_key(|test| std::cmp::Reverse(fs::metadata(&test.path).map_or(0, |file| file.len())));
    sorted
}

/// The tests of a program with, when some failed, their output.
pub fn judged(name: &str, finished: &Finished) -> (Counts, Option<String>) {
    let counts = Counts::read(&finished.stdout);
    if finished.status.success() && counts.failed == 0 {
        return (counts, None);
    }
    let output = without_passed(&finished.stdout);
    let log = format!("{name}: {}\n{}\n{output}\n", finished.status, process::without_progress(&finished.stderr));
    // A program that broke down has no result line.
    let counts = if counts.failed == 0 { Counts { failed: 1, ..counts } } else { counts };
    (counts, Some(log))
}

fn without_passed(stdout: &str) -> String {
    let is_passed = |line: &&str| line.starts_with("test ") && line.ends_with(" ... ok");
    stdout.lines().filter(|line| !is_passed(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn a_failure_shows_what_went_wrong_and_not_what_went_well() {
        assert_eq!(without_passed("test a ... ok\ntest b ... FAILED\nb said why"), "test b ... FAILED\nb said why");
    }

    #[test]
    fn large_programs_run_first() {
        let folder = scratch("longest-first");
        let executable = |name: &str, size: usize| {
            fs::write(folder.join(name), vec![0; size]).unwrap();
            let (path, package) = (folder.join(name), folder.clone());
            Executable { path, package, name: name.to_owned(), kind: "test".to_owned(), is_test: true }
        };
        let (small, large) = (executable("small", 1), executable("large", 9));
        let names: Vec<_> = longest_first(&[&small, &large]).iter().map(|test| test.name.as_str()).collect();
        assert_eq!(names, ["large", "small"]);
    }
}
