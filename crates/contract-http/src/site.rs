//! The built page, as `cargo xtask build` leaves it: documents by brand and language, assets that never change, and the
//! headers that a host must send with them.

mod document;
mod files;
mod language;
mod manifest;
pub mod not_found;
mod well_known;

use std::{path::PathBuf, sync::Arc};

use axum::{Router, middleware::from_fn_with_state, routing::get};
use http::HeaderMap;

use crate::Origins;
use manifest::Manifest;

/// Brand and language in `GET /config` while the page is not built.
const NOT_BUILT: (&str, &str) = ("portico", "en");

/// What an operator decides about the page.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// The folder of the built page.
    pub folder: PathBuf,
    /// The brand for people whose product and host have none; `None`: the one that the page was built with.
    pub brand: Option<String>,
}

/// Knows the products, and so the brand of the one that a person comes from.
pub trait ProductBrand: Clone + Send + Sync + 'static {
    /// The brand of the product whose request (`request`) or flow (`flow`) the query of the page names, if the product has
    /// one. It is asked before each document, so it must not fail: a person who signs in has more use for the page in
    /// another brand than for an error.
    fn of_request(&self, query: &str, headers: &HeaderMap) -> impl Future<Output = Option<String>> + Send;
}

/// For a server whose products have no brand of their own.
impl ProductBrand for () {
    async fn of_request(&self, _: &str, _: &HeaderMap) -> Option<String> {
        None
    }
}

/// The built page and how its brand is chosen. Cloning it is cheap.
#[derive(Clone)]
pub struct Site<B> {
    settings: Arc<SiteSettings>,
    origins: Arc<Origins>,
    products: B,
}

impl<B: ProductBrand> Site<B> {
    pub fn new(settings: SiteSettings, origins: Arc<Origins>, products: B) -> Self {
        Self { settings: Arc::new(settings), origins, products }
    }

    /// The page at `/`, its assets, the files below `/.well-known/` that belong to a page, and the not-found page for
    /// everything else: a fallback, so only one router of a server may have it.
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        Router::new()
            .route("/", get(document::serve::<B>))
            .route("/.well-known/change-password", get(well_known::change_password))
            .route("/.well-known/webauthn", get(well_known::related_origins::<B>))
            .fallback(files::serve::<B>)
            .layer(from_fn_with_state(self.clone(), files::headers::<B>))
            .with_state(self.clone())
    }

    /// Name and languages of the brand of the page at `/` with this query, for `GET /config`.
    pub async fn brand_and_languages(&self, query: &str, headers: &HeaderMap) -> (String, Vec<String>) {
        let chosen = self.brand(query, headers).await;
        match Manifest::read(&self.settings.folder).await {
            Ok(manifest) => {
                let (name, brand, _) = manifest.brand(chosen.as_deref());
                let name = if name.is_empty() { NOT_BUILT.0 } else { name };
                (name.to_owned(), brand.languages.clone())
            }
            Err(_) => (chosen.unwrap_or_else(|| NOT_BUILT.0.into()), vec![NOT_BUILT.1.into()]),
        }
    }

    /// The brand that a person meets: that of the product they come from, then that of the host, then the operator's;
    /// `None`: the one that the page was built with. It is known before the first byte is sent, so nobody sees another
    /// brand first.
    async fn brand(&self, query: &str, headers: &HeaderMap) -> Option<String> {
        let of_product = self.products.of_request(query, headers).await;
        let fixed = || self.origins.brand_of_host(headers).or(self.settings.brand.as_deref()).map(str::to_owned);
        of_product.or_else(fixed)
    }
}
