//! `cargo xtask test`: everything that must hold, in stages that say what they do and how long it took.

mod binaries;
mod bundle;
mod compile;
mod leaks;
mod outcome;
mod selection;
mod shared;
mod stages;
mod times;

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, anyhow};

use self::outcome::Outcome;
use self::selection::Selection;
use self::stages::{Lane, STAGES, Session, Stage};
use crate::clock::Stopwatch;
use crate::console::Console;
use crate::workspace::Workspace;

pub struct Options {
    /// Names of stages; empty: all of them.
    pub stages: Vec<String>,
    pub fail_fast: bool,
    /// A git revision: only what the changes since then can touch.
    pub since: Option<String>,
}

/// The names of the stages with what each one checks, for the help.
pub fn stage_list() -> String {
    let mut list = String::new();
    for stage in &STAGES {
        // Writing into a String cannot fail.
        let _ = writeln!(list, "            {:<10} {}", stage.name, stage.checks);
    }
    list
}

/// Runs the stages; `Ok(true)` when everything passed. The last line printed is `N passed, N failed`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<bool> {
    let mut selection = Selection::named(&options.stages)?;
    if let Some(revision) = &options.since {
        let (chosen, reasons) = selection::since(workspace, revision, selection)?;
        selection = chosen;
        println!("{reasons}");
        if selection.is_empty() {
            println!("\nnothing to check\n\n0 passed, 0 failed");
            return Ok(true);
        }
    }
    let watch = Stopwatch::start();
    let console = Console::new();
    let session = Session::new(workspace, &console, &selection);
    let has_failed = AtomicBool::new(false);
    let run_lane = &|lane: Lane| -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for stage in STAGES.iter().filter(|stage| stage.lane == lane && selection.has_stage(stage.name)) {
            if options.fail_fast && has_failed.load(Ordering::Relaxed) {
                break;
            }
            let outcome = run_stage(stage, &session, &console);
            has_failed.fetch_or(outcome.is_failure(), Ordering::Relaxed);
            outcomes.push(outcome);
        }
        outcomes
    };
    let mut outcomes = std::thread::scope(|scope| -> Result<Vec<Outcome>> {
        let others = [Lane::Web, Lane::Tools].map(|lane| scope.spawn(move || run_lane(lane)));
        let mut outcomes = run_lane(Lane::Native);
        for lane in others {
            outcomes.extend(lane.join().map_err(|_| anyhow!("a stage panicked"))?);
        }
        Ok(outcomes)
    })?;
    // Walks wait for what they see: with a compiler beside them they would wait too long.
    outcomes.extend(run_lane(Lane::Product));
    drop(console);
    let slowest = outcomes.iter().any(|outcome| outcome.name == "browser").then(|| times::slowest(workspace)).flatten();
    println!("\n{}", outcome::summary(&outcomes, watch.elapsed(), slowest.as_deref()));
    Ok(outcomes.iter().all(|outcome| !outcome.is_failure()))
}

fn run_stage(stage: &Stage, session: &Session<'_>, console: &Console) -> Outcome {
    console.say(&format!("\n{}: {}", stage.name, stage.checks));
    let watch = Stopwatch::start();
    let result = (stage.run)(session);
    let outcome = Outcome::of(stage.name, watch.elapsed(), result);
    if let Some(log) = &outcome.log {
        console.say(&format!("\n{}: {}\n", stage.name, log.trim_end()));
    }
    outcome
}
