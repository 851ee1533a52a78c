//! The redirect to an identity provider: for whom there is one, and what is asked of it.

use auth_contract::{FederationReason, Provider, ProviderKind, Timestamp};
use rusqlite::Transaction;

use super::{context::Context, state::State, table::Event, verdict::Verdict};
use crate::{
    domain::{
        federation::{self, Asking},
        identifier,
        oauth::{AuthorizationRequest, Prompt},
    },
    store::{self, StoreError, accounts},
};

/// A provider that somebody wants to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub provider: Provider,
    /// Whose people sign in there.
    pub organization: Option<String>,
    pub reason: FederationReason,
    pub asking: Asking,
}

/// Where the people of this identifier sign in, when that is not here: by its organisation, which says nothing about
/// whether anybody has it. By person only where the operator has chosen so, and knows that it does.
pub fn of_identifier(context: &Context, tx: &Transaction<'_>, typed: &str) -> Result<Option<Wanted>, StoreError> {
    let wanted = |provider: &federation::Provider, organization| Wanted {
        provider: provider.on_the_wire(),
        organization,
        reason: FederationReason::Sso,
        asking: Asking {
            // An organisation's bare alias names nobody.
            login_hint: typed.contains(['@', '\\']).then(|| typed.into()),
            ..Asking::default()
        },
    };
    if let Some(organization) = context.registrations.organization_of(typed) {
        let provider = context.registrations.get(&organization.provider);
        return Ok(provider.map(|provider| wanted(provider, Some(organization.name.clone()))));
    }
    if !context.registrations.is_by_person() {
        return Ok(None);
    }
    let Some(account) = accounts::by_username_key(tx, &identifier::key(typed))? else { return Ok(None) };
    let linked = store::federation::providers_of(tx, &account.id)?;
    let mut linked = linked.iter().filter_map(|id| context.registrations.get(id));
    Ok(linked.find(|provider| provider.kind == ProviderKind::Enterprise).map(|provider| {
        let mut organizations = context.registrations.organizations_at(&provider.id);
        // With two it is not known which one is the person's.
        let only = organizations.next().filter(|_| organizations.next().is_none());
        wanted(provider, only.map(|organization| organization.name.clone()))
    }))
}

/// A provider whose button was pressed; `None` for one that nobody is offered.
pub fn of_button(context: &Context, id: &str, state: &State) -> Option<Wanted> {
    let provider = context.registrations.social().into_iter().find(|provider| provider.id == id)?;
    let asking = Asking {
        login_hint: state.identifier.clone(),
        another_account: state.wants_another_account,
        ..Asking::default()
    };
    Some(Wanted { provider, organization: None, reason: FederationReason::Social, asking })
}

impl Wanted {
    /// The same on behalf of a product's `request`.
    #[must_use]
    pub fn for_product(mut self, request: &AuthorizationRequest, now: Timestamp) -> Self {
        self.asking.signed_in_since = request.signed_in_since(now);
        // At an organisation's own provider nobody chooses: the username has said who it is.
        self.asking.another_account |=
            request.prompt == Prompt::SelectAccount && self.reason == FederationReason::Social;
        self
    }
}

/// What became of the way to a provider, if that was the verdict.
pub fn event(verdict: &Verdict, typed: Option<&str>) -> Option<Event> {
    let identifier = typed.map(Into::into);
    match verdict {
        Verdict::Departing { departure, .. } => Some(Event::Departed { identifier, departure: departure.clone() }),
        Verdict::Stranded { notice } => Some(Event::NotDeparted { identifier, notice: notice.clone() }),
        _ => None,
    }
}
