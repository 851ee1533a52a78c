//! The brand of the product that a person comes from.

use contract_http::ProductBrand;
use http::HeaderMap;

use super::{
    failure::Failure,
    load::{self, Browser},
    state::{Api, SharedApi},
};
use crate::{
    domain::oauth::{AuthorizationRequest, query::Params},
    store::requests::{self, Found},
};

/// Finds the product by its authorization request in the store.
#[derive(Clone)]
pub struct ProductBrands(pub SharedApi);

impl ProductBrand for ProductBrands {
    async fn of_request(&self, query: &str, headers: &HeaderMap) -> Option<String> {
        of_product(&self.0, query, headers).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "looking for the brand of a product");
            None
        })
    }
}

async fn of_product(api: &SharedApi, query: &str, headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let params = Params::parse(query.as_bytes());
    let (handle, flow) = (params.get("request").map(str::to_owned), params.get("flow").map(str::to_owned));
    if handle.is_none() && flow.is_none() {
        return Ok(None);
    }
    let browser = Browser::of(api, headers);
    let parts = api.clone();
    api.store
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

fn of_client(api: &Api, found: &Found<AuthorizationRequest>) -> Option<String> {
    let Found::Valid(request) = found else { return None };
    api.flow.clients.get(&request.client_id)?.brand.clone()
}
