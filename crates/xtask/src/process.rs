//! Child processes: output kept for the moment something fails, the current line shown as the stage's status.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::console::Stage;

/// What a finished process left behind.
pub struct Finished {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `command` to its end, whatever its exit status.
///
/// # Errors
/// When the program cannot be started at all.
pub fn finish(stage: &Stage<'_>, command: &mut Command) -> Result<Finished> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{}`", shown(command)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (stdout, stderr) = std::thread::scope(|scope| {
        let stderr = scope.spawn(move || stderr.map(|pipe| follow(stage, pipe)).unwrap_or_default());
        let stdout = stdout.map(|pipe| follow(stage, pipe)).unwrap_or_default();
        (stdout, stderr.join().unwrap_or_default())
    });
    Ok(Finished { status: child.wait()?, stdout, stderr })
}

/// Runs `command` and returns its standard output.
///
/// # Errors
/// When it exits with anything but success; the message carries everything it printed.
pub fn run(stage: &Stage<'_>, command: &mut Command) -> Result<String> {
    let finished = finish(stage, command)?;
    if !finished.status.success() {
        let stderr = without_progress(&finished.stderr);
        bail!("`{}` ended with {}\n\n{}{stderr}", shown(command), finished.status, finished.stdout);
    }
    Ok(finished.stdout)
}

/// Cargo's messages without the lines that only say how far it is.
pub fn without_progress(stderr: &str) -> String {
    let is_progress = |line: &&str| {
        ["Compiling ", "Checking ", "Downloading ", "Downloaded ", "Fresh "]
            .iter()
            .any(|verb| line.trim_start().starts_with(verb))
    };
    stderr.lines().filter(|line| !is_progress(line)).collect::<Vec<_>>().join("\n")
}

/// The trimmed standard output of a short command such as `node --version`; `None` when it is missing or fails.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    words.join(" ")
}

fn follow(stage: &Stage<'_>, pipe: impl Read) -> String {
    let mut log = String::new();
    let (mut compiled, mut tested) = (0, 0);
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        match status(&line) {
            Some(Activity::Compiling(name)) => {
                compiled += 1;
                stage.status(format!("{compiled} crates, {name}"));
            }
            Some(Activity::Testing(name)) => {
                tested += 1;
                stage.status(format!("{tested} tests, {name}"));
            }
            Some(Activity::Other(text)) => stage.status(text),
            None => {}
        }
        log.push_str(&line);
        log.push('\n');
    }
    if compiled > 0 {
        stage.note(format!("{compiled} crates compiled"));
    }
    log
}

enum Activity<'line> {
    Compiling(&'line str),
    /// A test that has ended.
    Testing(&'line str),
    Other(&'line str),
}

/// What a line of cargo's or a test's output says about the work in progress; compiler messages say nothing about it.
fn status(line: &str) -> Option<Activity<'_>> {
    let (verb, rest) = line.trim_start().split_once(' ')?;
    let name = || rest.split(' ').next().unwrap_or(rest);
    match verb {
        "Compiling" | "Checking" => Some(Activity::Compiling(name())),
        "test" if rest.contains(" ... ") => Some(Activity::Testing(name())),
        "Downloading" | "Downloaded" | "Updating" | "Installing" | "Running" | "Blocking" => {
            Some(Activity::Other(line.trim()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_become_a_status_and_compiler_messages_do_not() {
        assert!(matches!(status("   Compiling leptos v0.8.23"), Some(Activity::Compiling("leptos"))));
        assert!(
            matches!(status("    Blocking waiting for file lock"), Some(Activity::Other(text)) if text.starts_with("Blocking"))
        );
        assert!(matches!(status("test walks::reload ... ok"), Some(Activity::Testing("walks::reload"))));
        assert!(status("test result: ok. 3 passed").is_none());
        assert!(status("warning: unused variable").is_none());
        assert!(status("").is_none());
    }

    #[test]
    fn only_messages_are_left_of_a_log() {
        assert_eq!(without_progress("   Compiling a v1\nerror: b\n    Checking c v1"), "error: b");
    }

    #[test]
    fn a_missing_program_answers_nothing() {
        assert_eq!(answer("surely-no-such-program", &["--version"]), None);
    }
}
