//! What the handlers share.

use std::{path::PathBuf, sync::Arc};

use contract_http::{KeyedLocks, Origins};

use crate::{
    base::clock::Clock,
    flow::Context,
    services::{delivery::Delivery, federation::Providers, password_check::PasswordCheck},
    store::Store,
};

/// What the handlers share.
pub struct Api {
    pub settings: Settings,
    pub origins: Arc<Origins>,
    pub store: Store,
    pub clock: Clock,
    pub flow: Arc<Context>,
    pub passwords: PasswordCheck,
    pub delivery: Delivery,
    pub providers: Providers,
    /// One action of a flow at a time.
    pub flow_locks: KeyedLocks,
}

/// The same, as the handlers get it.
pub type SharedApi = Arc<Api>;

/// What the operator decides about HTTP.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The origin that browsers see, without a trailing slash. Also the OAuth issuer.
    pub public_origin: String,
    /// The folder of the built page.
    pub site: PathBuf,
    /// The brand of the page for who comes from a product without one; `None`: the one that the page was built with.
    pub brand: Option<String>,
    /// How many requests that change something one client address may make a minute.
    pub requests_per_minute: u32,
    /// How many proxies in front may be believed about the client's address.
    pub trusted_proxies: usize,
}
