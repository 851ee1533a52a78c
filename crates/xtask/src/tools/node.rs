//! Tools from npm. Node.js is optional: without it the site is built all the same, only larger.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::workspace::Workspace;

/// How to get what is missing.
pub const HOW_TO_GET_NODE: &str =
    "install Node.js 20 or newer with npm (Debian: `apt-get install nodejs npm`) and start again";

/// A JavaScript program that Node.js runs.
pub struct Script(PathBuf);

impl Script {
    pub fn new(file: PathBuf) -> Self {
        Self(file)
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(&self.0);
        command
    }
}

/// What makes the release smaller; both or none, so that there are two kinds of builds and not four.
pub struct Optimisers {
    pub wasm_opt: Script,
    pub terser: Script,
}

impl Optimisers {
    /// Finds or installs them; `None` when this machine has no npm.
    ///
    /// # Errors
    /// When npm cannot install them, or its Node.js is too old to run them.
    pub fn find(workspace: &Workspace, stage: &Stage<'_>) -> Result<Option<Self>> {
        let wanted = [("binaryen", pins::BINARYEN), ("terser", pins::TERSER)];
        let Some(folder) = packages(workspace, stage, &wanted)? else { return Ok(None) };
        let optimisers = Self {
            wasm_opt: Script(folder.join("binaryen").join("bin").join("wasm-opt")),
            terser: Script(folder.join("terser").join("bin").join("terser")),
        };
        let version = optimisers.wasm_opt.command().arg("--version").output().context("could not run node")?;
        let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
        ensure!(
            is_pinned_binaryen(&version),
            "wasm-opt {} does not run with this Node.js: {HOW_TO_GET_NODE}",
            pins::BINARYEN
        );
        Ok(Some(optimisers))
    }
}

/// `wasm-opt --version` says `wasm-opt version 132 (version_132)`.
fn is_pinned_binaryen(answer: &str) -> bool {
    let major = pins::BINARYEN.split('.').next().unwrap_or_default();
    answer.split_whitespace().nth(2) == Some(major)
}

/// The folder with npm packages of exactly these versions, installed when needed; `None` without npm.
pub fn packages(workspace: &Workspace, stage: &Stage<'_>, wanted: &[(&str, &str)]) -> Result<Option<PathBuf>> {
    let _alone = super::one_installation_at_a_time();
    let folder = workspace.tools().join("npm");
    let modules = folder.join("node_modules");
    let is_missing =
        |(name, version): &&(&str, &str)| installed_version(&modules.join(name)).as_deref() != Some(version);
    let missing: Vec<_> = wanted.iter().filter(is_missing).map(|(name, version)| format!("{name}@{version}")).collect();
    if missing.is_empty() {
        return Ok(process::answer("node", &["--version"]).map(|_| modules));
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if process::answer(npm, &["--version"]).is_none() {
        return Ok(None);
    }
    stage.status(format!("npm install {}", missing.join(" ")));
    std::fs::create_dir_all(&folder)?;
    let mut command = Command::new(npm);
    command.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", "--prefix"]);
    process::run(stage, command.arg(&folder).args(&missing))?;
    Ok(Some(modules))
}

fn installed_version(package: &Path) -> Option<String> {
    let manifest = std::fs::read(package.join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    manifest["version"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pinned_wasm_opt_is_used() {
        assert!(is_pinned_binaryen("wasm-opt version 132 (version_132)"));
        assert!(!is_pinned_binaryen("wasm-opt version 108"));
        assert!(!is_pinned_binaryen("wasm-opt version 1320"));
        assert!(!is_pinned_binaryen(""));
    }
}
