//! How long each walk took: the tests of a Rust program report no times on a stable compiler, so the walks write them
//! into a file.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Names the file that walks append to, one line each: name, tab, seconds.
pub const VARIABLE: &str = "PORTICO_TIMES";
const SHOWN: usize = 10;

fn path(workspace: &Workspace) -> PathBuf {
    workspace.target.join("walk-times.tsv")
}

/// An empty file for the walks of this run.
///
/// # Errors
/// When it cannot be written.
pub fn file(workspace: &Workspace) -> Result<PathBuf> {
    let file = path(workspace);
    fs::write(&file, "").with_context(|| format!("could not write {}", file.display()))?;
    Ok(file)
}

/// The slowest walks of this run, one line each; `None` when no walk has told its time.
pub fn slowest(workspace: &Workspace) -> Option<String> {
    table(&fs::read_to_string(path(workspace)).ok()?)
}

fn table(times: &str) -> Option<String> {
    let mut walks: Vec<(f64, &str)> = times
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, seconds)| Some((seconds.trim().parse().ok()?, name)))
        .collect();
    walks.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut text = format!("  {:<70}{:>9}\n", "slowest walks", "seconds");
    for (seconds, name) in walks.iter().take(SHOWN) {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "  {name:<70}{seconds:>9.1}");
    }
    (!walks.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_walks_come_first() {
        let times: Vec<_> = (1..=12).map(|number| format!("walk_{number}\t{number}.25")).collect();
        let table = table(&format!("half a li\n{}\n", times.join("\n"))).unwrap();
        let names: Vec<_> = table.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
        assert_eq!(names.len(), 11);
        assert_eq!((names[1], names[10]), ("walk_12", "walk_3"));
        assert!(table.contains("12.2"), "{table}");
    }

    #[test]
    fn without_walks_there_is_no_table() {
        assert_eq!(table(""), None);
    }
}
