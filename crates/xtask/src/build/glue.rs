//! The JavaScript that wasm-bindgen generates, and the single module that the page loads.

use std::path::Path;

use anyhow::{Result, bail, ensure};

use super::cache::Cache;
use super::split;
use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::tools::node::Script;

const TERSER_ARGUMENTS: [&str; 4] = ["--module", "--compress", "passes=2", "--mangle"];

/// What the page must never contain: each of them turns a string into markup or code, and Trusted Types are enforced
/// with no policy (docs/decisions), so that a use would throw in front of a person.
const FORBIDDEN: [&str; 8] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTMLUnsafe",
    "document.write",
    "createContextualFragment",
    "eval(",
    "new Function",
];

/// Refuses JavaScript that uses one of the sinks.
///
/// # Errors
/// Names every sink found, with the line around it.
pub fn gate(javascript: &str) -> Result<()> {
    let found: Vec<_> = javascript
        .lines()
        .enumerate()
        .flat_map(|(number, line)| {
            FORBIDDEN
                .iter()
                .filter(|sink| line.contains(**sink))
                .map(move |sink| format!("  `{sink}` in line {}: {}", number + 1, line.trim()))
        })
        .collect();
    ensure!(
        found.is_empty(),
        "the JavaScript uses what Trusted Types forbid; static text in a view goes into braces, since Leptos writes \
         static subtrees with innerHTML:\n{}",
        found.join("\n")
    );
    Ok(())
}

/// Location and digest of a file of the program, for the boot code.
#[derive(Clone, Copy, Default)]
pub struct Part<'a> {
    pub url: &'a str,
    pub integrity: &'a str,
}

/// Where the program is.
#[derive(Clone, Copy, Default)]
pub struct Program<'a> {
    pub first: Part<'a>,
    /// Empty for a program that is not split.
    pub rest: Part<'a>,
}

/// Joins the boot code and the glue into one module: one request instead of two in sequence. The boot code comes first,
/// so that its listeners are registered before the glue runs; function declarations of the glue are hoisted.
///
/// # Errors
/// If the boot code lacks a placeholder, or the glue imports another module.
pub fn bundle(boot: &str, glue: &str, program: &Program<'_>) -> Result<String> {
    let mut boot = boot.to_owned();
    let Program { first, rest } = program;
    for (placeholder, value) in [
        ("__WASM_URL__", first.url),
        ("__WASM_INTEGRITY__", first.integrity),
        ("__DEFERRED_URL__", rest.url),
        ("__DEFERRED_INTEGRITY__", rest.integrity),
    ] {
        ensure!(boot.contains(placeholder), "src/page/boot.js has no {placeholder}");
        boot = boot.replace(placeholder, value);
    }
    let glue = plain_debug_strings(&without_exports(&with_loader(glue))?)?;
    let module = format!("{}\n{glue}", boot.trim_end());
    gate(&module)?;
    Ok(module)
}

/// Minifies the module: shorter local names, no white space, no unused functions.
///
/// # Errors
/// If the result uses a forbidden sink: the check has to cover what is shipped.
pub fn minify(stage: &Stage<'_>, module: &str, terser: &Script, scratch: &Path, cache: &Cache) -> Result<String> {
    let step = format!("terser {} {}", pins::TERSER, TERSER_ARGUMENTS.join(" "));
    let small = cache.result(&step, module.as_bytes(), || {
        let (input, output) = (scratch.join("module.js"), scratch.join("module.min.js"));
        std::fs::write(&input, module)?;
        process::run(stage, terser.command().arg(&input).arg("-o").arg(&output).args(TERSER_ARGUMENTS))?;
        Ok(std::fs::read(&output)?)
    })?;
    let small = String::from_utf8(small)?;
    gate(&small)?;
    Ok(small)
}

/// Replaces the 2.7 kB with which the glue formats a JavaScript value for `Debug`: only panic messages show it, and
/// `String(value)` is enough there.
///
/// # Errors
/// If the end of the function is not found, which means that the glue has changed.
fn plain_debug_strings(glue: &str) -> Result<String> {
    const OPENING: &str = "function debugString(val) {";
    let Some((before, rest)) = glue.split_once(OPENING) else { return Ok(glue.to_owned()) };
    let mut depth = 1usize;
    for (at, character) in rest.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Ok(format!("{before}{OPENING} return String(val); }}{}", &rest[at + 1..]));
        }
    }
    bail!("the glue's debugString does not end")
}

/// The first part would import the rest's loader from a module; the boot code is that loader and is in the same file.
fn with_loader(glue: &str) -> String {
    let from = format!("from \"{}\"", split::LOADER);
    let import =
        |line: &str| line.strip_prefix("import * as ")?.split_once(&from).map(|(name, _)| name.trim().to_owned());
    let lines = glue.lines().map(|line| match import(line) {
        Some(name) => format!("const {name} = {{ __wasm_split_load_deferred: loadDeferred }};\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Removes `export`: nothing imports the module.
fn without_exports(glue: &str) -> Result<String> {
    let mut kept = String::with_capacity(glue.len());
    for line in glue.lines() {
        if line.starts_with("import ") || line.starts_with("export * ") {
            bail!("the program needs a JavaScript module of its own, which one file cannot carry: `{line}`");
        }
        if line.starts_with("export {") || line.starts_with("export default ") {
            ensure!(line.ends_with(';'), "an export list over several lines is not understood: `{line}`");
            continue;
        }
        kept.push_str(line.strip_prefix("export ").unwrap_or(line));
        kept.push('\n');
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: Program<'_> = Program {
        first: Part { url: "/assets/portico.1.wasm", integrity: "sha384-x" },
        rest: Part { url: "/assets/rest.2.wasm", integrity: "sha384-y" },
    };
    const BOOT: &str = "const first = [\"__WASM_URL__\", \"__WASM_INTEGRITY__\"], rest = [\"__DEFERRED_URL__\", \"__DEFERRED_INTEGRITY__\"];\n";

    #[test]
    fn each_sink_is_refused_wherever_it_stands() {
        for sink in FORBIDDEN {
            let error = gate(&format!("const a = 1;\nx.{sink}(y);\n")).unwrap_err().to_string();
            assert!(error.contains(sink) && error.contains("line 2"), "{error}");
            assert!(bundle(&format!("{BOOT}x.{sink}"), "", &PROGRAM).is_err(), "{sink} in the boot code");
        }
        gate("node.textContent = html; evaluate(1);").unwrap();
    }

    #[test]
    fn the_module_is_boot_code_then_glue_without_exports() {
        let glue = "export class A {}\nfunction inner() { return \"export {\"; }\nexport function start() {}\nexport { initSync, __wbg_init as default };\n";
        assert_eq!(
            bundle(BOOT, glue, &PROGRAM).unwrap(),
            "const first = [\"/assets/portico.1.wasm\", \"sha384-x\"], rest = [\"/assets/rest.2.wasm\", \"sha384-y\"];\nclass A {}\nfunction inner() { return \"export {\"; }\nfunction start() {}\n"
        );
    }

    #[test]
    fn values_are_described_in_their_own_words() {
        let glue = "let a;\nfunction debugString(val) {\n if (val) { return `${val}`; }\n}\nlet b;\n";
        assert_eq!(
            plain_debug_strings(glue).unwrap(),
            "let a;\nfunction debugString(val) { return String(val); }\nlet b;\n"
        );
        assert_eq!(plain_debug_strings("let a;").unwrap(), "let a;");
        assert!(plain_debug_strings("function debugString(val) { {").is_err());
    }

    #[test]
    fn the_loader_of_the_rest_is_the_boot_code() {
        let glue = "import * as import1 from \"./deferred.js\"\n\nfunction imports() { return { \"./deferred.js\": import1 }; }\n";
        let module = bundle(BOOT, glue, &PROGRAM).unwrap();
        assert!(module.contains("const import1 = { __wasm_split_load_deferred: loadDeferred };"), "{module}");
        assert!(!module.contains("import *"), "{module}");
    }

    #[test]
    fn what_one_file_cannot_carry_is_refused() {
        assert!(bundle(BOOT, "import { x } from './snippets/x.js';\n", &PROGRAM).is_err());
        assert!(bundle("no placeholders", "", &PROGRAM).is_err());
    }
}
