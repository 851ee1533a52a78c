//! The operator's file of identity providers and organisations, read and checked at the start. Nothing is asked of a
//! provider then: one that is down must not keep the server from starting.

mod mistake;
mod organization;
mod provider;
mod raw;
mod registrations;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use mistake::Wrong;

pub use organization::Organization;
pub use provider::{Provider, ResponseMode, SecondFactor, TokenAuth};
pub use registrations::Registrations;

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationsError {
    #[error("reading {}: {error}", file.display())]
    Io { file: PathBuf, error: io::Error },
    #[error("{}: {error}", file.display())]
    Toml { file: PathBuf, error: toml::de::Error },
    #[error("{}, line {line}: {wrong}", file.display())]
    Wrong { file: PathBuf, line: usize, wrong: String },
}

impl Registrations {
    /// Reads a TOML file of `[[provider]]` and `[[organization]]` tables (docs/operating.md, "Identity providers").
    /// Paths inside it are relative to its folder.
    pub fn read(file: &Path) -> Result<Self, RegistrationsError> {
        let text = fs::read_to_string(file).map_err(|error| RegistrationsError::Io { file: file.into(), error })?;
        Self::parse(&text, file)
    }

    /// Reads `text`; `file` is named in errors and says where relative paths begin.
    pub fn parse(text: &str, file: &Path) -> Result<Self, RegistrationsError> {
        let raw: raw::File =
            toml::from_str(text).map_err(|error| RegistrationsError::Toml { file: file.into(), error })?;
        raw.checked(file.parent().unwrap_or(Path::new(""))).map_err(|Wrong { at, what }| {
            let line = 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count();
            RegistrationsError::Wrong { file: file.into(), line, wrong: what }
        })
    }
}
