//! The development build: turns the output of `trunk serve` into the same page as the release build, without
//! optimisation.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::brands::Brands;
use super::site::Site;
use super::{digest, glue, pages, prerender, sources, template};
use crate::console::Console;
use crate::workspace::Workspace;

/// Adds first screen, styles, locale files, icons, and the boot code in front of Trunk's glue to Trunk's staging
/// folder.
///
/// # Errors
/// If Trunk's output does not match the configuration in `Trunk.toml`.
pub fn inject(workspace: &Workspace, console: &Console, staging: &Path, brand: &str) -> Result<()> {
    let brands = Brands::read(workspace, brand)?.only_default();
    let mut site = Site::default();
    site.add_folder(&workspace.root.join("public"), &["locales", "providers"])?;
    let prerendered =
        console.stage("prerender", |stage| prerender::run(workspace, stage, &brands.summaries(), None))?;
    console.stage("inject", |_| {
        let mut sources = sources(workspace)?;
        let template = staging.join("index.html");
        sources.template =
            fs::read_to_string(&template).with_context(|| format!("could not read {}", template.display()))?;
        let wasm = only_file(staging, "wasm")?;
        let glue = fs::read_to_string(only_file(staging, "js")?)?;
        let name = wasm.file_name().and_then(OsStr::to_str).context("Trunk's file name is not UTF-8")?;
        let first = glue::Part { url: &format!("/{name}"), integrity: &digest::integrity(&fs::read(&wasm)?) };
        let program = glue::Program { first, ..glue::Program::default() };
        let module = glue::bundle(&sources.boot, &glue, &program)?;
        pages::add_documents(&mut site, &brands, &sources, &prerendered, module, template::document_after_trunk)?;
        site.write_into(staging)
    })
}

/// The one file that Trunk puts at the top of its folder with this extension.
fn only_file(folder: &Path, extension: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .collect();
    ensure!(files.len() == 1, "Trunk staged {} .{extension} files where one was expected", files.len());
    files.pop().context("Trunk staged no program")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn the_program_is_the_only_one_of_its_kind() {
        let folder = scratch("trunk");
        assert!(only_file(&folder, "wasm").is_err());
        fs::write(folder.join("portico-1_bg.wasm"), "").unwrap();
        fs::write(folder.join("portico-1.js"), "").unwrap();
        assert_eq!(only_file(&folder, "wasm").unwrap(), folder.join("portico-1_bg.wasm"));
        fs::write(folder.join("portico-2_bg.wasm"), "").unwrap();
        assert!(only_file(&folder, "wasm").is_err());
    }
}
