//! The program in two parts (docs/decisions/0012-program-in-two-parts.md): what the first screen needs, and the rest.
//! The seam is in `src/app/loader.rs`; what is reached from its second side alone goes into the rest.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{Parser, Payload};

use crate::sizes;

/// Keeps the linker's relocations, from which the references between functions are read.
pub const LINKER_ARGUMENT: &str = "-Clink-arg=--emit-relocs";
/// Part of the cache key. Cargo.toml has the same setting.
pub const VERSION: &str = "wasm-split 0.2.4";

/// The module that the first part imports its loader from, in place of which the boot code stands (`glue.rs`).
pub const LOADER: &str = "./deferred.js";

/// Crates whose code only the second part contains.
const NOT_FIRST: [&str; 4] = ["reactive_graph", "tachys", "leptos", "qrcode"];

/// The two parts of a program.
pub struct Parts {
    /// Where the first part is, which wasm-bindgen has to see next.
    pub first: PathBuf,
    /// The rest, as it came from the linker, function names included.
    pub rest: Vec<u8>,
}

/// Splits a program at its only split point.
///
/// # Errors
/// If it has none, or more than the boot code knows.
pub fn in_two(compiled: &Path) -> Result<Parts> {
    let folder = compiled.with_extension("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let first = folder.join("first.wasm");
    let program = fs::read(compiled).with_context(|| format!("could not read {}", compiled.display()))?;
    let mut options = Options::new(&program);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = LOADER;
    let split = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let [rest] = split.split_modules.as_slice() else {
        return Err(anyhow!("the program has {} parts besides the first, not one", split.split_modules.len()));
    };
    lean(&fs::read(&first)?)?;
    Ok(Parts { first, rest: fs::read(rest)? })
}

/// Refuses a first part that contains the code of later screens.
fn lean(first: &[u8]) -> Result<()> {
    let crates = sizes::crates(first)?;
    let there: Vec<_> = NOT_FIRST.iter().filter(|name| crates.contains(**name)).collect();
    ensure!(
        there.is_empty(),
        "the first part of the program has code of {there:?}: something in app, page or page/first_screen reaches a screen or a \
         control without going through src/app/loader.rs"
    );
    Ok(())
}

/// A module without the names of its functions, which only people read.
///
/// # Errors
/// When it is not WebAssembly.
pub fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut left = wasm.to_vec();
    // From the end, so that earlier offsets stay valid.
    let mut sections = Vec::new();
    let mut end = 8;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let Some((_, range)) = payload.as_section() else { continue };
        if let Payload::CustomSection(section) = &payload
            && section.name() != "target_features"
        {
            sections.push(end..range.end);
        }
        end = range.end;
    }
    ensure!(end == wasm.len(), "{} bytes follow the last section", wasm.len() - end);
    for section in sections.into_iter().rev() {
        left.drain(section);
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_lock() {
        let workspace =
            crate::workspace::Workspace { root: crate::testing::repository(), target: std::path::PathBuf::new() };
        let locked = workspace.locked_version("wasm_split_cli_support").unwrap();
        assert_eq!(VERSION, format!("wasm-split {locked}"));
    }

    #[test]
    fn a_first_part_with_a_screen_in_it_is_refused() {
        // One function of three bytes, with a name.
        let with = |name: &str| {
            let length = |more: usize| u8::try_from(name.len() + more).unwrap();
            let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x05\x01\x03\0\x01\x0b".to_vec();
            module.extend(
                [&[0, length(10)], &b"\x04name\x01"[..], &[length(3), 1, 0, length(0)], name.as_bytes()].concat(),
            );
            module
        };
        lean(&with("portico::page::first_screen::show")).unwrap();
        let error = lean(&with("<tachys::html::El as tachys::view::Render>::build")).unwrap_err().to_string();
        assert!(error.contains("tachys") && error.contains("src/app/loader.rs"), "{error}");
    }

    #[test]
    fn names_go_and_what_the_optimiser_reads_stays() {
        let header = b"\0asm\x01\0\0\0".to_vec();
        let types = [1, 4, 1, 0x60, 0, 0];
        let (names, features) = (b"\0\x08\x04nameabc", b"\0\x11\x0ftarget_features\0");
        let module = [&header[..], names, &types, names, features].concat();
        assert_eq!(without_names(&module).unwrap(), [&header[..], &types, features].concat());
        assert!(without_names(b"no program").is_err());
    }
}
