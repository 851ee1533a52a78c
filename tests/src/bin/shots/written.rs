//! Files of the report.

use std::path::Path;

/// Writes a file and the folders above it.
pub fn write(file: &Path, content: &[u8]) -> Result<(), String> {
    let written = std::fs::create_dir_all(file.parent().unwrap_or(file)).and_then(|()| std::fs::write(file, content));
    written.map_err(|error| format!("{}: {error}", file.display()))
}
