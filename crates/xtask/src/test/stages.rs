//! What each stage runs.

use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::json;

use super::outcome::{Counts, Judged, NotRun};
use super::{bundle, leaks};
use crate::build;
use crate::console::{self, Console};
use crate::gallery::{self, Gallery};
use crate::pins;
use crate::process::{self, Finished};
use crate::report::{BUDGET, Report};
use crate::tools::{browsers, wasm};
use crate::workspace::Workspace;
use crate::{docs, lint};

/// A stage of the test command.
pub struct Stage {
    pub name: &'static str,
    pub checks: &'static str,
    pub run: fn(&mut Session<'_>) -> Judged,
}

/// In the order of what is found soonest.
pub const STAGES: [Stage; 12] = [
    Stage { name: "format", checks: "rustfmt", run: format },
    Stage { name: "clippy", checks: "lints of everything that runs natively", run: clippy },
    Stage { name: "clippy-web", checks: "lints of the page and its gallery", run: clippy_web },
    Stage { name: "native", checks: "contract and its drift, server, tools, every sample drawn", run: native },
    Stage { name: "styles", checks: "stylelint, the layers of the style sheets", run: styles },
    Stage { name: "docs", checks: "docs/design-system.md says what the style sheets say", run: documents },
    Stage { name: "web", checks: "the page's own tests, in headless Chromium", run: web },
    Stage { name: "build", checks: "the release build, and the gallery", run: build_all },
    Stage { name: "budget", checks: "the size of a first visit", run: budget },
    Stage { name: "leaks", checks: "no path of this machine in the site", run: no_leaks },
    Stage { name: "bundle", checks: "nothing of the gallery in the program, not a byte", run: no_gallery },
    Stage { name: "browser", checks: "the product, in Chromium and Firefox, against the real server", run: browser },
];

const WEB: [&str; 7] =
    ["--package", "portico", "--no-default-features", "--features", "csr", "--target", pins::WASM_TARGET];

/// One run of the test command; keeps what later stages stand on.
pub struct Session<'a> {
    workspace: &'a Workspace,
    console: &'a Console,
    site: Site,
    gallery: Option<Gallery>,
}

/// The release build serves several stages and runs once.
enum Site {
    NotYetNeeded,
    Failed,
    Built(Box<Report>),
}

impl<'a> Session<'a> {
    pub fn new(workspace: &'a Workspace, console: &'a Console) -> Self {
        Self { workspace, console, site: Site::NotYetNeeded, gallery: None }
    }

    fn build_site(&mut self) -> Result<()> {
        self.site = Site::Failed;
        let report = build::site(self.workspace, self.console, build::DEFAULT_BRAND)?;
        self.site = Site::Built(Box::new(report));
        Ok(())
    }

    /// The built site, built now when this stage is the first that needs it.
    fn site(&mut self) -> Result<&Report> {
        if let Site::NotYetNeeded = self.site {
            self.build_site()?;
        }
        match &self.site {
            Site::Built(report) => Ok(report),
            Site::NotYetNeeded | Site::Failed => Err(NotRun("the site could not be built").into()),
        }
    }

    /// The built gallery, built now when this stage is the first that needs it.
    fn gallery(&mut self) -> Result<&Gallery> {
        if self.gallery.is_none() {
            self.gallery = Some(gallery::build(self.workspace, self.console)?);
        }
        self.gallery.as_ref().ok_or_else(|| NotRun("the gallery could not be built").into())
    }

    /// Runs a command of which only success counts.
    fn check(&self, name: &str, command: &mut Command) -> Judged {
        self.console.stage(name, |stage| process::run(stage, command))?;
        Ok((Counts::ONE_PASSED, None))
    }

    /// Runs tests and counts them.
    fn tests(&self, name: &str, command: &mut Command) -> Judged {
        self.console.stage(name, |stage| {
            let finished = process::finish(stage, command)?;
            let counts = Counts::read(&finished.stdout);
            stage.note(format!("{} passed, {} failed", counts.passed, counts.failed));
            Ok(judged(&finished, counts))
        })
    }
}

fn judged(finished: &Finished, counts: Counts) -> (Counts, Option<String>) {
    if finished.status.success() && counts.failed == 0 {
        return (counts, None);
    }
    let log = format!("{}\n{}", process::without_progress(&finished.stderr), without_passed(&finished.stdout));
    // Tests that could not be compiled, or a runner that broke down, have no result line.
    let counts = if counts.failed == 0 { Counts { failed: 1, ..counts } } else { counts };
    (counts, Some(log))
}

fn without_passed(stdout: &str) -> String {
    let is_passed = |line: &&str| line.starts_with("test ") && line.ends_with(" ... ok");
    stdout.lines().filter(|line| !is_passed(line)).collect::<Vec<_>>().join("\n")
}

fn format(session: &mut Session<'_>) -> Judged {
    session.check("rustfmt", session.workspace.cargo("fmt").args(["--all", "--check"]))
}

fn clippy(session: &mut Session<'_>) -> Judged {
    let mut command = session.workspace.cargo("clippy");
    command.args(["--workspace", "--all-targets", "--features", "portico/ssr,auth-contract/openapi"]);
    session.check("clippy", command.args(["--", "--deny", "warnings"]))
}

fn clippy_web(session: &mut Session<'_>) -> Judged {
    session.console.stage("tools", wasm::target)?;
    for (name, features) in [("clippy", "csr"), ("clippy split", "split"), ("clippy gallery", "gallery")] {
        let mut command = session.workspace.cargo("clippy");
        command.args(WEB).args(["--features", features, "--all-targets"]);
        session.check(name, command.args(["--", "--deny", "warnings"]))?;
    }
    Ok((Counts { passed: 3, ..Counts::default() }, None))
}

fn native(session: &mut Session<'_>) -> Judged {
    session.tests("tests", session.workspace.cargo("test").args(build::NATIVE).arg("--no-fail-fast"))
}

fn web(session: &mut Session<'_>) -> Judged {
    let workspace = session.workspace;
    let (runner, chromium) = session.console.stage("tools", |stage| {
        wasm::target(stage)?;
        Ok((wasm::test_runner(workspace, stage)?, browsers::chromium(stage)?))
    })?;
    let capabilities = workspace.tools().join("webdriver.json");
    std::fs::write(&capabilities, serde_json::to_vec_pretty(&capabilities_of(&chromium))?)?;
    let mut command = workspace.cargo("test");
    command.args(WEB).args(["--lib", "--no-fail-fast"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    command.env("CHROMEDRIVER", &chromium.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    // All tests of a binary together; the default of 20 seconds is for small ones.
    command.env("WASM_BINDGEN_USE_BROWSER", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    session.tests("tests", &mut command)
}

/// Without its sandbox, which the root user of a container cannot have; nothing but our own code runs in it.
fn capabilities_of(chromium: &browsers::Browser) -> serde_json::Value {
    json!({"goog:chromeOptions": {
        "binary": chromium.program,
        "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    }})
}

fn styles(session: &mut Session<'_>) -> Judged {
    session.console.stage("stylelint", |stage| lint::styles(session.workspace, stage))?;
    Ok((Counts::ONE_PASSED, None))
}

fn documents(session: &mut Session<'_>) -> Judged {
    docs::check(session.workspace)?;
    Ok((Counts::ONE_PASSED, None))
}

fn build_all(session: &mut Session<'_>) -> Judged {
    session.build_site()?;
    session.gallery()?;
    Ok((Counts { passed: 2, ..Counts::default() }, None))
}

fn no_gallery(session: &mut Session<'_>) -> Judged {
    session.site()?;
    let traces = bundle::traces(session.workspace)?;
    ensure!(traces.is_empty(), "texts of the gallery or its samples are in the site:\n  {}", traces.join("\n  "));
    session.console.stage("compare", |stage| bundle::grows_by_nothing(session.workspace, stage))?;
    Ok((Counts { passed: 2, ..Counts::default() }, None))
}

fn budget(session: &mut Session<'_>) -> Judged {
    let console = session.console;
    let report = session.site()?;
    console.say(&format!("\n{}", report.table()));
    let excesses = report.excesses(BUDGET);
    ensure!(excesses.is_empty(), "the site is larger than it may be:\n  {}", excesses.join("\n  "));
    Ok((Counts::ONE_PASSED, None))
}

fn no_leaks(session: &mut Session<'_>) -> Judged {
    session.site()?;
    let folders = [Some(session.workspace.root.clone()), std::env::home_dir(), build::cargo_home()];
    let sysroot = process::answer("rustc", &["--print", "sysroot"]);
    let private: Vec<String> =
        folders.into_iter().flatten().map(|folder| folder.display().to_string()).chain(sysroot).collect();
    let leaks = leaks::find(&session.workspace.site(), &private)?;
    ensure!(leaks.is_empty(), "paths of this machine are in the site:\n  {}", leaks.join("\n  "));
    Ok((Counts::ONE_PASSED, None))
}

fn browser(session: &mut Session<'_>) -> Judged {
    session.site()?;
    let gallery = session.gallery()?.folder.clone();
    let workspace = session.workspace;
    let environment = session.console.stage("tools", |stage| browser_environment(workspace, stage))?;
    let server = session.console.stage("server", |stage| build::server(workspace, stage))?;
    let mut command = workspace.cargo("test");
    command.args(["--package", "portico-tests", "--no-fail-fast"]);
    command
        .env("PORTICO_SITE", workspace.site())
        .env("PORTICO_SERVER", server)
        .env("PORTICO_GALLERY", gallery)
        // One more than there are cores: walks wait for timers and answers.
        .env("RUST_TEST_THREADS", "3")
        .envs(environment);
    session.tests("tests", &mut command)
}

fn browser_environment(
    workspace: &Workspace,
    stage: &console::Stage<'_>,
) -> Result<[(&'static str, std::path::PathBuf); 8]> {
    browsers::fonts(stage)?;
    let chromium = browsers::chromium(stage)?;
    let firefox = browsers::firefox(workspace, stage)?;
    Ok([
        ("CHROMIUM", chromium.program),
        ("CHROMEDRIVER", chromium.driver),
        ("FIREFOX", firefox.program),
        ("GECKODRIVER", firefox.driver),
        ("AXE", browsers::axe(workspace, stage)?),
        ("SMTP_SERVER", browsers::smtp_server(workspace, stage)?),
        ("OIDC_PROVIDER", browsers::oidc_provider(workspace, stage)?),
        ("OPENID_CLIENT", browsers::openid_client(workspace, stage)?),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_shows_what_went_wrong_and_not_what_went_well() {
        assert_eq!(without_passed("test a ... ok\ntest b ... FAILED\nb said why"), "test b ... FAILED\nb said why");
    }

    #[test]
    fn stage_names_are_unique() {
        let mut names: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STAGES.len());
    }
}
