//! What each stage runs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{Result, ensure};
use serde_json::json;

use super::compile::{self, Compiled, Executable};
use super::outcome::{Counts, Judged};
use super::selection::Selection;
use super::shared::Shared;
use super::{binaries, bundle, leaks, times};
use crate::build;
use crate::console::{self, Console};
use crate::gallery::{self, Gallery};
use crate::pins;
use crate::process;
use crate::report::{BUDGET, Report};
use crate::tools::{browsers, wasm};
use crate::workspace::Workspace;
use crate::{docs, lint};

/// A stage of the test command.
pub struct Stage {
    pub name: &'static str,
    pub checks: &'static str,
    pub lane: Lane,
    pub run: fn(&Session<'_>) -> Judged,
}

/// Stages of a lane run one after the other. The first three lanes run in parallel, since each has minutes in which one
/// thread works: cargo keeps them apart by its locks on `target/`. The last begins when they have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Native,
    Web,
    Tools,
    Product,
}

/// In each lane in the order of what is found soonest. The release build is the first of its lane: it uses another
/// folder of `target/` than the native lane, whose programs are compiled at that time.
pub const STAGES: [Stage; 13] = [
    Stage { name: "format", checks: "rustfmt", lane: Lane::Native, run: format },
    Stage { name: "clippy", checks: "lints of everything that runs natively", lane: Lane::Native, run: clippy },
    Stage {
        name: "docs",
        checks: "docs/design-system.md says what the style sheets say",
        lane: Lane::Native,
        run: documents,
    },
    Stage { name: "styles", checks: "stylelint, the layers of the style sheets", lane: Lane::Native, run: styles },
    Stage {
        name: "native",
        checks: "contract and its drift, server, tools, every sample drawn",
        lane: Lane::Native,
        run: native,
    },
    Stage { name: "build", checks: "the release build, and the gallery", lane: Lane::Web, run: build_all },
    Stage { name: "budget", checks: "the size of a first visit", lane: Lane::Web, run: budget },
    Stage { name: "leaks", checks: "no path of this machine in the site", lane: Lane::Web, run: no_leaks },
    Stage {
        name: "bundle",
        checks: "nothing of the gallery in the program: dependencies and texts",
        lane: Lane::Web,
        run: no_gallery,
    },
    Stage { name: "clippy-web", checks: "lints of the page and its gallery", lane: Lane::Web, run: clippy_web },
    Stage { name: "web", checks: "the page's own tests, in headless Chromium", lane: Lane::Web, run: web },
    Stage {
        name: "tools",
        checks: "browsers, their drivers and what walks run beside them",
        lane: Lane::Tools,
        run: tools,
    },
    Stage {
        name: "browser",
        checks: "the product, in Chromium and Firefox, against the real server",
        lane: Lane::Product,
        run: browser,
    },
];

/// What is compiled for the browser: as it is developed, as it is released, and the gallery.
const WEB: [(&str, &[&str]); 3] = [
    ("page", &["--package", "portico", "--features", "csr"]),
    ("page in two parts", &["--package", "portico", "--features", "split"]),
    ("gallery", &["--package", "portico-gallery", "--features", "csr"]),
];

const TO_COMPILE: [&str; 4] = ["--no-default-features", "--all-targets", "--target", pins::WASM_TARGET];

/// The package of the walks.
const WALKS: &str = "tests";

/// One run of the test command; keeps what several stages need.
pub struct Session<'a> {
    workspace: &'a Workspace,
    console: &'a Console,
    selection: &'a Selection,
    native: Shared<Compiled>,
    /// One for each row of `WEB`.
    web: Shared<Vec<Compiled>>,
    site: Shared<Report>,
    gallery: Shared<Gallery>,
    /// Variables that tell the walks where their tools are.
    tools: Shared<Vec<(&'static str, PathBuf)>>,
}

impl<'a> Session<'a> {
    pub fn new(workspace: &'a Workspace, console: &'a Console, selection: &'a Selection) -> Self {
        Self {
            workspace,
            console,
            selection,
            native: Shared::new("the native programs and tests could not be compiled"),
            web: Shared::new("the page could not be compiled"),
            site: Shared::new("the site could not be built"),
            gallery: Shared::new("the gallery could not be built"),
            tools: Shared::new("a tool of the walks is missing"),
        }
    }

    fn native(&self) -> Result<Arc<Compiled>> {
        self.native.get(|| {
            let arguments = [build::NATIVE.as_slice(), &["--all-targets"]].concat();
            self.console.stage("native compile", |stage| compile::compile(self.workspace, stage, &arguments))
        })
    }

    fn web(&self) -> Result<Arc<Vec<Compiled>>> {
        self.web.get(|| {
            self.console.stage("web target", wasm::target)?;
            let compile = |(name, selection): &(&str, &[&str])| {
                let arguments = [selection, TO_COMPILE.as_slice()].concat();
                let name = format!("{name} compile");
                self.console.stage(&name, |stage| compile::compile(self.workspace, stage, &arguments))
            };
            WEB.iter().map(compile).collect()
        })
    }

    fn site(&self) -> Result<Arc<Report>> {
        // With the programs of the native lane, if there is one: the prerenderer is among them.
        let prerenderer = || self.native()?.program("prerender").map(Path::to_owned);
        let prerenderer: Option<build::prerender::Compiled<'_>> =
            self.selection.has_native_programs().then_some(&prerenderer);
        self.site.get(|| build::site(self.workspace, self.console, build::DEFAULT_BRAND, prerenderer))
    }

    fn gallery(&self) -> Result<Arc<Gallery>> {
        self.gallery.get(|| gallery::build(self.workspace, self.console))
    }

    fn tools(&self) -> Result<Arc<Vec<(&'static str, PathBuf)>>> {
        self.tools.get(|| self.console.stage("browser tools", |stage| browser_environment(self.workspace, stage)))
    }

    /// Runs a command of which only success counts.
    fn check(&self, name: &str, command: &mut Command) -> Judged {
        self.console.stage(name, |stage| process::run(stage, command))?;
        Ok((Counts::ONE_PASSED, None))
    }
}

/// Any warning fails, as with `--deny warnings`, but does not keep the tests from running.
fn lints(compiled: &Compiled) -> (Counts, Option<String>) {
    if compiled.warnings.is_empty() {
        return (Counts::ONE_PASSED, None);
    }
    (Counts::ONE_FAILED, Some(compiled.warnings.join("\n")))
}

fn format(session: &Session<'_>) -> Judged {
    session.check("rustfmt", session.workspace.cargo("fmt").args(["--all", "--check"]))
}

fn clippy(session: &Session<'_>) -> Judged {
    Ok(lints(&*session.native()?))
}

fn clippy_web(session: &Session<'_>) -> Judged {
    let (mut counts, mut log) = (Counts::default(), String::new());
    for compiled in session.web()?.iter() {
        let (of_one, warnings) = lints(compiled);
        counts.add(of_one);
        log.extend(warnings);
    }
    Ok((counts, (!log.is_empty()).then_some(log)))
}

fn native(session: &Session<'_>) -> Judged {
    let compiled = session.native()?;
    let workspace = session.workspace;
    let tests: Vec<&Executable> = compiled
        .tests()
        .filter(|test| test.package != workspace.root.join(WALKS))
        .filter(|test| {
            session.selection.has_package(test.package.strip_prefix(&workspace.root).unwrap_or(&test.package))
        })
        .collect();
    let prerenderer = compiled.program("prerender")?;
    session.console.stage("native tests", |stage| {
        binaries::run(stage, &tests, |_, command| {
            command.env(build::prerender::VARIABLE, prerenderer);
        })
    })
}

fn web(session: &Session<'_>) -> Judged {
    let workspace = session.workspace;
    let (runner, chromium) = session.console.stage("web tools", |stage| {
        wasm::target(stage)?;
        Ok((wasm::test_runner(workspace, stage)?, browsers::chromium(stage)?))
    })?;
    let capabilities = workspace.tools().join("webdriver.json");
    std::fs::write(&capabilities, serde_json::to_vec_pretty(&capabilities_of(&chromium))?)?;
    let compiled = session.web()?;
    let tests = compiled[0].tests().find(|test| test.kind == "lib");
    ensure!(tests.is_some(), "cargo has built no tests of the page for the browser");
    session.console.stage("web tests", |stage| {
        let mut command = Command::new(&runner);
        command.args(tests.map(|tests| &tests.path)).current_dir(&workspace.root);
        command.env("CHROMEDRIVER", &chromium.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        // All tests of a binary together; the default of 20 seconds is for small ones.
        command.env("WASM_BINDGEN_USE_BROWSER", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        let judged = binaries::judged("the page", &process::finish(stage, &mut command)?);
        stage.note(format!("{} passed, {} failed", judged.0.passed, judged.0.failed));
        Ok(judged)
    })
}

/// Without its sandbox, which the root user of a container cannot have; nothing but our own code runs in it.
fn capabilities_of(chromium: &browsers::Browser) -> serde_json::Value {
    json!({"goog:chromeOptions": {
        "binary": chromium.program,
        "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    }})
}

fn styles(session: &Session<'_>) -> Judged {
    session.console.stage("stylelint", |stage| lint::styles(session.workspace, stage))?;
    Ok((Counts::ONE_PASSED, None))
}

fn documents(session: &Session<'_>) -> Judged {
    docs::check(session.workspace)?;
    Ok((Counts::ONE_PASSED, None))
}

fn build_all(session: &Session<'_>) -> Judged {
    // The site waits for the prerenderer of the native lane; the gallery needs nothing of that lane.
    let gallery = session.gallery();
    session.site()?;
    gallery?;
    Ok((Counts { passed: 2, ..Counts::default() }, None))
}

fn no_gallery(session: &Session<'_>) -> Judged {
    session.site()?;
    let traces = bundle::traces(session.workspace)?;
    ensure!(traces.is_empty(), "texts of the gallery or its samples are in the site:\n  {}", traces.join("\n  "));
    bundle::check_dependencies(session.workspace)?;
    Ok((Counts { passed: 2, ..Counts::default() }, None))
}

fn budget(session: &Session<'_>) -> Judged {
    let report = session.site()?;
    session.console.say(&format!("\n{}", report.table()));
    let excesses = report.excesses(BUDGET);
    ensure!(excesses.is_empty(), "the site is larger than it may be:\n  {}", excesses.join("\n  "));
    Ok((Counts::ONE_PASSED, None))
}

fn no_leaks(session: &Session<'_>) -> Judged {
    session.site()?;
    let folders = [Some(session.workspace.root.clone()), std::env::home_dir(), build::cargo_home()];
    let sysroot = process::answer("rustc", &["--print", "sysroot"]);
    let private: Vec<String> =
        folders.into_iter().flatten().map(|folder| folder.display().to_string()).chain(sysroot).collect();
    let leaks = leaks::find(&session.workspace.site(), &private)?;
    ensure!(leaks.is_empty(), "paths of this machine are in the site:\n  {}", leaks.join("\n  "));
    Ok((Counts::ONE_PASSED, None))
}

fn tools(session: &Session<'_>) -> Judged {
    session.tools()?;
    Ok((Counts::ONE_PASSED, None))
}

fn browser(session: &Session<'_>) -> Judged {
    session.site()?;
    let gallery = session.gallery()?;
    let compiled = session.native()?;
    let workspace = session.workspace;
    let environment = session.tools()?;
    let server = compiled.program("reference-server")?;
    let tests: Vec<&Executable> = compiled.tests().filter(|test| test.package == workspace.root.join(WALKS)).collect();
    let times = times::file(workspace)?;
    session.console.stage("browser tests", |stage| {
        binaries::run(stage, &tests, |test, command| {
            command
                .env("PORTICO_SITE", workspace.site())
                .env("PORTICO_SERVER", server)
                .env("PORTICO_GALLERY", &gallery.folder)
                .env("CARGO_TARGET_DIR", &workspace.target)
                .env(times::VARIABLE, &times)
                // One more than there are cores: an end-to-end test waits for timers and responses a third of its time.
                .env("RUST_TEST_THREADS", "3")
                .envs(environment.iter().map(|(name, path)| (name, path)));
            if test.kind == "test" {
                command.args(session.selection.walks());
            }
        })
    })
}

fn browser_environment(workspace: &Workspace, stage: &console::Stage<'_>) -> Result<Vec<(&'static str, PathBuf)>> {
    browsers::fonts(stage)?;
    let chromium = browsers::chromium(stage)?;
    let firefox = browsers::firefox(workspace, stage)?;
    Ok(vec![
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
    fn stage_names_are_unique() {
        let mut names: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STAGES.len());
    }

    #[test]
    fn a_warning_fails_the_lints() {
        let clean = Compiled::default();
        assert_eq!(lints(&clean), (Counts::ONE_PASSED, None));
        let warned = Compiled { warnings: vec!["unused".to_owned()], ..Compiled::default() };
        assert_eq!(lints(&warned), (Counts::ONE_FAILED, Some("unused".to_owned())));
    }
}
