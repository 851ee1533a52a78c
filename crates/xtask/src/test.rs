//! `cargo xtask test`: everything that must hold, in stages that say what they do and how long it took.

mod bundle;
mod leaks;
mod outcome;
mod stages;

use std::fmt::Write as _;

use anyhow::{Result, bail};

use self::outcome::Outcome;
use self::stages::{STAGES, Session, Stage};
use crate::clock::Stopwatch;
use crate::console::Console;
use crate::workspace::Workspace;

pub struct Options {
    /// Names of stages; empty: all of them.
    pub stages: Vec<String>,
    pub fail_fast: bool,
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
    let chosen = choose(&options.stages)?;
    let watch = Stopwatch::start();
    let console = Console::new();
    let mut session = Session::new(workspace, &console);
    let mut outcomes = Vec::new();
    for stage in chosen {
        console.say(&format!("\n{}: {}", stage.name, stage.checks));
        let stage_watch = Stopwatch::start();
        let result = (stage.run)(&mut session);
        let outcome = Outcome::of(stage.name, stage_watch.elapsed(), result);
        if let Some(log) = &outcome.log {
            console.say(&format!("\n{}\n", log.trim_end()));
        }
        let failed = outcome.is_failure();
        outcomes.push(outcome);
        if failed && options.fail_fast {
            break;
        }
    }
    drop(console);
    println!("\n{}", outcome::summary(&outcomes, watch.elapsed()));
    Ok(outcomes.iter().all(|outcome| !outcome.is_failure()))
}

fn choose(names: &[String]) -> Result<Vec<&'static Stage>> {
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        bail!("there is no stage `{unknown}`; the stages are:\n{}", stage_list());
    }
    Ok(STAGES.iter().filter(|stage| names.is_empty() || names.iter().any(|name| name == stage.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_run_in_their_order_whatever_the_order_of_the_names() {
        let names = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
        let chosen: Vec<_> = choose(&names(&["browser", "format"])).unwrap().iter().map(|stage| stage.name).collect();
        assert_eq!(chosen, ["format", "browser"]);
        assert_eq!(choose(&[]).unwrap().len(), STAGES.len());
        assert!(choose(&names(&["brwoser"])).is_err());
    }
}
