//! The modules of the workspace, and where a path leads.

use std::collections::BTreeMap;

use crate::module_path::{Import, ModulePath};
use crate::source::Source;

/// Index of a module in `Modules`.
type Id = usize;

/// Longer chains of re-exports would be a circle.
const LONGEST_CHAIN: usize = 12;

#[derive(Debug)]
pub struct Module {
    /// From the root of the repository, with `/`.
    pub file: String,
    parent: Option<Id>,
    children: BTreeMap<String, Id>,
    source: Source,
}

#[derive(Debug, Default)]
pub struct Modules {
    all: Vec<Module>,
    /// Libraries by the name that paths begin with.
    crates: BTreeMap<String, Id>,
}

/// Where a path leads: to a module, or to something that a module defines.
#[derive(Clone, Copy)]
struct Target {
    module: Id,
    is_module: bool,
}

/// One file that uses another, or a crate from outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub from: String,
    pub line: usize,
    pub to: To,
    /// As it stands in the source.
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    File(String),
    Crate(String),
}

impl Modules {
    /// Adds a target of a package: the module in `file` and all modules below it. `library` is the name that other
    /// crates use for it. `read` returns the text of a file, if there is one.
    pub fn add(&mut self, library: Option<&str>, file: &str, read: &dyn Fn(&str) -> Option<String>) {
        let text = read(file).unwrap_or_else(|| panic!("there is no {file}"));
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let root = self.insert(None, file, folder, Source::parse(&text, file), read);
        if let Some(library) = library {
            self.crates.insert(library.to_owned(), root);
        }
    }

    /// `folder` is where the files of the module's children are.
    fn insert(
        &mut self,
        parent: Option<Id>,
        file: &str,
        folder: &str,
        mut source: Source,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> Id {
        let (files, inline) = (std::mem::take(&mut source.files), std::mem::take(&mut source.inline));
        let id = self.all.len();
        self.all.push(Module { file: file.to_owned(), parent, children: BTreeMap::new(), source });
        for (name, path) in files {
            let beside = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let candidates = match &path {
                Some(path) => vec![format!("{beside}/{path}")],
                None => vec![format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")],
            };
            let found = candidates.iter().find_map(|path| Some((path, read(path.trim_start_matches('/'))?)));
            let Some((path, text)) = found else { panic!("{file}: no file of the module {name}: {candidates:?}") };
            let path = path.trim_start_matches('/');
            let below = path.strip_suffix("/mod.rs").or(path.strip_suffix(".rs")).unwrap_or(path);
            let child = self.insert(Some(id), path, below, Source::parse(&text, path), read);
            self.all[id].children.insert(name, child);
        }
        for (name, source) in inline {
            let child = self.insert(Some(id), file, &format!("{folder}/{name}"), source, read);
            self.all[id].children.insert(name, child);
        }
        id
    }

    /// Every use of another file or of an outer crate, each pair with its first line.
    ///
    /// A module that re-exports an item of a module below it does not use it, and neither does it when it only declares
    /// that module. A module and those below it are one part of the crate, so that a child may name what its parents
    /// have: that is no use either.
    pub fn uses(&self) -> Vec<Use> {
        let mut first: BTreeMap<(String, To), (usize, String)> = BTreeMap::new();
        let mut add = |from: &str, to: To, path: &ModulePath| {
            let found = (path.line, path.segments.join("::"));
            let known = first.entry((from.to_owned(), to)).or_insert_with(|| found.clone());
            if found.0 < known.0 {
                *known = found;
            }
        };
        for (id, module) in self.all.iter().enumerate() {
            let imports = module.source.imports.iter().map(|import| (&import.path, Some(import)));
            for (path, import) in imports.chain(module.source.paths.iter().map(|path| (path, None))) {
                match self.resolve(id, path, import, 0).map(|target| target.module) {
                    Some(target) if import.is_some_and(|import| import.is_public) && self.is_below(target, id) => {}
                    Some(target) if self.all[target].file == module.file || self.is_below(id, target) => {}
                    Some(target) => add(&module.file, To::File(self.all[target].file.clone()), path),
                    None => add(&module.file, To::Crate(path.segments[0].clone()), path),
                }
            }
        }
        first.into_iter().map(|((from, to), (line, path))| Use { from, line, to, path }).collect()
    }

    fn is_below(&self, module: Id, ancestor: Id) -> bool {
        let mut at = Some(module);
        while let Some(id) = at {
            if id == ancestor {
                return true;
            }
            at = self.all[id].parent;
        }
        false
    }

    fn root_of(&self, mut module: Id) -> Id {
        while let Some(parent) = self.all[module].parent {
            module = parent;
        }
        module
    }

    /// Where a path in `module` leads; `None` for what is not of this workspace. `within` is the import that the path
    /// belongs to: it does not explain itself.
    fn resolve(&self, module: Id, path: &ModulePath, within: Option<&Import>, chain: usize) -> Option<Target> {
        if chain > LONGEST_CHAIN {
            return None;
        }
        let mut segments = path.segments.iter().map(String::as_str);
        let whole = |module: Id| Target { module, is_module: true };
        let mut at = match segments.next()? {
            "crate" => whole(self.root_of(module)),
            "self" => whole(module),
            "super" => whole(self.all[module].parent?),
            name => match self.all[module].children.get(name) {
                Some(child) => whole(*child),
                None => self
                    .imported(module, name, within, chain)
                    .or_else(|| self.crates.get(name).map(|root| whole(*root)))?,
            },
        };
        for name in segments {
            // What follows the name of a type is no module.
            if !at.is_module {
                break;
            }
            at = match name {
                "self" => at,
                "super" => whole(self.all[at.module].parent?),
                _ => match self.all[at.module].children.get(name) {
                    Some(child) => whole(*child),
                    None => self
                        .exported(at.module, name, within, chain)
                        .unwrap_or(Target { module: at.module, is_module: false }),
                },
            };
        }
        Some(at)
    }

    /// Where a name leads when `module` has it from elsewhere by an import of just this name.
    fn imported(&self, module: Id, name: &str, within: Option<&Import>, chain: usize) -> Option<Target> {
        let import = self.all[module].source.imports.iter().find(|import| import.name == name)?;
        if within.is_some_and(|within| std::ptr::eq(within, import)) {
            return None;
        }
        self.resolve(module, &import.path, Some(import), chain + 1)
    }

    /// Where a name leads that `module` has from elsewhere; `None` when it defines the name, or nobody knows.
    fn exported(&self, module: Id, name: &str, within: Option<&Import>, chain: usize) -> Option<Target> {
        if chain > LONGEST_CHAIN || self.all[module].source.items.contains(name) {
            return None;
        }
        if let Some(found) = self.imported(module, name, within, chain) {
            return Some(found);
        }
        let globs = self.all[module].source.imports.iter().filter(|import| import.name == "*" && import.is_public);
        globs.filter_map(|glob| self.resolve(module, &glob.path, Some(glob), chain + 1)).find_map(|target| {
            if target.module != module && self.all[target.module].source.items.contains(name) {
                return Some(Target { module: target.module, is_module: false });
            }
            self.exported(target.module, name, within, chain + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Uses between files, as `from:line to`.
    fn uses(files: &[(&str, &str)]) -> Vec<String> {
        let read = |path: &str| files.iter().find(|(file, _)| *file == path).map(|(_, text)| (*text).to_owned());
        let mut modules = Modules::default();
        for (file, _) in files {
            if let Some(folder) = file.strip_suffix("/lib.rs") {
                modules.add(Some(folder), file, &read);
            }
        }
        let files = modules.uses().into_iter().filter_map(|found| match found.to {
            To::File(to) => Some(format!("{}:{} {to}", found.from, found.line)),
            To::Crate(_) => None,
        });
        files.collect()
    }

    #[test]
    fn paths_lead_to_the_file_that_has_the_item() {
        let found = uses(&[
            ("a/lib.rs", "mod one;\nmod two;\n"),
            ("a/one.rs", "mod deep;\nuse self::deep::X;\nuse crate::two;\nfn f() { two::g() }\n"),
            ("a/one/deep.rs", "pub struct X;\nfn f(y: super::super::two::Y) {}\n"),
            ("a/two.rs", "pub struct Y;\npub fn g() {}\nuse serde::X;\n"),
        ]);
        assert_eq!(found, ["a/one.rs:2 a/one/deep.rs", "a/one.rs:3 a/two.rs", "a/one/deep.rs:2 a/two.rs"]);
    }

    #[test]
    fn a_re_export_leads_on_and_is_no_use() {
        let found = uses(&[
            ("a/lib.rs", "mod ui;\nmod user;"),
            ("a/ui.rs", "mod button;\nmod all;\npub use self::button::Button;\npub use all::*;"),
            ("a/ui/button.rs", "pub struct Button;\nuse super::Other;"),
            ("a/ui/all.rs", "pub struct Other;"),
            ("a/user.rs", "use crate::ui::{Button, Other};"),
        ]);
        assert_eq!(found, ["a/ui/button.rs:2 a/ui/all.rs", "a/user.rs:1 a/ui/all.rs", "a/user.rs:1 a/ui/button.rs"]);
    }

    #[test]
    fn a_variant_is_no_module() {
        let found = uses(&[
            ("a/lib.rs", "mod kinds;\nmod user;"),
            ("a/kinds.rs", "mod device;\nuse device::Device;\npub enum Kind { Device(Device) }"),
            ("a/kinds/device.rs", "pub struct Device;"),
            ("a/user.rs", "use crate::kinds::Kind;\nfn f() { Kind::Device }"),
        ]);
        assert_eq!(found, ["a/kinds.rs:2 a/kinds/device.rs", "a/user.rs:1 a/kinds.rs"]);
    }

    #[test]
    fn crates_of_the_workspace_use_each_other() {
        let found = uses(&[
            ("page/lib.rs", "pub mod flow;"),
            ("page/flow.rs", "pub struct Flow;"),
            ("gallery/lib.rs", "use page::flow::Flow;\nuse other::flow::Flow;"),
        ]);
        assert_eq!(found, ["gallery/lib.rs:1 page/flow.rs"]);
    }

    #[test]
    fn a_child_may_name_what_its_parents_have() {
        let found = uses(&[
            ("a/lib.rs", "mod p;\npub struct Top;"),
            ("a/p.rs", "mod c;\nmod d;\npub struct Here;\nfn f() { c::g() }"),
            ("a/p/c.rs", "use super::Here;\nuse crate::Top;\nuse super::d;\npub fn g() {}"),
            ("a/p/d.rs", ""),
        ]);
        assert_eq!(found, ["a/p.rs:4 a/p/c.rs", "a/p/c.rs:3 a/p/d.rs"]);
    }
}
