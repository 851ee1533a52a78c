//! The gallery's program: the page's own views, samples and styles, with the shell around them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::build::cache::Cache;
use crate::build::program::compiler_flags;
use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::workspace::Workspace;

/// Its cargo profile: it is read from a disk, so that time to build counts for more than bytes.
const PROFILE: &str = "gallery-program";

pub struct Program {
    pub wasm: Vec<u8>,
    /// A classic script that defines `wasm_bindgen`.
    pub glue: String,
}

/// Compiles the gallery; returns the path of the WebAssembly as the compiler left it.
pub fn compile(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    let flags = compiler_flags(workspace, stage)?;
    let mut command = workspace.cargo("build");
    command.args(["--package", "portico", "--bin", "gallery", "--no-default-features", "--features", "gallery"]);
    command.args(["--target", pins::WASM_TARGET, "--profile", PROFILE]);
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    process::run(stage, &mut command)?;
    Ok(workspace.target.join(pins::WASM_TARGET).join(PROFILE).join("gallery.wasm"))
}

/// Runs wasm-bindgen, so that the result is a classic script.
pub fn bind(workspace: &Workspace, compiled: &Path, cache: &Cache) -> Result<Program> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let input = std::fs::read(compiled).with_context(|| format!("could not read {}", compiled.display()))?;
    let step = |part: &str| format!("wasm-bindgen {version} no-modules {part}");
    let mut output = None;
    let mut run = || -> Result<(Vec<u8>, String)> {
        if output.is_none() {
            output = Some(bindgen(compiled)?);
        }
        output.clone().context("wasm-bindgen left nothing")
    };
    let wasm = cache.result(&step("wasm"), &input, || Ok(run()?.0))?;
    let glue = cache.result(&step("glue"), &input, || Ok(run()?.1.into_bytes()))?;
    Ok(Program { wasm, glue: String::from_utf8(glue)? })
}

fn bindgen(compiled: &Path) -> Result<(Vec<u8>, String)> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .demangle(false);
    bindgen.omit_default_module_path(true);
    let mut output = bindgen.no_modules(true)?.generate_output()?;
    let crates = output.snippets().iter().filter(|(_, snippets)| !snippets.is_empty()).map(|(name, _)| name);
    let modules: Vec<_> = crates.chain(output.local_modules().keys()).chain(output.npm_dependencies().keys()).collect();
    ensure!(modules.is_empty(), "JavaScript modules, which a page opened from a file cannot load: {modules:?}");
    let glue = output.js().to_owned();
    Ok((output.wasm_mut().emit_wasm(), glue))
}
