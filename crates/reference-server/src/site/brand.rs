//! Which brand a person meets: that of the product they come from, then that of the host, then the default one.

use http::HeaderMap;

use crate::{
    api::load::{self, Browser},
    app::{App, SharedApp},
    domain::oauth::{AuthorizationRequest, query::Params},
    refusal::Failure,
    store::requests::{self, Found},
};

/// The brand for a request whose query names a product's request (`request`) or a flow under way (`flow`); `None`: the one
/// that the page was built with.
///
/// It is known before the first byte is sent, so nobody sees another brand flash up.
pub async fn choose(app: &SharedApp, query: &str, headers: &HeaderMap) -> Option<String> {
    let of_product = match of_product(app, query, headers).await {
        Ok(brand) => brand,
        // Whoever signs in has more use for the page in another brand than for an error.
        Err(error) => {
            tracing::debug!(%error, "looking for the brand of a product");
            None
        }
    };
    let fixed = || app.settings.brand_of_host(headers).or(app.settings.brand.as_deref()).map(str::to_owned);
    of_product.or_else(fixed)
}

async fn of_product(app: &SharedApp, query: &str, headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let params = Params::parse(query.as_bytes());
    let (handle, flow) = (params.get("request").map(str::to_owned), params.get("flow").map(str::to_owned));
    if handle.is_none() && flow.is_none() {
        return Ok(None);
    }
    let browser = Browser::of(app, headers);
    let parts = app.clone();
    app.store
        .transact(move |tx| {
            let handle = match flow {
                Some(flow) => load::find(&parts, tx, &flow, &browser)?.about.request,
                None => handle,
            };
            let Some(handle) = handle else { return Ok(None) };
            let found = requests::get(tx, &handle, parts.clock.now())?;
            Ok(found.and_then(|found| of_client(&parts, &found)))
        })
        .await
}

fn of_client(app: &App, found: &Found<AuthorizationRequest>) -> Option<String> {
    let Found::Valid(request) = found else { return None };
    app.flow.clients.get(&request.client_id)?.brand.clone()
}
