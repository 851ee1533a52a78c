//! Client secrets: from the environment or a file, and inside the TOML only for a provider on this computer.

use std::{fs, path::Path};

use auth_contract::Secret;
use serde::Deserialize;
use toml::Spanned;

use crate::domain::federation::client_credential::{AppleKey, Credential};
use crate::domain::federation::registration::mistake::{Wrong, filled, wrong};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apple {
    team_id: Spanned<String>,
    key_id: Spanned<String>,
    key_file: Spanned<String>,
}

/// What the file says of it.
pub struct Secrets {
    pub plain: Option<Spanned<Secret>>,
    /// The name of an environment variable.
    pub environment: Option<Spanned<String>>,
    pub file: Option<Spanned<String>>,
    pub apple: Option<Apple>,
}

impl Secrets {
    /// The one that is given. `id`: of the provider; `is_local`: whether it is on this computer.
    pub fn credential(self, id: &Spanned<String>, is_local: bool, folder: &Path) -> Result<Credential, Wrong> {
        match (self.plain, self.environment, self.file, self.apple) {
            (Some(secret), None, None, None) if is_local => Ok(Credential::Secret(secret.into_inner())),
            (Some(secret), None, None, None) => {
                let what = "client_secret may only stand here for an issuer on this computer; use client_secret_env \
                            or client_secret_file";
                Err(wrong(&secret, what))
            }
            (None, Some(name), None, None) => Ok(Credential::Secret(from_environment(&name)?)),
            (None, None, Some(file), None) => Ok(Credential::Secret(from_file(&file, folder)?)),
            (None, None, None, Some(apple)) => Ok(Credential::Apple(Box::new(apple.checked(folder)?))),
            _ => {
                let what = format!(
                    "the provider {} needs exactly one of client_secret_env, client_secret_file and apple{}",
                    id.get_ref(),
                    if is_local { ", or client_secret" } else { "" }
                );
                Err(wrong(id, what))
            }
        }
    }
}

fn from_environment(name: &Spanned<String>) -> Result<Secret, Wrong> {
    match std::env::var(name.get_ref()) {
        Ok(secret) if !secret.trim().is_empty() => Ok(Secret::new(secret.trim())),
        _ => Err(wrong(name, format!("the environment variable {} is not set, or empty", name.get_ref()))),
    }
}

fn from_file(file: &Spanned<String>, folder: &Path) -> Result<Secret, Wrong> {
    let text = contents(file, folder)?;
    if text.trim().is_empty() {
        return Err(wrong(file, format!("{} is empty", file.get_ref())));
    }
    Ok(Secret::new(text.trim()))
}

fn contents(file: &Spanned<String>, folder: &Path) -> Result<String, Wrong> {
    let read = fs::read_to_string(folder.join(file.get_ref()));
    read.map_err(|error| wrong(file, format!("reading {}: {error}", file.get_ref())))
}

impl Apple {
    fn checked(self, folder: &Path) -> Result<AppleKey, Wrong> {
        let pem = Secret::new(contents(&self.key_file, folder)?);
        let (team_id, key_id) = (filled(self.team_id, "team_id")?, filled(self.key_id, "key_id")?);
        AppleKey::new(team_id, key_id, &pem).ok_or_else(|| {
            let what = format!("{} is no P-256 key in PKCS #8 (AuthKey_….p8)", self.key_file.get_ref());
            wrong(&self.key_file, what)
        })
    }
}
