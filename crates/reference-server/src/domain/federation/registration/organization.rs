//! An organisation that signs its people in itself.

use crate::domain::identifier;

/// A company or a hospital that signs its people in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub id: String,
    /// As people know it.
    pub name: String,
    /// The id of its provider.
    pub provider: String,
    /// ASCII and lower case. Whoever has an address there belongs to it.
    pub domains: Vec<String>,
    /// What people may type instead of an address, as [`identifier::key`] has it.
    pub aliases: Vec<String>,
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
    pub fn is_called(&self, identifier: &str) -> bool {
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
pub fn domain(email: &str) -> Option<String> {
    let (local, domain) = email.trim().rsplit_once('@')?;
    match url::Host::parse(domain.trim_end_matches('.')) {
        Ok(url::Host::Domain(domain)) if !local.is_empty() => Some(domain),
        _ => None,
    }
}
