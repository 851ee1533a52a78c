//! Which uses are forbidden: those against the table of layers, and circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::{To, Use};
use crate::table::{Crate, Crates, ROOTS, Rule};

/// What is wrong with the uses of a crate, a line for each.
pub fn against_layers(uses: &[Use], layers: &Crate) -> Vec<String> {
    let module_in = |file: &str| module_of(file, layers.source).map(str::to_owned);
    let mut complaints = BTreeSet::new();
    for found in uses {
        let Some(from) = module_in(&found.from) else { continue };
        if ROOTS.contains(&from.as_str()) {
            continue;
        }
        let rule = match &found.to {
            To::File(file) => module_in(file).and_then(|to| forbids(&layers.rule, &from, &to)),
            To::Crate(name) => forbids_crate(&layers.rule, &from, name),
        };
        if let Some(rule) = rule {
            let to = match &found.to {
                To::File(to) | To::Crate(to) => to,
            };
            complaints.insert(format!("{}:{} uses {to} ({}): {rule}", found.from, found.line, found.path));
        }
    }
    complaints.into_iter().collect()
}

/// Modules of a crate that the table does not name.
pub fn without_layer<'a>(files: impl Iterator<Item = &'a str>, layers: &Crate) -> BTreeSet<String> {
    let modules = files.filter_map(|file| module_of(file, layers.source));
    let is_known = |module: &&str| ROOTS.contains(module) || names(&layers.rule).contains(module);
    modules.filter(|module| !is_known(module)).map(str::to_owned).collect()
}

fn names(rule: &Rule) -> Vec<&str> {
    match rule {
        Rule::Order(order) => order.to_vec(),
        Rule::Allowed { modules, .. } => modules.iter().map(|module| module.name).collect(),
    }
}

/// Says the rule that keeps `from` from using `to`, if there is one. The table is silent about a module without a row.
fn forbids(rule: &Rule, from: &str, to: &str) -> Option<String> {
    if from == to {
        return None;
    }
    match rule {
        Rule::Order(order) => {
            let place = order.iter().position(|layer| *layer == from)?;
            let below = &order[..place];
            (!below.contains(&to)).then(|| allowed(from, below))
        }
        Rule::Allowed { modules, .. } => {
            let module = modules.iter().find(|module| module.name == from)?;
            (!module.imports.contains(&to)).then(|| allowed(from, module.imports))
        }
    }
}

fn forbids_crate(rule: &Rule, from: &str, name: &str) -> Option<String> {
    let Rule::Allowed { browser_crates, modules } = rule else { return None };
    let module = modules.iter().find(|module| module.name == from)?;
    let forbidden = module.browser_crates == Crates::None && browser_crates.contains(&name);
    forbidden.then(|| format!("{from} may import none of {}", browser_crates.join(", ")))
}

fn allowed(from: &str, modules: &[&str]) -> String {
    if modules.is_empty() {
        return format!("{from} may import no other module");
    }
    format!("{from} may import only {}", modules.join(", "))
}

/// `flow` for `src/flow.rs` as for `src/flow/machine.rs`, in the crate `src`.
fn module_of<'file>(file: &'file str, source: &str) -> Option<&'file str> {
    let name = file.strip_prefix(source)?.strip_prefix('/')?.split('/').next()?;
    Some(name.strip_suffix(".rs").unwrap_or(name))
}

/// Every circle of files, with the uses that close it.
pub fn circles(uses: &[Use]) -> Vec<String> {
    let mut next: BTreeMap<&str, BTreeMap<&str, &Use>> = BTreeMap::new();
    for found in uses {
        if let To::File(to) = &found.to {
            next.entry(&found.from).or_default().insert(to, found);
        }
    }
    let mut circles = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for start in next.keys() {
        if told.contains(start) {
            continue;
        }
        if let Some(circle) = shortest_circle(start, &next) {
            told.extend(circle.iter().map(|found| found.from.as_str()));
            let lines = circle.iter().map(|found| match &found.to {
                To::File(to) | To::Crate(to) => {
                    format!("    {}:{} uses {to} ({})\n", found.from, found.line, found.path)
                }
            });
            circles.push(format!("files in a circle:\n{}", lines.collect::<String>()));
        }
    }
    circles
}

/// The shortest way from a file back to itself.
fn shortest_circle<'a>(start: &'a str, next: &BTreeMap<&'a str, BTreeMap<&'a str, &'a Use>>) -> Option<Vec<&'a Use>> {
    let mut came_by: BTreeMap<&str, &Use> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for (to, found) in next.get(file).into_iter().flatten() {
            if came_by.contains_key(to) {
                continue;
            }
            came_by.insert(to, found);
            if *to == start {
                let mut circle = vec![*found];
                while circle[circle.len() - 1].from != start {
                    circle.push(came_by[circle[circle.len() - 1].from.as_str()]);
                }
                circle.reverse();
                return Some(circle);
            }
            queue.push_back(to);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Module;

    fn found(from: &str, line: usize, to: &str) -> Use {
        let to = if to.contains('/') { To::File(to.to_owned()) } else { To::Crate(to.to_owned()) };
        Use { from: from.to_owned(), line, to, path: "crate::x".to_owned() }
    }

    const ORDER: Crate = Crate { source: "s/src", rule: Rule::Order(&["store", "flow", "api"]) };
    const ALLOWED: Crate = Crate {
        source: "src",
        rule: Rule::Allowed {
            browser_crates: &["leptos"],
            modules: &[
                Module { name: "flow", imports: &[], browser_crates: Crates::None },
                Module { name: "ui", imports: &["flow"], browser_crates: Crates::All },
                Module { name: "app", imports: &["flow", "ui"], browser_crates: Crates::All },
            ],
        },
    };

    #[test]
    fn a_layer_uses_only_those_below() {
        let uses = [
            found("s/src/api.rs", 1, "s/src/store/rows.rs"),
            found("s/src/store/rows.rs", 2, "s/src/store.rs"),
            found("s/src/lib.rs", 3, "s/src/api.rs"),
            found("other/src/store.rs", 4, "s/src/api.rs"),
        ];
        assert_eq!(against_layers(&uses, &ORDER), Vec::<String>::new());
        let upward =
            [found("s/src/store/rows.rs", 7, "s/src/flow/table.rs"), found("s/src/flow.rs", 8, "s/src/lib.rs")];
        assert_eq!(
            against_layers(&upward, &ORDER),
            [
                "s/src/flow.rs:8 uses s/src/lib.rs (crate::x): flow may import only store",
                "s/src/store/rows.rs:7 uses s/src/flow/table.rs (crate::x): store may import no other module",
            ]
        );
    }

    #[test]
    fn a_module_uses_only_what_its_row_names() {
        let uses = [
            found("src/app/x.rs", 1, "src/ui.rs"),
            found("src/ui.rs", 2, "leptos"),
            found("src/flow.rs", 3, "serde"),
            found("src/flow/x.rs", 4, "leptos"),
            found("src/ui/x.rs", 5, "src/app.rs"),
        ];
        assert_eq!(
            against_layers(&uses, &ALLOWED),
            [
                "src/flow/x.rs:4 uses leptos (crate::x): flow may import none of leptos",
                "src/ui/x.rs:5 uses src/app.rs (crate::x): ui may import only flow",
            ]
        );
    }

    #[test]
    fn every_module_has_its_place() {
        let files = ["s/src/lib.rs", "s/src/store/x.rs", "s/src/helpers.rs", "src/other.rs"];
        assert_eq!(without_layer(files.into_iter(), &ORDER).into_iter().collect::<Vec<_>>(), ["helpers"]);
    }

    #[test]
    fn a_circle_is_told_with_its_lines() {
        let uses = [
            found("a/1.rs", 1, "a/2.rs"),
            found("a/2.rs", 2, "a/3.rs"),
            found("a/3.rs", 3, "a/1.rs"),
            found("a/4.rs", 4, "a/1.rs"),
        ];
        let circles = circles(&uses);
        assert_eq!(circles.len(), 1, "{circles:#?}");
        assert_eq!(circles[0].lines().count(), 4);
        assert!(circles[0].contains("a/3.rs:3 uses a/1.rs (crate::x)"), "{}", circles[0]);
        assert!(super::circles(&uses[..2]).is_empty());
    }
}
