//! The system's side of an app's own address scheme (RFC 8252 section 7.1), for Chromium on Linux: it hands such an
//! address to `xdg-open`.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

/// What this computer does with addresses of one scheme. The person has allowed it for one origin, so that Chromium
/// does not ask.
#[derive(Clone, Debug)]
pub struct Apps {
    origin: String,
    scheme: String,
    folder: Arc<TempDir>,
}

impl Apps {
    /// An app is registered for `scheme`.
    pub fn with(origin: &str, scheme: &str) -> Self {
        Self::new(origin, scheme, "printf %s \"$1\" > \"$(dirname \"$0\")/received\"")
    }

    /// No app is; `xdg-open` says so (exit status 3: a required tool could not be found).
    pub fn without(origin: &str, scheme: &str) -> Self {
        Self::new(origin, scheme, "exit 3")
    }

    fn new(origin: &str, scheme: &str, does: &str) -> Self {
        let folder = TempDir::with_prefix("portico-apps-").expect("a temporary folder");
        let program = folder.path().join("xdg-open");
        std::fs::write(&program, format!("#!/bin/sh\n{does}\n")).expect("a program");
        executable(&program);
        Self { origin: origin.into(), scheme: scheme.into(), folder: Arc::new(folder) }
    }

    /// The address that the app was opened with.
    pub fn received(&self) -> Option<String> {
        std::fs::read_to_string(self.folder.path().join("received")).ok().filter(|address| !address.is_empty())
    }

    /// Where the opener lies.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Chromium's "Always allow … to open links of this type".
    pub(super) fn preference(&self) -> Value {
        json!({(self.origin.clone()): {(self.scheme.clone()): true}})
    }
}

#[cfg(unix)]
fn executable(program: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(not(unix))]
fn executable(_: &Path) {}
