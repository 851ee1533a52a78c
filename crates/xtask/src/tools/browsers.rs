//! Browsers, their drivers and fonts for the tests.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::node;
use super::wasm::CargoTool;
use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::workspace::Workspace;

/// A browser and the program that drives it.
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// Chromium and `ChromeDriver`: those of `CHROMIUM` and `CHROMEDRIVER`, else those on the PATH, else Debian's.
pub fn chromium(stage: &Stage<'_>) -> Result<Browser> {
    Ok(Browser {
        program: find(stage, "CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?,
        driver: find(stage, "CHROMEDRIVER", &["chromedriver"])?,
    })
}

/// Firefox and geckodriver, which Debian does not have: it is built from source, once.
pub fn firefox(workspace: &Workspace, stage: &Stage<'_>) -> Result<Browser> {
    let program = find(stage, "FIREFOX", &["firefox-esr", "firefox"])?;
    let driver = match named_by("GECKODRIVER") {
        Some(driver) => driver,
        None => CargoTool {
            package: "geckodriver",
            program: "geckodriver",
            version: pins::GECKODRIVER,
            arguments: &["--locked"],
        }
        .install(workspace, stage)?,
    };
    Ok(Browser { program, driver })
}

/// The source of axe-core.
pub fn axe(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    optional_axe(workspace, stage)?.with_context(|| format!("axe-core comes from npm: {}", node::HOW_TO_GET_NODE))
}

/// The same for what can do without it; `None` when this machine has no npm.
pub fn optional_axe(workspace: &Workspace, stage: &Stage<'_>) -> Result<Option<PathBuf>> {
    let folder = node::packages(workspace, stage, &[("axe-core", pins::AXE_CORE)])?;
    Ok(folder.map(|folder| folder.join("axe-core").join("axe.min.js")))
}

/// The mail server that the product sends to in the browser tests.
pub fn smtp_server(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    library(workspace, stage, "smtp-server", pins::SMTP_SERVER)
}

/// The library of the identity providers in the browser tests.
pub fn oidc_provider(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    library(workspace, stage, "oidc-provider", pins::OIDC_PROVIDER)
}

/// The library of the native app in the browser tests.
pub fn openid_client(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    library(workspace, stage, "openid-client", pins::OPENID_CLIENT)
}

fn library(workspace: &Workspace, stage: &Stage<'_>, name: &str, version: &str) -> Result<PathBuf> {
    let folder = node::packages(workspace, stage, &[(name, version)])?;
    let folder = folder.with_context(|| format!("{name} comes from npm: {}", node::HOW_TO_GET_NODE))?;
    Ok(folder.join(name))
}

/// Letters for every language that the page speaks: without them pictures show boxes, and texts have other widths.
pub fn fonts(stage: &Stage<'_>) -> Result<()> {
    let is_missing = |package: &str| {
        let status = process::answer("dpkg-query", &["--show", "--showformat", "${Status}", package]);
        status.is_none_or(|status| status != "install ok installed")
    };
    let _alone = super::one_installation_at_a_time();
    // Other systems bring fonts of their own.
    if !is_debian() || !pins::DEBIAN_FONTS.iter().any(|package| is_missing(package)) {
        return Ok(());
    }
    install(stage)
}

fn find(stage: &Stage<'_>, variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(program) = named_by(variable) {
        return Ok(program);
    }
    let _alone = super::one_installation_at_a_time();
    if let Some(program) = on_path(names) {
        return Ok(program);
    }
    install(stage).with_context(|| format!("{} is missing (or name it in {variable})", names[0]))?;
    on_path(names).with_context(|| format!("{} is still missing after its installation", names[0]))
}

fn named_by(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<_> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().find_map(|name| {
        let programs = folders.iter().map(|folder| folder.join(name).with_extension(std::env::consts::EXE_EXTENSION));
        programs.into_iter().find(|program| program.is_file())
    })
}

fn is_debian() -> bool {
    std::path::Path::new("/etc/debian_version").is_file()
}

/// Installs browsers, driver and fonts from Debian where that may be done without asking: as root.
fn install(stage: &Stage<'_>) -> Result<()> {
    let packages = [pins::DEBIAN_BROWSERS.as_slice(), pins::DEBIAN_FONTS.as_slice()].concat();
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if !is_debian() {
        bail!("install Chromium with ChromeDriver of the same version, and Firefox; on Debian: `{by_hand}`");
    }
    if process::answer("id", &["-u"]).as_deref() != Some("0") {
        bail!("run `sudo {by_hand}` and start again");
    }
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        command
    };
    stage.status("apt-get update");
    process::run(stage, &mut apt(&["update"]))?;
    stage.status(by_hand.clone());
    let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
    process::run(stage, install.args(&packages)).map(drop).with_context(|| format!("`{by_hand}` failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_on_the_path_in_order_of_preference() {
        let cargo = on_path(&["surely-no-such-program", "cargo"]).unwrap();
        assert_eq!(cargo.file_stem().unwrap(), "cargo");
        assert_eq!(on_path(&["surely-no-such-program"]), None);
    }
}
