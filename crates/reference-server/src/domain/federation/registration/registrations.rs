//! All providers and organisations, and which of them a person belongs to.

use std::{collections::BTreeMap, time::Duration};

use auth_contract::ProviderKind;

use super::{organization::Organization, provider::Provider};

/// Everything that the file says.
#[derive(Clone, Debug)]
pub struct Registrations {
    pub(super) providers: BTreeMap<String, Provider>,
    /// In the order of the file, which is that of the buttons.
    pub(super) order: Vec<String>,
    pub(super) organizations: Vec<Organization>,
    pub(super) by_person: bool,
    /// How long a provider may take to answer.
    pub patience: Duration,
}

/// The page gives up on an answer of this server after ten seconds, and must hear before that what it waited for.
pub const LONGEST_PATIENCE: Duration = Duration::from_secs(8);

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

impl Registrations {
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
