//! What every handler works with.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use auth_contract::Support;
use http::{HeaderMap, header, uri::Authority};
use url::Url;

#[cfg(feature = "dev")]
use crate::dev;
use crate::{
    base::{clock::Clock, entropy::Entropy, vault::Vault},
    domain::{
        federation::Registrations, messages::Sender, oauth::Clients, passkeys::Passkeys, passwords::Passwords,
        update_gate::Gate,
    },
    flow::{self, context::Channels},
    locks::KeyedLocks,
    services::{
        breach_list::BreachList,
        delivery::{Delivery, MailSettings, MailSettingsError, Mailer, SmsGateway, SmsSettings},
        federation::Providers,
        http_client,
        password_check::PasswordCheck,
    },
    store::{Store, StoreError, outbox::Channel},
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
    /// A list of leaked passwords, see [`BreachList`].
    pub breaches: Option<Url>,
    /// Which versions of the products' programs are wanted; `None`: all, or those of the demo.
    pub gate: Option<Gate>,
    /// Other people's sign-in, and whom it is for; `None`: nobody's, or that of the demo.
    pub providers: Option<Registrations>,
}

impl Settings {
    /// The brand of the host by whose name this request came, if it has one of its own.
    pub fn brand_of_host(&self, headers: &HeaderMap) -> Option<&str> {
        let host = host(headers)?;
        self.brand_hosts.get(host.host()).map(String::as_str)
    }

    /// The origin that the browser of this request sees: [`Self::public_origin`], or the same with the name of a host
    /// that has a brand.
    pub fn origin(&self, headers: &HeaderMap) -> String {
        let branded = || {
            self.brand_of_host(headers)?;
            let host = host(headers)?;
            let mut url = Url::parse(&self.public_origin).ok()?;
            url.set_host(Some(host.host())).ok()?;
            url.set_port(host.port_u16()).ok()?;
            Some(url.origin().ascii_serialization())
        };
        branded().unwrap_or_else(|| self.public_origin.clone())
    }
}

fn host(headers: &HeaderMap) -> Option<Authority> {
    headers.get(header::HOST)?.to_str().ok()?.to_ascii_lowercase().parse().ok()
}

/// The part of the operator's decisions that flows need.
fn flow_settings(settings: &Settings) -> flow::context::Settings {
    flow::context::Settings {
        public_origin: settings.public_origin.clone(),
        home: settings.home.clone(),
        issuer: settings.issuer.clone(),
        support: settings.support.clone(),
        sms_countries: settings.sms_countries.clone(),
        account_mail: settings.account_mail,
    }
}

fn registrations(settings: &Settings) -> Registrations {
    match &settings.providers {
        Some(given) => given.clone(),
        #[cfg(feature = "dev")]
        None if settings.dev => dev::providers::registrations(),
        None => Registrations::default(),
    }
}

fn gate(settings: &Settings, clock: &Clock) -> Gate {
    match &settings.gate {
        Some(gate) => gate.clone(),
        #[cfg(feature = "dev")]
        None if settings.dev => dev::update_gate::demo(clock.now()),
        None => Gate::default(),
    }
}

/// For its owner only: the database holds who has an account.
fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Why the state could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the data folder: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailSettingsError),
    #[error(transparent)]
    Http(#[from] http_client::NoClient),
}

/// The server's parts, as handlers share them.
pub struct App {
    pub settings: Settings,
    pub store: Store,
    pub clock: Clock,
    pub flow: Arc<flow::Context>,
    pub passwords: PasswordCheck,
    pub delivery: Delivery,
    pub providers: Providers,
    /// One action of a flow at a time.
    pub flow_locks: KeyedLocks,
}

pub type SharedApp = Arc<App>;

impl App {
    /// Opens or creates the state in the folder `data`. In development mode the clock goes back to where it was moved,
    /// and the demo people are there.
    pub fn open(
        data: &Path,
        settings: Settings,
        clients: Clients,
        clock: Clock,
        entropy: Arc<dyn Entropy>,
    ) -> Result<SharedApp, OpenError> {
        create_private_folder(data)?;
        let registrations = Arc::new(registrations(&settings));
        let mail = settings.mail.as_ref().map(|mail| Mailer::new(mail, clock.clone())).transpose()?;
        // Without anybody to call there is no need for certificates to check, which a small container may lack.
        let calls_others = settings.sms.is_some() || settings.breaches.is_some() || !registrations.is_empty();
        let client = calls_others.then(http_client::client).transpose()?;
        let sms = settings.sms.clone().zip(client.clone()).map(|(sms, client)| SmsGateway::new(sms, client));
        let breaches =
            settings.breaches.clone().zip(client.clone()).map(|(base, client)| BreachList::new(base, client));
        let store = Store::open(data)?;
        let vault = Vault::open(data, entropy.clone())?;
        let origin = &settings.public_origin;
        let delivery = Delivery {
            store: store.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            mail,
            sms,
            keep: settings.dev,
            account_mail: settings.account_mail,
            sender: Arc::new(Sender {
                service: settings.issuer.clone(),
                origin: origin.clone(),
                support: settings.support.clone(),
            }),
            registrations: registrations.clone(),
        };
        let flow = flow::Context {
            vault: vault.clone(),
            entropy: entropy.clone(),
            passkeys: Passkeys::new(origin, &settings.brand_hosts, &settings.issuer),
            channels: Channels { email: delivery.can_send(Channel::Email), sms: delivery.can_send(Channel::Sms) },
            registrations: registrations.clone(),
            clients: Arc::new(clients),
            gate: gate(&settings, &clock),
            settings: flow_settings(&settings),
        };
        let passwords = PasswordCheck {
            passwords: Passwords::new(&*entropy),
            entropy: entropy.clone(),
            breaches,
            service: settings.issuer.clone(),
            origin: origin.clone(),
        };
        let providers = Providers::new(registrations, client, clock.clone(), vault, entropy, origin.clone());
        let app = Self {
            store,
            clock,
            flow: Arc::new(flow),
            passwords,
            delivery,
            providers,
            flow_locks: KeyedLocks::default(),
            settings,
        };
        #[cfg(feature = "dev")]
        if app.settings.dev {
            dev::clock::restore(&app)?;
            dev::people::seed(&app)?;
        }
        Ok(Arc::new(app))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Settings in earnest, with nothing to send by.
    pub(crate) fn settings(public_origin: &str) -> Settings {
        Settings {
            dev: false,
            public_origin: public_origin.into(),
            site: PathBuf::new(),
            home: "/".into(),
            brand: None,
            brand_hosts: BTreeMap::new(),
            gallery: None,
            issuer: "Northwind".into(),
            support: None,
            requests_per_minute: 240,
            trusted_proxies: 0,
            mail: None,
            account_mail: true,
            sms: None,
            sms_countries: vec!["NO".into()],
            breaches: None,
            gate: None,
            providers: None,
        }
    }
}
