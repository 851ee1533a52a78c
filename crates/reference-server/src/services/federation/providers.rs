//! The registered providers with a cache of their metadata.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    discovery::{self, Discovered},
    outbound::Outbound,
};
use crate::{
    base::{clock::Clock, entropy::Entropy, vault::Vault},
    domain::federation::{Fault, FaultKind, Provider, Registrations},
};

/// Seconds for which a provider's own description is believed.
const FRESH: i64 = 60 * 60;
/// Seconds between two looks because of an unknown key: nobody's forged token makes us hammer a provider.
const NEW_KEYS: i64 = 60;

/// The identity providers of this server.
pub struct Providers {
    pub clock: Clock,
    pub vault: Vault,
    pub entropy: Arc<dyn Entropy>,
    /// Without a trailing slash: people come back to it.
    pub public_origin: String,
    registrations: Arc<Registrations>,
    client: Option<reqwest::Client>,
    known: Mutex<BTreeMap<String, Arc<Discovered>>>,
}

impl Providers {
    /// `client` asks the providers; without one nobody can sign in there.
    pub fn new(
        registrations: Arc<Registrations>,
        client: Option<reqwest::Client>,
        clock: Clock,
        vault: Vault,
        entropy: Arc<dyn Entropy>,
        public_origin: String,
    ) -> Self {
        Self { clock, vault, entropy, public_origin, registrations, client, known: Mutex::default() }
    }

    /// A registered provider with its description, asked for when it is not known or old.
    pub(super) async fn discovered<'a>(&'a self, id: &str) -> Result<(&'a Provider, Arc<Discovered>), Fault> {
        let provider = self
            .registrations
            .get(id)
            .ok_or_else(|| Fault::new(FaultKind::Misconfigured, "no such provider is registered"))?;
        let now = self.clock.now();
        let fresh = self.known(id).filter(|it| (0..FRESH).contains(&now.since(it.fetched_at)));
        match fresh {
            Some(known) => Ok((provider, known)),
            None => Ok((provider, self.fetched(provider).await?)),
        }
    }

    /// The description again, because `known` has not the key that a token was signed with. `None`: it was looked at
    /// just now.
    pub(super) async fn with_new_keys(
        &self,
        provider: &Provider,
        known: &Discovered,
    ) -> Result<Option<Arc<Discovered>>, Fault> {
        // Somebody else may have looked in the meantime.
        let newest = self.known(&provider.id).filter(|it| it.fetched_at > known.fetched_at);
        if newest.is_some() {
            return Ok(newest);
        }
        if (0..NEW_KEYS).contains(&self.clock.now().since(known.fetched_at)) && known.is_refetched {
            return Ok(None);
        }
        let mut again =
            discovery::fetch(self.client()?, provider, self.registrations.patience, self.clock.now()).await?;
        again.is_refetched = true;
        Ok(Some(self.remember(&provider.id, again)))
    }

    /// For requests to this provider.
    pub(super) fn outbound(&self, provider: &Provider) -> Result<Outbound, Fault> {
        Ok(Outbound::new(self.client()?, &provider.issuer, self.registrations.patience))
    }

    fn client(&self) -> Result<&reqwest::Client, Fault> {
        self.client.as_ref().ok_or_else(|| Fault::new(FaultKind::Unavailable, "this server has no HTTP client"))
    }

    async fn fetched(&self, provider: &Provider) -> Result<Arc<Discovered>, Fault> {
        let discovered =
            discovery::fetch(self.client()?, provider, self.registrations.patience, self.clock.now()).await?;
        Ok(self.remember(&provider.id, discovered))
    }

    fn known(&self, id: &str) -> Option<Arc<Discovered>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    fn remember(&self, id: &str, discovered: Discovered) -> Arc<Discovered> {
        let discovered = Arc::new(discovered);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id.into(), discovered.clone());
        discovered
    }
}
