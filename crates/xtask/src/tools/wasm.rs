//! What the Rust side needs beyond the toolchain itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::workspace::Workspace;

/// Makes sure that the compiler can build for the browser.
pub fn target(stage: &Stage<'_>) -> Result<()> {
    let sysroot = process::answer("rustc", &["--print", "sysroot"]).context("rustc does not answer")?;
    if Path::new(&sysroot).join("lib").join("rustlib").join(pins::WASM_TARGET).is_dir() {
        return Ok(());
    }
    let how = format!("rustup target add {}", pins::WASM_TARGET);
    stage.status(how.clone());
    if process::answer("rustup", &["--version"]).is_none() {
        bail!("this Rust toolchain cannot compile for the browser; install Rust with rustup, then run `{how}`");
    }
    process::run(stage, Command::new("rustup").args(["target", "add", pins::WASM_TARGET]))
        .map(drop)
        .with_context(|| format!("`{how}` failed; with a network connection, run it by hand"))
}

/// The runner of `#[wasm_bindgen_test]`, of exactly the version that the page is built with.
pub fn test_runner(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    let version = workspace.locked_version("wasm-bindgen")?;
    // Its default feature is a TLS library for remote browsers; ours run on this machine.
    let tool = CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen-test-runner",
        version: &version,
        arguments: &["--no-default-features", "--bin", "wasm-bindgen-test-runner"],
    };
    tool.install(workspace, stage)
}

/// A program from the registry, kept under `target/tools`.
pub struct CargoTool<'a> {
    pub package: &'a str,
    pub program: &'a str,
    pub version: &'a str,
    pub arguments: &'a [&'a str],
}

impl CargoTool<'_> {
    /// The path of the program, built from source when this version is not there yet (about a minute).
    pub fn install(&self, workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
        let folder = workspace.tools().join(format!("{}-{}", self.package, self.version));
        let program = folder.join("bin").join(self.program).with_extension(std::env::consts::EXE_EXTENSION);
        if program.is_file() {
            return Ok(program);
        }
        stage.status(format!("installing {} {}", self.package, self.version));
        let mut command = workspace.cargo("install");
        command.args([self.package, "--version", self.version, "--root"]).arg(&folder).args(self.arguments);
        // These programs run for seconds: time spent on optimising them would never come back.
        for (setting, value) in
            [("LTO", "off"), ("OPT_LEVEL", "0"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false"), ("STRIP", "true")]
        {
            command.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        process::run(stage, &mut command)?;
        Ok(program)
    }
}
