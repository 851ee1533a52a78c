//! The way to an identity provider: whether there is one, and asking where it begins.

use auth_contract::{FederationReason, FlowNotice, Provider, ProviderKind, Secret, Timestamp};
use rusqlite::Transaction;

use super::Verdict;
use crate::{
    app::App,
    federation::{self, Asking, Begun},
    flow::{Departure, State, table::Event},
    oauth::{AuthorizationRequest, Prompt},
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
pub fn of_identifier(app: &App, tx: &Transaction<'_>, typed: &str) -> Result<Option<Wanted>, StoreError> {
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
    if let Some(organization) = app.providers.organization_of(typed) {
        let provider = app.providers.get(&organization.provider);
        return Ok(provider.map(|provider| wanted(provider, Some(organization.name.clone()))));
    }
    if !app.providers.is_by_person() {
        return Ok(None);
    }
    let Some(account) = accounts::by_identifier(tx, typed)? else { return Ok(None) };
    let linked = store::federation::providers_of(tx, &account.id)?;
    let mut linked = linked.iter().filter_map(|id| app.providers.get(id));
    Ok(linked.find(|provider| provider.kind == ProviderKind::Enterprise).map(|provider| {
        let mut organizations = app.providers.organizations_at(&provider.id);
        // With two it is not known which one is the person's.
        let only = organizations.next().filter(|_| organizations.next().is_none());
        wanted(provider, only.map(|organization| organization.name.clone()))
    }))
}

/// A provider whose button was pressed; `None` for one that nobody is offered.
pub fn of_button(app: &App, id: &str, state: &State) -> Option<Wanted> {
    let provider = app.providers.social().into_iter().find(|provider| provider.id == id)?;
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

/// Asks the provider where to go. `origin`: at which the browser sees this server; `reference`: under which a failure
/// stands in the log.
pub async fn verdict(app: &App, wanted: Wanted, origin: &str, reference: &str) -> Verdict {
    let Wanted { provider, organization, reason, mut asking } = wanted;
    if asking.another_account {
        // It would be taken for the choice.
        asking.login_hint = None;
    }
    match federation::begin(app, &provider.id, asking).await {
        Ok(begun) => {
            let Begun { url, attempt } = begun.seen_at(origin);
            let departure = Departure { provider, organization, reason, url: Secret::new(url) };
            Verdict::Departing { departure, attempt }
        }
        Err(fault) => {
            fault.log(&provider.id, reference);
            let notice =
                FlowNotice { code: fault.notice(), params: vec![provider.name], reference: Some(reference.into()) };
            Verdict::Stranded { notice }
        }
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
