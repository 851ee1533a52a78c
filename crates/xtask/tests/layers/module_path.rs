//! A path as it stands in the sources, and where it stands.

/// `crate::flow::machine::Machine` in line 7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModulePath {
    pub segments: Vec<String>,
    pub line: usize,
}

/// One name that a `use` brings into a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub path: ModulePath,
    /// The name in the module; `*` for all names of what the path leads to.
    pub name: String,
    /// Whether other modules can use the name, too.
    pub is_public: bool,
}
