//! The operator's file of identity providers and organisations, read and checked at the start. Nothing is asked of a
//! provider then: one that is down must not keep the server from starting.

mod raw;

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use auth_contract::ProviderKind;
use serde::Deserialize;

use super::client_credential::Credential;
use crate::domain::identifier;

/// What a sign-in at a provider is worth here (U7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// No further factor is asked for.
    #[default]
    Trusted,
    /// One is asked for unless the provider says that it has asked.
    ByAmr,
    /// One is asked for as after a password.
    Asked,
}

/// How this server proves itself at the token endpoint (OpenID Connect Core section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenAuth {
    ClientSecretBasic,
    ClientSecretPost,
}

/// How the provider sends the answer (OAuth 2.0 Multiple Response Types, Form Post Response Mode).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    #[default]
    Query,
    FormPost,
}

/// An identity provider, as the operator has registered with it.
#[derive(Clone, Debug)]
pub struct Provider {
    pub id: String,
    /// As people know it.
    pub name: String,
    pub kind: ProviderKind,
    /// Exactly as it calls itself (OpenID Connect Discovery section 3).
    pub issuer: String,
    pub client_id: String,
    pub credential: Credential,
    /// How the secret is sent; `None`: as the provider's description says.
    pub token_auth: Option<TokenAuth>,
    pub scopes: Vec<String>,
    pub response_mode: ResponseMode,
    /// Asked for as voluntary claims (OpenID Connect Core section 3.1.2.1); for `by_amr` each of them counts as several
    /// factors.
    pub acr_values: Vec<String>,
    /// Sent along as it is.
    pub prompt: Option<String>,
    pub second_factor: SecondFactor,
    /// Its e-mail addresses count as verified although it does not say so.
    pub email_is_verified: bool,
    pub refuses_embedded: bool,
    /// Which prompts it knows; `None`: as its description says, or those of OpenID Connect Core.
    pub prompts: Option<Vec<String>>,
    /// A sign-in that has to be fresh counts as such although it does not say when it was.
    pub freshness_is_believed: bool,
}

impl Provider {
    /// As the page knows it.
    pub fn on_the_wire(&self) -> auth_contract::Provider {
        auth_contract::Provider {
            id: self.id.clone(),
            name: self.name.clone(),
            kind: self.kind,
            refuses_embedded: self.refuses_embedded,
        }
    }

    /// Whether a sign-in there is followed by a second factor here, as the policy of the person's role wants it.
    pub fn leaves_second_factor(&self, identity: &super::Identity) -> bool {
        match self.second_factor {
            SecondFactor::Trusted => false,
            SecondFactor::Asked => true,
            SecondFactor::ByAmr => !identity.used_multiple_factors(&self.acr_values),
        }
    }
}

/// A company or a hospital that signs its people in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub id: String,
    /// As people know it.
    pub name: String,
    /// The id of its provider.
    pub provider: String,
    /// ASCII and lower case. Whoever has an address there belongs to it.
    domains: Vec<String>,
    /// What people may type instead of an address, as [`identifier::key`] has it.
    aliases: Vec<String>,
    /// Whether a person who was never here gets an account at the first sign-in.
    pub provision: bool,
}

impl Organization {
    /// Whether this address is one of the organisation's: it says who has it, and nobody else does.
    pub fn owns(&self, email: &str) -> bool {
        domain(email).is_some_and(|domain| self.domains.contains(&domain))
    }

    /// Whether this is its alias: alone, as `name@alias`, or as `alias\name`, which is how people know it from their
    /// computers.
    fn is_called(&self, identifier: &str) -> bool {
        let key = identifier::key(identifier);
        let alias = match (key.rsplit_once('@'), key.split_once('\\')) {
            (Some((name, alias)), _) if !name.is_empty() => alias,
            (None, Some((alias, name))) if !name.is_empty() => alias,
            _ => &key,
        };
        self.aliases.iter().any(|own| own == alias)
    }
}

/// The domain of an address, as DNS has it; `None` for what is no address.
fn domain(email: &str) -> Option<String> {
    let (local, domain) = email.trim().rsplit_once('@')?;
    match url::Host::parse(domain.trim_end_matches('.')) {
        Ok(url::Host::Domain(domain)) if !local.is_empty() => Some(domain),
        _ => None,
    }
}

/// Everything that the file says.
#[derive(Clone, Debug)]
pub struct Registrations {
    providers: BTreeMap<String, Provider>,
    /// In the order of the file, which is that of the buttons.
    order: Vec<String>,
    organizations: Vec<Organization>,
    by_person: bool,
    /// How long a provider may take to answer.
    pub patience: Duration,
}

/// The page gives up on an answer of this server after ten seconds, and must hear before that what it waited for.
const LONGEST_PATIENCE: Duration = Duration::from_secs(8);

impl Default for Registrations {
    fn default() -> Self {
        Self {
            providers: BTreeMap::new(),
            order: Vec::new(),
            organizations: Vec::new(),
            by_person: false,
            patience: LONGEST_PATIENCE,
        }
    }
}

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
        raw.checked(file.parent().unwrap_or(Path::new(""))).map_err(|raw::Wrong { at, what }| {
            let line = 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count();
            RegistrationsError::Wrong { file: file.into(), line, wrong: what }
        })
    }

    /// The providers that everybody is offered, in the file's order.
    pub fn social(&self) -> Vec<auth_contract::Provider> {
        let all = self.order.iter().filter_map(|id| self.get(id));
        all.filter(|provider| provider.kind == ProviderKind::Social).map(Provider::on_the_wire).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.providers.is_empty()
    }

    /// The provider with this id.
    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.providers.get(id)
    }

    /// Where the people of this identifier sign in: by the domain of an address, or by the organisation's alias. It
    /// does not matter whether anybody has the identifier.
    pub fn organization_of(&self, identifier: &str) -> Option<&Organization> {
        self.organizations.iter().find(|it| it.owns(identifier) || it.is_called(identifier))
    }

    /// The organisations that sign their people in with this provider.
    pub fn organizations_at<'a>(&'a self, provider: &'a str) -> impl Iterator<Item = &'a Organization> {
        self.organizations.iter().filter(move |it| it.provider == provider)
    }

    /// Whether a person who is linked to an enterprise's provider is sent there although the identifier says nothing
    /// of an organisation. It tells strangers who has an account.
    pub const fn is_by_person(&self) -> bool {
        self.by_person
    }
}

impl fmt::Display for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trusted => "trusted",
            Self::ByAmr => "by_amr",
            Self::Asked => "asked",
        })
    }
}

#[cfg(test)]
mod tests;
