//! Where things are: the checkout, cargo's target folder, the built site, the tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The folders that xtask reads and writes.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the person keeps it.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo, so that a `CARGO_TARGET_DIR` or a cargo configuration of the person's own is honoured.
    pub fn find() -> Result<Self> {
        let mut command = Command::new(cargo_program());
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let output = command.output().context("could not run cargo")?;
        if !output.status.success() {
            bail!("cargo cannot read this workspace:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let folder = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).with_context(|| format!("cargo metadata has no `{key}`"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    pub fn gallery(&self) -> PathBuf {
        self.target.join("gallery")
    }

    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Intermediate files of the release build, all of them safe to delete.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// A program that cargo built with the dev profile.
    pub fn debug_program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// Cargo in the checkout, without colours, since its output is parsed.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new(cargo_program());
        command.current_dir(&self.root).arg(subcommand).env("CARGO_TERM_COLOR", "never");
        // `cargo xtask` itself runs under cargo, which exports the variables of *this* package to its children; build
        // scripts that declare `rerun-if-env-changed` on one of them would otherwise run again each time.
        for variable in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            command.env_remove(variable);
        }
        command
    }

    /// The version of a package in `Cargo.lock`.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let lock = std::fs::read_to_string(self.root.join("Cargo.lock")).context("could not read Cargo.lock")?;
        locked_version(&lock, package).with_context(|| format!("Cargo.lock has no package `{package}`"))
    }
}

fn cargo_program() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| **line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

/// The names of the folders in `parent`, sorted; empty when it does not exist.
pub fn folder_names(parent: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(parent) else { return Vec::new() };
    let mut names: Vec<_> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_exact_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
