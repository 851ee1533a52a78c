//! What `contract-http` needs of this server: its clock, its random ids, and where the rate limit is stored.

use std::sync::Arc;

use contract_http::{
    ArrivalTimes, Environment, Middleware, RateLimit, Site, SiteSettings,
    rate_limit::{Arrival, Scheduled},
};

use crate::{
    app::App,
    app::SharedApp,
    entropy, federation,
    product_brand::ProductBrands,
    store::{Store, StoreError, throttles},
    vault::Vault,
};

/// The middleware of this server's routes.
pub fn middleware(app: &App) -> Middleware<StoredArrivalTimes> {
    let (clock, source) = (app.clock.clone(), app.entropy.clone());
    let environment = Environment::new(move || clock.now_ms(), move || entropy::id(&*source, "c"));
    let rate_limit = RateLimit {
        per_minute: app.settings.requests_per_minute,
        trusted_proxies: app.settings.trusted_proxies,
        counts_read: |path| path == "/authorize" || path.starts_with(federation::CALLBACK),
        arrival_times: StoredArrivalTimes { store: app.store.clone(), vault: app.vault.clone() },
    };
    Middleware::new(environment, Arc::clone(&app.origins), rate_limit)
}

/// The built page.
pub fn site(app: &SharedApp) -> Site<ProductBrands> {
    let settings = SiteSettings { folder: app.settings.site.clone(), brand: app.settings.brand.clone() };
    Site::new(settings, Arc::clone(&app.origins), ProductBrands(app.clone()))
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
