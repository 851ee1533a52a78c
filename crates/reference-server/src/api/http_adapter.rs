//! What `contract-http` needs of this server: its clock, its random ids, and where the rate limit is stored.

use std::sync::Arc;

use contract_http::{
    ArrivalTimes, Environment, Middleware, RateLimit, Site, SiteSettings,
    rate_limit::{Arrival, Scheduled},
};

use super::{
    product_brand::ProductBrands,
    state::{Api, SharedApi},
};
use crate::{
    base::{entropy, vault::Vault},
    domain::federation::CALLBACK,
    store::{Store, StoreError, throttles},
};

/// The middleware of this server's routes.
pub fn middleware(api: &Api) -> Middleware<StoredArrivalTimes> {
    let (clock, source) = (api.clock.clone(), api.flow.entropy.clone());
    let environment = Environment::new(move || clock.now_ms(), move || entropy::id(&*source, "c"));
    let rate_limit = RateLimit {
        per_minute: api.settings.requests_per_minute,
        trusted_proxies: api.settings.trusted_proxies,
        counts_read: |path| path == "/authorize" || path.starts_with(CALLBACK),
        arrival_times: StoredArrivalTimes { store: api.store.clone(), vault: api.flow.vault.clone() },
    };
    Middleware::new(environment, Arc::clone(&api.origins), rate_limit)
}

/// The built page.
pub fn site(api: &SharedApi) -> Site<ProductBrands> {
    let settings = SiteSettings { folder: api.settings.site.clone(), brand: api.settings.brand.clone() };
    Site::new(settings, Arc::clone(&api.origins), ProductBrands(api.clone()))
}

/// Arrival times in the database, under keyed hashes of the clients' addresses.
#[derive(Clone)]
pub struct StoredArrivalTimes {
    store: Store,
    vault: Vault,
}

impl ArrivalTimes for StoredArrivalTimes {
    type Error = StoreError;

    async fn schedule(&self, client: String, arrival: Arrival) -> Result<Scheduled, StoreError> {
        let key = self.vault.fingerprint("client address", client.as_bytes());
        self.store
            .transact(move |tx| {
                let scheduled = arrival.schedule(throttles::arrival_ms(tx, &key)?);
                if let Ok(arrival) = scheduled {
                    throttles::set_arrival_ms(tx, &key, arrival)?;
                }
                Ok(scheduled)
            })
            .await
    }
}
