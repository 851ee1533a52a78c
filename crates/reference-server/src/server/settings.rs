//! The operator's settings.

use std::{collections::BTreeMap, path::PathBuf};

use auth_contract::Support;
use url::Url;

use crate::{
    api,
    domain::{federation::Registrations, update_gate::Gate},
    flow,
    services::delivery::{MailSettings, SmsSettings},
};

/// What an operator decides.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Demo people, lobby and movable clock.
    pub dev: bool,
    /// The origin that browsers see, without a trailing slash. Also the OAuth issuer.
    pub public_origin: String,
    /// The folder of the built page.
    pub site: PathBuf,
    /// Where a person goes who came without a product's request. A path or an absolute URL.
    pub home: String,
    /// The brand of the page for who comes from a product without one; `None`: the one that the page was built with.
    pub brand: Option<String>,
    /// Host name, without a port → the brand of the page there. People may come by these names as by that of
    /// `public_origin`.
    pub brand_hosts: BTreeMap<String, String>,
    /// The folder of the gallery, in development mode.
    pub gallery: Option<PathBuf>,
    /// Who issues the codes, as authenticator apps list it.
    pub issuer: String,
    pub support: Option<Support>,
    /// How many requests that change something one client address may make a minute.
    pub requests_per_minute: u32,
    /// How many proxies in front may be believed about the client's address.
    pub trusted_proxies: usize,
    pub mail: Option<MailSettings>,
    /// Whether people are told by mail what has changed at their account ([`crate::flow::notice`]).
    pub account_mail: bool,
    pub sms: Option<SmsSettings>,
    /// ISO 3166-1 alpha-2: where text messages may go. Each costs money, and some numbers cost much of it.
    pub sms_countries: Vec<String>,
    /// A list of leaked passwords, see [`crate::services::breach_list`].
    pub breaches: Option<Url>,
    /// Which versions of the products' programs are wanted; `None`: all, or those of the demo.
    pub gate: Option<Gate>,
    /// Other people's sign-in, and whom it is for; `None`: nobody's, or that of the demo.
    pub providers: Option<Registrations>,
}

impl Settings {
    /// The part that the handlers need.
    pub(super) fn of_api(&self) -> api::Settings {
        api::Settings {
            public_origin: self.public_origin.clone(),
            site: self.site.clone(),
            brand: self.brand.clone(),
            requests_per_minute: self.requests_per_minute,
            trusted_proxies: self.trusted_proxies,
        }
    }

    /// The part that flows need.
    pub(super) fn of_flow(&self) -> flow::context::Settings {
        flow::context::Settings {
            public_origin: self.public_origin.clone(),
            home: self.home.clone(),
            issuer: self.issuer.clone(),
            support: self.support.clone(),
            sms_countries: self.sms_countries.clone(),
            account_mail: self.account_mail,
        }
    }
}
