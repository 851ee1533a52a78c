//! One compilation for the lints and the tests. Clippy is a Rust compiler with more warnings: as the compiler of this
//! workspace's own crates it leaves the tests behind, ready to run, and no dependency is compiled a second time for the
//! lints alone.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::console::Stage;
use crate::process;
use crate::workspace::Workspace;

/// What a compilation left behind.
#[derive(Debug, Default)]
pub struct Compiled {
    pub executables: Vec<Executable>,
    /// Warnings of the compiler and of clippy as they are printed, each once.
    pub warnings: Vec<String>,
}

/// A program, or the tests of a target in a program of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executable {
    pub path: PathBuf,
    /// The folder of its package: tests run in it.
    pub package: PathBuf,
    /// The name of the target.
    pub name: String,
    /// `lib`, `bin`, `test` or `example`.
    pub kind: String,
    pub is_test: bool,
}

impl Compiled {
    /// A program, not its tests.
    ///
    /// # Errors
    /// When it was not among what was compiled.
    pub fn program(&self, name: &str) -> Result<&Path> {
        let program = self.executables.iter().find(|executable| executable.name == name && !executable.is_test);
        program.map(|program| program.path.as_path()).with_context(|| format!("cargo has built no program `{name}`"))
    }

    pub fn tests(&self) -> impl Iterator<Item = &Executable> {
        self.executables.iter().filter(|executable| executable.is_test)
    }
}

/// Runs `cargo build` with these arguments and clippy as the compiler of the workspace's crates.
///
/// Warnings do not end it; whoever calls judges them. Those of crates that did not change are repeated by cargo.
///
/// # Errors
/// With all messages, when something does not compile or a lint of the level `deny` fires.
pub fn compile(workspace: &Workspace, stage: &Stage<'_>, arguments: &[&str]) -> Result<Compiled> {
    let mut command = workspace.cargo("build");
    command.args(["--message-format", "json"]).args(arguments);
    command.env("RUSTC_WORKSPACE_WRAPPER", clippy_driver()?);
    let finished = process::finish(stage, &mut command)?;
    let compiled = read(&finished.stdout);
    if !finished.status.success() {
        let messages = compiled.warnings.join("\n");
        bail!("`{}` failed\n\n{messages}\n{}", process::shown(&command), process::without_progress(&finished.stderr));
    }
    ensure!(!finished.stdout.is_empty(), "cargo reported nothing that it built");
    Ok(compiled)
}

/// The compiler that `cargo clippy` uses, by its path: what `PATH` finds first may belong to another toolchain.
fn clippy_driver() -> Result<PathBuf> {
    let sysroot = process::answer("rustc", &["--print", "sysroot"]).context("rustc does not answer")?;
    let driver = Path::new(&sysroot).join("bin").join("clippy-driver").with_extension(std::env::consts::EXE_EXTENSION);
    ensure!(driver.is_file(), "this Rust toolchain has no clippy; run `rustup component add clippy`");
    Ok(driver)
}

/// Reads cargo's messages, one JSON object a line (The Cargo Book, "External tools").
fn read(output: &str) -> Compiled {
    let mut compiled = Compiled::default();
    for message in output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        match message["reason"].as_str() {
            Some("compiler-message") => {
                // A library is compiled for its tests as well, and says everything twice.
                let text = message["message"]["rendered"].as_str().unwrap_or_default().to_owned();
                if is_finding(&message["message"]) && !compiled.warnings.contains(&text) {
                    compiled.warnings.push(text);
                }
            }
            Some("compiler-artifact") => compiled.executables.extend(executable(&message)),
            _ => {}
        }
    }
    compiled
}

/// A message with a place in the sources; others only sum up.
fn is_finding(message: &Value) -> bool {
    let level = message["level"].as_str().unwrap_or_default();
    level.starts_with("error") || (level == "warning" && message["spans"].as_array().is_some_and(|all| !all.is_empty()))
}

fn executable(message: &Value) -> Option<Executable> {
    let target = &message["target"];
    // An example is compiled and linted, and run by nobody. On the web a program is a `.wasm` file, which cargo lists too.
    let path = PathBuf::from(message["executable"].as_str()?);
    let package = Path::new(message["manifest_path"].as_str()?).parent()?.to_owned();
    let is_test = message["profile"]["test"].as_bool()?;
    let word = |value: &Value| value.as_str().map(str::to_owned);
    Some(Executable { path, package, name: word(&target["name"])?, kind: word(&target["kind"][0])?, is_test })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn artifact(name: &str, executable: Option<&str>, test: bool) -> Value {
        json!({
            "reason": "compiler-artifact", "manifest_path": "/w/crates/brand/Cargo.toml", "executable": executable,
            "target": {"name": name, "kind": ["bin"]}, "profile": {"test": test},
        })
    }

    fn message(level: &str, text: &str, has_span: bool) -> Value {
        let spans = if has_span { json!([{"line_start": 1}]) } else { json!([]) };
        json!({"reason": "compiler-message", "message": {"level": level, "rendered": text, "spans": spans}})
    }

    fn lines(messages: &[Value]) -> String {
        messages.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn programs_and_tests_are_told_apart() {
        let compiled = read(&lines(&[
            artifact("serde", None, false),
            artifact("server", Some("/t/server"), false),
            artifact("server", Some("/t/deps/server-1"), true),
        ]));
        assert_eq!(compiled.program("server").unwrap(), Path::new("/t/server"));
        assert!(compiled.program("serde").is_err());
        let tests: Vec<_> = compiled.tests().map(|test| test.path.to_str().unwrap()).collect();
        assert_eq!(tests, ["/t/deps/server-1"]);
        assert_eq!(compiled.executables[0].package, Path::new("/w/crates/brand"));
    }

    #[test]
    fn a_warning_counts_once_and_a_sum_of_warnings_not_at_all() {
        let compiled = read(&lines(&[
            message("warning", "unused a", true),
            message("warning", "unused a", true),
            message("warning", "1 warning emitted", false),
            message("error", "no such name", true),
            message("failure-note", "for more information", false),
        ]));
        assert_eq!(compiled.warnings, ["unused a", "no such name"]);
    }

    #[test]
    fn clippy_is_there() {
        assert!(clippy_driver().unwrap().is_file());
    }
    #[test]
    fn documentation_holds_no_example_that_nothing_would_run() {
        let root = crate::testing::repository();
        let output = std::process::Command::new("git").args(["ls-files", "*.rs"]).current_dir(&root).output().unwrap();
        let files = String::from_utf8(output.stdout).unwrap();
        assert!(files.lines().count() > 300, "git lists hardly any Rust file");
        for file in files.lines() {
            // A file that git still lists may be gone from the disk.
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
            let comments =
                text.lines().map(str::trim_start).filter(|line| line.starts_with("///") || line.starts_with("//!"));
            let mut fences = comments.filter(|line| line.contains("```")).step_by(2);
            let example = fences.find(|line| ["```", "```rust"].iter().any(|fence| line.ends_with(fence)));
            assert_eq!(
                example, None,
                "{file}: the stage `native` runs no documentation tests; write `ignore` or `text`"
            );
        }
    }
}
