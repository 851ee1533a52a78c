//! What every handler works with.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use auth_contract::Support;
use contract_http::{KeyedLocks, Origins};
use url::Url;

use crate::{
    breach,
    clock::Clock,
    delivery::{Delivery, MailSettings, MailSettingsError, Mailer, SmsGateway, SmsSettings},
    dev::{self, people},
    entropy::Entropy,
    federation::{Providers, Registrations},
    gate::Gate,
    oauth::Clients,
    outgoing,
    passkeys::Passkeys,
    passwords::Passwords,
    store::{Store, StoreError, settings},
    vault::Vault,
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
    /// Whether people are told by mail what has changed at their account ([`crate::delivery::notice`]).
    pub account_mail: bool,
    pub sms: Option<SmsSettings>,
    /// ISO 3166-1 alpha-2: where text messages may go. Each costs money, and some numbers cost much of it.
    pub sms_countries: Vec<String>,
    /// A list of leaked passwords, see [`breach::List`].
    pub breaches: Option<Url>,
    /// Which versions of the products' programs are wanted; `None`: all, or those of the demo.
    pub gate: Option<Gate>,
    /// Other people's sign-in, and whom it is for; `None`: nobody's, or that of the demo.
    pub providers: Option<Registrations>,
}

/// What the server talks to besides browsers.
struct WaysOut {
    delivery: Delivery,
    breaches: Option<breach::List>,
    providers: Providers,
}

fn ways_out(settings: &Settings, clock: &Clock) -> Result<WaysOut, OpenError> {
    let mail = settings.mail.as_ref().map(|mail| Mailer::new(mail, clock.clone())).transpose()?;
    let mut delivery = Delivery { mail, sms: None, keep: settings.dev };
    let registrations = match &settings.providers {
        Some(given) => given.clone(),
        None if settings.dev => Registrations::demo(),
        None => Registrations::default(),
    };
    if settings.sms.is_none() && settings.breaches.is_none() && registrations.is_empty() {
        return Ok(WaysOut { delivery, breaches: None, providers: Providers::default() });
    }
    let client = outgoing::client()?;
    delivery.sms = settings.sms.clone().map(|sms| SmsGateway::new(sms, client.clone()));
    let breaches = settings.breaches.clone().map(|base| breach::List::new(base, client.clone()));
    Ok(WaysOut { delivery, breaches, providers: Providers::new(registrations, Some(client)) })
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
    Http(#[from] outgoing::NoClient),
}

/// The server's parts.
pub struct App {
    pub settings: Settings,
    pub origins: Arc<Origins>,
    pub clients: Clients,
    pub gate: Gate,
    pub store: Store,
    pub vault: Vault,
    pub clock: Clock,
    pub entropy: Arc<dyn Entropy>,
    pub passwords: Passwords,
    pub passkeys: Passkeys,
    pub delivery: Delivery,
    pub breaches: Option<breach::List>,
    pub providers: Providers,
    /// One action of a flow at a time.
    pub flow_locks: KeyedLocks,
}

/// The parts, as handlers share them.
pub type SharedApp = Arc<App>;

const CLOCK_OFFSET: &str = "clock_offset_seconds";

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
        let WaysOut { delivery, breaches, providers } = ways_out(&settings, &clock)?;
        let app = Self {
            origins: Arc::new(Origins::new(&settings.public_origin, settings.brand_hosts.clone())),
            passkeys: Passkeys::new(&settings.public_origin, &settings.brand_hosts, &settings.issuer),
            delivery,
            breaches,
            providers,
            gate: dev::gate_or_demo(&settings, &clock),
            clients,
            store: Store::open(data)?,
            vault: Vault::open(data, entropy.clone())?,
            clock,
            passwords: Passwords::new(&*entropy),
            entropy,
            flow_locks: KeyedLocks::default(),
            settings,
        };
        if app.settings.dev {
            app.restore_clock_offset()?;
            people::seed(&app)?;
        }
        Ok(Arc::new(app))
    }

    /// Moves the clock, for good: a restart finds it where it was.
    pub async fn set_clock_offset(&self, seconds: i64) -> Result<(), StoreError> {
        self.store.transact(move |tx| settings::set(tx, CLOCK_OFFSET, &seconds.to_string())).await?;
        self.clock.set_offset_seconds(seconds);
        Ok(())
    }

    fn restore_clock_offset(&self) -> Result<(), StoreError> {
        let stored = self.store.transact_blocking(|tx| settings::get(tx, CLOCK_OFFSET))?;
        self.clock.set_offset_seconds(stored.and_then(|text| text.parse().ok()).unwrap_or(0));
        Ok(())
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
