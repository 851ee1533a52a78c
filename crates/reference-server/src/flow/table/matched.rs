//! Matches the answer of an identity provider to an account. Pure.

use auth_contract::ProviderKind;

use crate::domain::federation::Identity;

/// An account that an answer may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub account: String,
    pub username: String,
    /// The organisation that signs this person in itself, by its name.
    pub organization: Option<String>,
    pub has_password: bool,
    /// The providers that it is linked to, by their ids.
    pub linked: Vec<String>,
}

/// What is known here about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub kind: ProviderKind,
    /// The account that this identity was linked to.
    pub linked: Option<Candidate>,
    /// The only account with the asserted address as its username or on file.
    pub by_email: Option<Candidate>,
    /// The organisation that the asserted address belongs to.
    pub organization: Option<Organization>,
}

/// An organisation, as far as it matters to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub name: String,
    /// It signs its people in with the provider that has answered.
    pub is_at_provider: bool,
    /// Its people get an account when they come for the first time.
    pub provisions: bool,
}

/// Whom an answer stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// This account signs in.
    Account {
        account: String,
        username: String,
    },
    /// This one too, and is linked from now on: its organisation says whose the address is.
    AccountToLink {
        account: String,
        username: String,
    },
    /// Somebody new, of an organisation that has asked for this.
    NewAccount {
        username: String,
    },
    /// An account that has to be proven by its password first.
    ToProve {
        account: String,
        username: String,
    },
    /// An account that is proven by another provider, whose id this is.
    Elsewhere {
        provider: String,
    },
    /// A person of an organisation that signs its people in itself.
    OfOrganization {
        username: String,
        organization: String,
    },
    Nobody,
}

impl Matched {
    /// For the log.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Account { .. } => "known",
            Self::AccountToLink { .. } => "known by its organisation",
            Self::NewAccount { .. } => "new",
            Self::ToProve { .. } => "to be proven",
            Self::Elsewhere { .. } => "signs in with another provider",
            Self::OfOrganization { .. } => "signs in with the organisation",
            Self::Nobody => "nobody",
        }
    }
}

/// Whom `identity` stands for.
///
/// A social provider is believed about an address only when it says that it has verified it, and even then an address
/// opens nothing: it names the account that has to be proven. An organisation's provider is believed about the addresses
/// of its organisation and no others.
pub fn matched(identity: &Identity, known: Known) -> Matched {
    match known.kind {
        ProviderKind::Enterprise => by_organization(identity, known),
        _ => by_social(identity, known),
    }
}

fn by_organization(identity: &Identity, known: Known) -> Matched {
    if let Some(Candidate { account, username, .. }) = known.linked {
        return Matched::Account { account, username };
    }
    let (Some(email), Some(organization)) = (&identity.email, known.organization.filter(|it| it.is_at_provider)) else {
        return Matched::Nobody;
    };
    match known.by_email {
        // The address was given to somebody else after it had been an earlier person's: that one's account is not theirs.
        Some(present) if present.linked.contains(&identity.provider) => Matched::Nobody,
        // The address is on file at a person of another organisation, which has the last word about them.
        Some(present) if present.organization.as_ref().is_some_and(|name| *name != organization.name) => {
            Matched::Nobody
        }
        Some(Candidate { account, username, .. }) => Matched::AccountToLink { account, username },
        None if organization.provisions => Matched::NewAccount { username: email.clone() },
        None => Matched::Nobody,
    }
}

fn by_social(identity: &Identity, known: Known) -> Matched {
    let of_organization = |username, organization| Matched::OfOrganization { username, organization };
    match known.linked {
        Some(Candidate { username, organization: Some(name), .. }) => return of_organization(username, name),
        Some(Candidate { account, username, .. }) => return Matched::Account { account, username },
        None => {}
    }
    let Some(email) = identity.email.as_ref().filter(|_| identity.email_verified) else { return Matched::Nobody };
    if let Some(organization) = known.organization {
        return of_organization(email.clone(), organization.name);
    }
    match known.by_email {
        Some(Candidate { username, organization: Some(name), .. }) => of_organization(username, name),
        Some(Candidate { account, username, has_password: true, .. }) => Matched::ToProve { account, username },
        Some(Candidate { linked, .. }) => match linked.into_iter().find(|id| *id != identity.provider) {
            Some(provider) => Matched::Elsewhere { provider },
            None => Matched::Nobody,
        },
        None => Matched::Nobody,
    }
}
