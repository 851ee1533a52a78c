//! Short names for the interface between program and glue. The names of wasm-bindgen are descriptive and end in a
//! digest, which hardly compresses and occurs twice, in the program and in the glue.

use std::collections::{HashMap, HashSet};

use walrus::Module;

/// What the page's own code asks for by its name: the memory and the table of the program.
const KEPT: [&str; 2] = ["memory", "__indirect_function_table"];
/// Names that the rest of the program imports.
const KEPT_PREFIX: &str = "__wasm_split";

/// Gives the imports that the glue provides and the exports that it uses short names, in both. Those of `untouched`, a
/// module of its own, are left alone.
pub fn shorten(module: &mut Module, glue: &str, untouched: &str) -> String {
    let taken: HashSet<&str> = words(glue).map(|(word, _)| word).collect();
    let mut free = (0..).map(short).filter(|name| !taken.contains(name.as_str()));
    let mut names: HashMap<String, String> = HashMap::new();
    let mut renamed = |name: &mut String| {
        let next = || free.next().unwrap_or_default();
        let short = names.entry(name.clone()).or_insert_with(next);
        name.clone_from(short);
    };
    for import in module.imports.iter_mut().filter(|import| import.module != untouched) {
        renamed(&mut import.name);
    }
    for export in module.exports.iter_mut() {
        if !KEPT.contains(&export.name.as_str()) && !export.name.starts_with(KEPT_PREFIX) {
            renamed(&mut export.name);
        }
    }
    let mut shorter = String::with_capacity(glue.len());
    for (word, between) in words(glue) {
        shorter.push_str(names.get(word).map_or(word, String::as_str));
        shorter.push_str(between);
    }
    shorter
}

/// `$0`, `$1`, …, `$a`, …, `$00`: nothing that people write begins so.
fn short(number: usize) -> String {
    const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let (mut name, mut left) = ("$".to_owned(), number);
    loop {
        name.push(char::from(DIGITS[left % DIGITS.len()]));
        match (left / DIGITS.len()).checked_sub(1) {
            Some(next) => left = next,
            None => return name,
        }
    }
}

/// Every word of a script, each with what stands between it and the next.
fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '$';
    let mut rest = script;
    std::iter::from_fn(move || {
        let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        let next = rest[end..].find(is_part).map_or(rest.len(), |length| end + length);
        let found = (!rest.is_empty()).then(|| (&rest[..end], &rest[end..next]));
        rest = &rest[next..];
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_and_glue_keep_calling_each_other() {
        let mut module = Module::default();
        let kind = module.types.add(&[], &[]);
        let (imported, _) = module.add_import_func("./p_bg.js", "__wbg_then_0123456789abcdef", kind);
        module.add_import_func("./deferred.js", "__wasm_split_load_deferred", kind);
        for name in ["_RINv_invoke", "__wasm_split_shared0"] {
            module.exports.add(name, imported);
        }
        let glue =
            "const a = { __wbg_then_0123456789abcdef: f, $0: 1 }; wasm._RINv_invoke(__wbg_then_0123456789abcdef2);";
        let shorter = shorten(&mut module, glue, "./deferred.js");
        assert_eq!(shorter, "const a = { $1: f, $0: 1 }; wasm.$2(__wbg_then_0123456789abcdef2);");
        let imports: Vec<_> = module.imports.iter().map(|import| import.name.as_str()).collect();
        let exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!((imports, exports), (vec!["$1", "__wasm_split_load_deferred"], vec!["$2", "__wasm_split_shared0"]));
    }

    #[test]
    fn no_two_short_names_are_the_same() {
        let names: HashSet<_> = (0..5000).map(short).collect();
        assert_eq!(names.len(), 5000);
        assert_eq!((short(0), short(61), short(62)), ("$0".to_owned(), "$Z".to_owned(), "$00".to_owned()));
    }
}
