//! The program: Rust → WebAssembly → two parts → wasm-bindgen → wasm-opt.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::cache::Cache;
use super::{names, split};
use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::tools::node::Script;
use crate::workspace::Workspace;

/// Smallest code; the other settings are those of binaryen itself.
const WASM_OPT_ARGUMENTS: [&str; 1] = ["-Oz"];

#[derive(Clone)]
pub struct Program {
    /// The first part, or all of it.
    pub wasm: Vec<u8>,
    /// What arrives later; none in a program that is not split.
    pub rest: Option<Vec<u8>>,
    /// The JavaScript that connects it with the browser.
    pub glue: String,
}

/// One of the programs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Page,
    /// Opened from a disk: quick to build counts for more than bytes, and its glue is a classic script.
    Gallery,
}

impl Kind {
    /// Package, program, feature and cargo profile.
    const fn recipe(self) -> [&'static str; 4] {
        match self {
            Self::Page => ["portico", "portico", "split", "release"],
            // Not `gallery`: cargo makes a folder of the profile's name in `target/`, where the gallery itself is.
            Self::Gallery => ["portico-gallery", "gallery", "csr", "gallery-program"],
        }
    }
}

/// Compiles a program; returns the path of the WebAssembly as the compiler left it.
pub fn compile(workspace: &Workspace, stage: &Stage<'_>, kind: Kind) -> Result<PathBuf> {
    let [package, program, feature, profile] = kind.recipe();
    let flags = compiler_flags(workspace, stage)?;
    let mut command = workspace.cargo("rustc");
    command.args(["--package", package, "--bin", program, "--no-default-features", "--features", feature]);
    command.args(["--target", pins::WASM_TARGET, "--profile", profile]);
    if kind == Kind::Page {
        command.args(["--", split::LINKER_ARGUMENT]);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    process::run(stage, &mut command)?;
    Ok(workspace.target.join(pins::WASM_TARGET).join(profile).join(program).with_extension("wasm"))
}

/// Paths of the machine that builds become relative ones: panics name their source file, and nobody who signs in needs
/// to know whose disk it was on. Shorter ones are smaller, too.
fn compiler_flags(workspace: &Workspace, stage: &Stage<'_>) -> Result<Vec<String>> {
    let home = cargo_home().context("neither CARGO_HOME nor HOME is set")?;
    let sources = home.join("registry").join("src");
    if crate::workspace::folder_names(&sources).is_empty() {
        // The flags are part of what cargo compares: with the folder known only after the first build, the second one
        // would start from nothing.
        process::run(stage, workspace.cargo("fetch").args(["--target", pins::WASM_TARGET]))?;
    }
    let sysroot = process::answer("rustc", &["--print", "sysroot"]).context("rustc does not answer")?;
    Ok(flags(&workspace.root, &home, &crate::workspace::folder_names(&sources), Path::new(&sysroot)))
}

fn flags(root: &Path, cargo_home: &Path, registries: &[String], sysroot: &Path) -> Vec<String> {
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    // These names say for whom a generic function was instantiated, which `cargo xtask sizes` reports; none is shipped.
    let names = "-Csymbol-mangling-version=v0".to_owned();
    // The last prefix that matches wins.
    let mut flags = vec![names, remap(cargo_home, "cargo"), remap(root, "")];
    flags.extend(registries.iter().map(|name| remap(&cargo_home.join("registry").join("src").join(name), "")));
    flags.push(remap(sysroot, "rust"));
    flags.push(remap(&sysroot.join("lib").join("rustlib").join("src").join("rust"), "rust"));
    flags
}

pub fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// Runs wasm-bindgen, the version that `Cargo.lock` fixes for the program as for this tool.
pub fn bind(workspace: &Workspace, compiled: &Path, kind: Kind, cache: &Cache) -> Result<Program> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let ours = workspace.locked_version("wasm-bindgen-cli-support")?;
    ensure!(
        version == ours,
        "Cargo.lock has wasm-bindgen {version} for the page and {ours} for its tool; set the version of \
         wasm-bindgen-cli-support in crates/xtask/Cargo.toml to \"={version}\""
    );
    let input = std::fs::read(compiled).with_context(|| format!("could not read {}", compiled.display()))?;
    let target = if kind == Kind::Page { "web" } else { "no-modules" };
    let step = |part: &str| format!("{} wasm-bindgen {version} {target} {part}, short names", split::VERSION);
    // All parts come from one run; the second call finds it done.
    let mut output = None;
    let mut run = || -> Result<Program> {
        if output.is_none() {
            output = Some(bindgen(compiled, kind, false)?);
        }
        output.clone().context("wasm-bindgen left nothing")
    };
    let wasm = cache.result(&step("wasm"), &input, || Ok(run()?.wasm))?;
    let glue = cache.result(&step("glue"), &input, || Ok(run()?.glue.into_bytes()))?;
    let rest = match kind {
        Kind::Page => Some(cache.result(&step("rest"), &input, || run()?.rest.context("the program has one part"))?),
        Kind::Gallery => None,
    };
    Ok(Program { wasm, rest, glue: String::from_utf8(glue)? })
}

/// The parts of the program with their function names, otherwise as they are shipped: the first, and the rest.
pub fn named(stage: &Stage<'_>, compiled: &Path, tool: &Script, scratch: &Path) -> Result<[Vec<u8>; 2]> {
    let program = bindgen(compiled, Kind::Page, true)?;
    let (input, output) = (scratch.join("named.wasm"), scratch.join("named-optimised.wasm"));
    let optimised = |wasm: Vec<u8>| -> Result<Vec<u8>> {
        std::fs::write(&input, wasm)?;
        let mut command = tool.command();
        process::run(stage, command.arg(&input).arg("-o").arg(&output).args(WASM_OPT_ARGUMENTS).arg("--debuginfo"))?;
        Ok(std::fs::read(&output)?)
    };
    let rest = program.rest.context("the program has one part")?;
    Ok([optimised(program.wasm)?, optimised(rest)?])
}

fn bindgen(compiled: &Path, kind: Kind, named: bool) -> Result<Program> {
    let parts = (kind == Kind::Page).then(|| split::in_two(compiled)).transpose()?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(parts.as_ref().map_or(compiled, |parts| parts.first.as_path()));
    bindgen.typescript(false).remove_name_section(!named).remove_producers_section(true);
    // Memory and table, which the rest is connected with.
    bindgen.demangle(false).keep_lld_exports(parts.is_some());
    // The address always comes from the boot code, together with the digest that it must have.
    bindgen.omit_default_module_path(true);
    let bindgen = if kind == Kind::Page { bindgen.web(true)? } else { bindgen.no_modules(true)? };
    let mut output = bindgen.generate_output()?;
    // A crate without inline JavaScript is listed with no snippet.
    let crates = output.snippets().iter().filter(|(_, snippets)| !snippets.is_empty()).map(|(name, _)| name);
    let modules: Vec<_> = crates.chain(output.local_modules().keys()).chain(output.npm_dependencies().keys()).collect();
    ensure!(modules.is_empty(), "JavaScript modules that the one file of the page cannot carry: {modules:?}");
    let mut glue = output.js().to_owned();
    if kind == Kind::Page {
        glue = names::shorten(output.wasm_mut(), &glue, split::LOADER);
    }
    let rest = parts.map(|parts| if named { Ok(parts.rest) } else { split::without_names(&parts.rest) }).transpose()?;
    Ok(Program { wasm: output.wasm_mut().emit_wasm(), rest, glue })
}

/// Makes the program small.
pub fn optimise(stage: &Stage<'_>, wasm: &[u8], tool: &Script, scratch: &Path, cache: &Cache) -> Result<Vec<u8>> {
    let step = format!("wasm-opt {} {}", pins::BINARYEN, WASM_OPT_ARGUMENTS.join(" "));
    cache.result(&step, wasm, || {
        let (input, output) = (scratch.join("bound.wasm"), scratch.join("optimised.wasm"));
        std::fs::write(&input, wasm)?;
        process::run(stage, tool.command().arg(&input).arg("-o").arg(&output).args(WASM_OPT_ARGUMENTS))?;
        Ok(std::fs::read(&output)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_and_each_registry_lose_their_place_on_the_disk() {
        let flags = flags(Path::new("/w"), Path::new("/h/.cargo"), &["index-1".to_owned()], Path::new("/r"));
        assert_eq!(
            flags,
            [
                "-Csymbol-mangling-version=v0",
                "--remap-path-prefix=/h/.cargo=cargo",
                "--remap-path-prefix=/w=",
                "--remap-path-prefix=/h/.cargo/registry/src/index-1=",
                "--remap-path-prefix=/r=rust",
                "--remap-path-prefix=/r/lib/rustlib/src/rust=rust",
            ]
        );
    }

    #[test]
    fn wasm_bindgen_and_its_tool_are_one_version() {
        let workspace = Workspace { root: crate::testing::repository(), target: PathBuf::new() };
        let ours = workspace.locked_version("wasm-bindgen-cli-support").unwrap();
        assert_eq!(workspace.locked_version("wasm-bindgen").unwrap(), ours);
    }
}
