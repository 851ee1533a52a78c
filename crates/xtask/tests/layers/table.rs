//! The layers of the workspace: which module may import which (docs/architecture.md). A module is a file of `src/` with
//! its folder, named without `.rs`. What is under `#[cfg(test)]` may import anything.

/// The modules of one crate.
pub struct Crate {
    /// From the root of the repository.
    pub source: &'static str,
    pub rule: Rule,
}

pub enum Rule {
    /// From the lowest layer to the highest: each imports only those before it.
    Order(&'static [&'static str]),
    /// What each module imports, besides itself: other modules, and of the crates in `browser_crates` those that it names.
    Allowed { browser_crates: &'static [&'static str], modules: &'static [Module] },
}

pub struct Module {
    pub name: &'static str,
    pub imports: &'static [&'static str],
    pub browser_crates: Crates,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Crates {
    All,
    None,
}

/// Above all modules: they put the crate together.
pub const ROOTS: [&str; 3] = ["lib", "main", "prerender"];

const fn module(name: &'static str, imports: &'static [&'static str]) -> Module {
    Module { name, imports, browser_crates: Crates::All }
}

pub const LAYERS: &[Crate] = &[
    Crate {
        source: "crates/reference-server/src",
        rule: Rule::Order(&["base", "store", "domain", "flow", "services", "api", "dev", "server", "cli"]),
    },
    Crate {
        source: "src",
        rule: Rule::Allowed {
            browser_crates: &["leptos", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo_net"],
            modules: &[
                Module { name: "flow", imports: &[], browser_crates: Crates::None },
                module("host", &["flow"]),
                module("api", &["flow", "host"]),
                module("i18n", &["flow", "host"]),
                module("context", &["flow", "host", "i18n"]),
                module("ui", &["context", "flow", "host", "i18n"]),
                module("screens", &["context", "flow", "host", "i18n", "ui"]),
                module("page", &["context", "flow", "host", "i18n", "screens", "ui"]),
                module("app", &["api", "context", "flow", "host", "i18n", "page", "screens"]),
            ],
        },
    },
];
