//! The release build: the only way from the sources to `target/site` (docs/decisions/0002-release-build.md).

mod brands;
pub(crate) mod cache;
mod compress;
pub(crate) mod digest;
mod glue;
mod names;
mod older_browsers;
mod pages;
mod policy;
pub(crate) mod prerender;
pub(crate) mod program;
mod showcase;
pub(crate) mod site;
mod split;
pub(crate) mod styles;
mod template;
mod trunk;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};

use self::brands::Brands;
use self::cache::Cache;
use self::pages::{Built, Sources};
pub use self::program::cargo_home;
use self::program::{Kind, Program};
pub use self::showcase::{BrandData, gallery_brands};
use self::site::Site;
pub use self::trunk::inject;
use crate::console::{Console, Stage};
use crate::process;
use crate::report::{Report, Size};
use crate::tools::node::{self, Optimisers};
use crate::tools::wasm;
use crate::workspace::Workspace;

/// The default brand of `/`.
pub const DEFAULT_BRAND: &str = "portico";

/// Builds the site of all brands into `target/site` and returns what it weighs. `brand` is the default one. Without a
/// prerenderer, one is compiled.
pub fn site(
    workspace: &Workspace,
    console: &Console,
    brand: &str,
    prerender_program: Option<prerender::Compiled<'_>>,
) -> Result<Report> {
    let brands = console.stage("brands", |stage| {
        let brands = Brands::read(workspace, brand)?;
        stage.note(brands.iter().map(|branded| branded.brand.id.as_str()).collect::<Vec<_>>().join(", "));
        Ok(brands)
    })?;
    let scratch = workspace.scratch();
    let cache = Cache::open(scratch.join("cache"))?;
    let optimisers = console.stage("tools", |stage| {
        wasm::target(stage)?;
        let optimisers = Optimisers::find(workspace, stage)?;
        stage.note(if optimisers.is_some() { "wasm target, wasm-opt, terser" } else { "wasm target" });
        Ok(optimisers)
    })?;
    if optimisers.is_none() {
        console.say("        npm was not found, so the last optimisations (wasm-opt, terser) are left out.");
        console.say(&format!("        For the full build, {}.", node::HOW_TO_GET_NODE));
    }

    let mut site = Site::default();
    site.add_folder(&workspace.root.join("public"), &["locales", "providers"])?;

    // The compiler finishes the program on one core (fat LTO); meanwhile the other core builds the prerenderer.
    let (program, prerendered) = std::thread::scope(|scope| {
        let program = scope.spawn(|| -> Result<Program> {
            let compiled = console.stage("program", |stage| program::compile(workspace, stage, Kind::Page))?;
            let mut program =
                console.stage("wasm-bindgen", |_| program::bind(workspace, &compiled, Kind::Page, &cache))?;
            if let Some(tools) = &optimisers {
                console.stage("wasm-opt", |stage| {
                    for part in std::iter::once(&mut program.wasm).chain(&mut program.rest) {
                        *part = program::optimise(stage, part, &tools.wasm_opt, &scratch, &cache)?;
                    }
                    Ok(())
                })?;
            }
            Ok(program)
        });
        let prerendered = console
            .stage("prerender", |stage| prerender::run(workspace, stage, &brands.summaries(), prerender_program));
        (program.join(), prerendered)
    });
    let program = program.map_err(|_| anyhow!("the build of the program panicked"))??;
    let prerendered = prerendered?;

    console.stage("site", |stage| {
        let sources = sources(workspace)?;
        let shrink = |module: String| match &optimisers {
            Some(tools) => glue::minify(stage, &module, &tools.terser, &scratch, &cache),
            None => Ok(module),
        };
        let built = pages::build(site, &brands, &sources, &prerendered, program, shrink)?;
        stage.status("compressing");
        let report = measure(&built, &brands, optimisers.is_some(), &cache)?;
        built.site.publish(&workspace.site(), &cache)?;
        fs::write(workspace.target.join("site-report.json"), serde_json::to_vec_pretty(&report)?)?;
        stage.note(workspace.site().display().to_string());
        Ok(report)
    })
}

/// The native crates with the features that their tests need. One selection for all commands: cargo chooses the
/// features of shared crates by it, and would otherwise compile them once more for each other selection.
pub const NATIVE: [&str; 3] =
    ["--workspace", "--features", "portico/ssr,portico-gallery/ssr,auth-contract/openapi,reference-server/dev"];

/// Builds the reference server; returns the path of the program.
pub fn server(workspace: &Workspace, stage: &Stage<'_>) -> Result<PathBuf> {
    // With examples, because the tests build them: their features count, and without them cargo would unify others.
    let mut command = workspace.cargo("build");
    process::run(stage, command.args(NATIVE).args(["--bin", "reference-server", "--examples"]))?;
    Ok(workspace.debug_program("reference-server"))
}

/// The two parts of the optimised program with function names, for the size report.
pub fn named_program(workspace: &Workspace, console: &Console) -> Result<[Vec<u8>; 2]> {
    let scratch = workspace.scratch();
    fs::create_dir_all(&scratch)?;
    let tools = console.stage("tools", |stage| Optimisers::find(workspace, stage))?;
    let tools = tools.with_context(|| format!("wasm-opt is needed here; {}", node::HOW_TO_GET_NODE))?;
    let compiled = console.stage("program", |stage| program::compile(workspace, stage, Kind::Page))?;
    console.stage("wasm-opt", |stage| program::named(stage, &compiled, &tools.wasm_opt, &scratch))
}

fn sources(workspace: &Workspace) -> Result<Sources> {
    let read =
        |path: &str| fs::read_to_string(workspace.root.join(path)).with_context(|| format!("could not read {path}"));
    Ok(Sources { template: read("index.html")?, boot: read("src/page/boot.js")? })
}

fn measure(built: &Built, brands: &Brands, optimised: bool, cache: &Cache) -> Result<Report> {
    compress::all(cache, built.site.files())?;
    let size = |bytes: &[u8]| -> Result<Size> {
        Ok(Size {
            raw: bytes.len(),
            gzip: compress::gzip(cache, bytes)?.len(),
            brotli: compress::brotli(cache, bytes)?.len(),
        })
    };
    let as_stored = |bytes: &[u8]| Size { raw: bytes.len(), gzip: bytes.len(), brotli: bytes.len() };
    let files = built.site.files().map(|(path, bytes)| {
        let size = if compress::is_compressible(path) { size(bytes)? } else { as_stored(bytes) };
        Ok((path.to_owned(), size))
    });
    Ok(Report {
        optimised,
        files: files.collect::<Result<_>>()?,
        style: size(brands.default().style(None).as_bytes())?,
        first_loads: built.first_loads.clone(),
        other_brands: built.other_brands.clone(),
        rest: built.rest.clone(),
    })
}
