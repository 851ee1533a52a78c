//! stylelint, which knows CSS; what it must find is in `.stylelintrc.json`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::node::{self, Script};
use crate::console::Stage;
use crate::pins;
use crate::workspace::Workspace;

/// stylelint with its configuration, ready for the names of files.
///
/// # Errors
/// When this machine has no npm.
pub fn command(workspace: &Workspace, stage: &Stage<'_>) -> Result<Command> {
    let wanted = [
        ("stylelint", pins::STYLELINT),
        ("stylelint-config-recommended", pins::STYLELINT_RECOMMENDED),
        ("stylelint-plugin-logical-css", pins::STYLELINT_LOGICAL),
    ];
    let modules: PathBuf = node::packages(workspace, stage, &wanted)?
        .with_context(|| format!("stylelint comes from npm: {}", node::HOW_TO_GET_NODE))?;
    let folder = modules.parent().context("node_modules lies in a folder")?;
    let mut command = Script::new(modules.join("stylelint").join("bin").join("stylelint.mjs")).command();
    command.current_dir(&workspace.root).arg("--config").arg(workspace.root.join(".stylelintrc.json"));
    // The packages that the configuration names are not beside it.
    command.arg("--config-basedir").arg(folder);
    Ok(command)
}
