//! Where the bytes of the program come from: by crate, and by module of the page.
//!
//! Measured on the optimised program with its function names kept, so that what wasm-opt merged or removed is not
//! counted. A generic function counts for the crate that wrote it; the second table says for whom it was instantiated.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Rows of a table; what is smaller is summed up in the last one.
const ROWS: usize = 24;

/// The tables for people.
///
/// # Errors
/// When `wasm` is not WebAssembly or has no names.
pub fn tables(wasm: &[u8]) -> Result<String> {
    let functions = functions(wasm)?;
    let code: usize = functions.iter().map(|(_, size)| size).sum();
    let mut text =
        format!("  {} functions, {code} B of code, {} B in all (not compressed)\n", functions.len(), wasm.len());
    for (title, key) in [("crate", crate_of as fn(&str) -> String), ("part of the page", part_of)] {
        let mut sums: BTreeMap<String, usize> = BTreeMap::new();
        for (name, size) in &functions {
            *sums.entry(key(name)).or_default() += size;
        }
        table(&mut text, title, sums, code);
    }
    let mut largest: Vec<_> = functions.into_iter().map(|(name, size)| (shortened(&name), size)).collect();
    largest.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    largest.truncate(ROWS);
    table(&mut text, "largest functions", largest.into_iter().collect(), code);
    Ok(text)
}

/// The crates that wrote the functions of a program.
///
/// # Errors
/// When `wasm` is not WebAssembly or has no names.
pub fn crates(wasm: &[u8]) -> Result<BTreeSet<String>> {
    Ok(functions(wasm)?.iter().map(|(name, _)| crate_of(name)).collect())
}

fn table(text: &mut String, title: &str, sums: BTreeMap<String, usize>, code: usize) {
    let mut rows: Vec<_> = sums.into_iter().collect();
    rows.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let rest: usize = rows.iter().skip(ROWS).map(|(_, size)| size).sum();
    rows.truncate(ROWS);
    if rest > 0 {
        rows.push(("(all others)".to_owned(), rest));
    }
    // Writing into a String cannot fail.
    let _ = writeln!(text, "\n  {:>8}  {:>5}  {title}", "bytes", "%");
    for (name, size) in rows {
        let thousandths = size * 1000 / code.max(1);
        let _ = writeln!(text, "  {size:>8}  {:>3}.{}  {name}", thousandths / 10, thousandths % 10);
    }
}

/// Demangled names and body sizes of all functions.
fn functions(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let (mut sizes, mut names, mut imported) = (Vec::new(), BTreeMap::new(), 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if matches!(import?.ty, wasmparser::TypeRef::Func(_)) {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(map) = subsection? else { continue };
                    for naming in map {
                        let naming = naming?;
                        names.insert(
                            usize::try_from(naming.index)?,
                            format!("{:#}", rustc_demangle::demangle(naming.name)),
                        );
                    }
                }
            }
            _ => {}
        }
    }
    (!names.is_empty()).then_some(()).context("the program has no function names")?;
    let name = |index: usize| names.get(&(imported + index)).cloned().unwrap_or_else(|| "(unnamed)".to_owned());
    Ok(sizes.into_iter().enumerate().map(|(index, size)| (name(index), size)).collect())
}

/// The crate that wrote the function: of `<tachys::X as other::Trait>::build` it is `tachys`.
fn crate_of(name: &str) -> String {
    let mut rest = name;
    loop {
        let shorter =
            ["<", "&", "*", "mut ", "const ", "dyn ", "[", "("].iter().find_map(|prefix| rest.strip_prefix(prefix));
        match shorter {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    let end = rest.find(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).unwrap_or(rest.len());
    match (&rest[..end], rest[end..].strip_prefix(" as ")) {
        // The implementation for every type stands beside the trait.
        ("_", Some(of_the_trait)) => crate_of(of_the_trait),
        ("", _) => "(other)".to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// The module of the page that a function belongs to or was instantiated for; screens and controls each on their own.
fn part_of(name: &str) -> String {
    let Some((_, path)) = name.split_once("portico::") else { return "(libraries alone)".to_owned() };
    let mut modules = path.split("::").map(|module| {
        let end = module.find(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).unwrap_or(module.len());
        &module[..end]
    });
    let first = modules.next().unwrap_or_default();
    match (first, modules.next()) {
        ("screens" | "ui" | "browser" | "api", Some(second))
            if second.starts_with(|char: char| char.is_ascii_lowercase()) =>
        {
            format!("{first}::{second}")
        }
        _ => first.to_owned(),
    }
}

fn shortened(name: &str) -> String {
    const WIDTH: usize = 110;
    if name.chars().count() <= WIDTH { name.to_owned() } else { name.chars().take(WIDTH).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_belong_to_who_wrote_them_and_to_whom_they_serve() {
        for (name, by, serves) in [
            ("portico::flow::update", "portico", "flow"),
            (
                "<tachys::html::El<portico::screens::password::View> as tachys::view::Render>::build",
                "tachys",
                "screens::password",
            ),
            ("<&mut [alloc::vec::Vec<u8>] as core::fmt::Debug>::fmt", "alloc", "(libraries alone)"),
            ("core::ptr::drop_in_place<portico::ui::Button>", "core", "ui"),
            ("<_ as tachys::view::any_view::IntoAny>::into_any::<portico::ui::Button>", "tachys", "ui"),
            ("dlmalloc", "dlmalloc", "(libraries alone)"),
        ] {
            assert_eq!((crate_of(name).as_str(), part_of(name).as_str()), (by, serves), "{name}");
        }
    }

    #[test]
    fn imports_shift_the_names() {
        // One imported function and one of three bytes: nop, end, no locals.
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 4, 1, 0x60, 0, 0]); // types: () -> ()
        module.extend(b"\x02\x07\x01\x01a\x01b\0\0"); // imports: a.b
        module.extend([3, 2, 1, 0, 10, 5, 1, 3, 0, 1, 0x0b]); // functions, code
        module.extend(b"\0\x17\x04name\x01\x10\x01\x01\x0dportico::main"); // names: of function 1
        assert_eq!(functions(&module).unwrap(), [("portico::main".to_owned(), 3)]);
    }
}
