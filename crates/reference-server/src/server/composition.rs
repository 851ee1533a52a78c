//! The composition root: makes every part of the server once, and hands each layer what it needs.

use std::{path::Path, sync::Arc};

use contract_http::{KeyedLocks, Origins};

use super::settings::Settings;
#[cfg(feature = "dev")]
use crate::dev;
use crate::{
    api::{Api, SharedApi},
    base::{clock::Clock, entropy::Entropy, vault::Vault},
    domain::{messages::Sender, oauth::Clients, passkeys::Passkeys, passwords::Passwords},
    flow::{self, context::Channels},
    services::{
        breach_list::BreachList,
        delivery::{Delivery, MailSettingsError, Mailer, SmsGateway},
        federation::Providers,
        http_client,
        password_check::PasswordCheck,
    },
    store::{Store, StoreError, outbox::Channel},
};

/// A server, ready to serve.
pub struct Server {
    pub settings: Settings,
    pub api: SharedApi,
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

impl Server {
    /// Opens or creates the state in the folder `data`. In development mode the clock goes back to where it was moved,
    /// and the demo people are there.
    pub fn open(
        data: &Path,
        settings: Settings,
        clients: Clients,
        clock: Clock,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, OpenError> {
        create_private_folder(data)?;
        let (registrations, gate) = (settings.providers.clone(), settings.gate.clone());
        #[cfg(feature = "dev")]
        let registrations = registrations.or_else(|| settings.dev.then(dev::providers::registrations));
        #[cfg(feature = "dev")]
        let gate = gate.or_else(|| settings.dev.then(|| dev::update_gate::demo(clock.now())));
        let registrations = Arc::new(registrations.unwrap_or_default());
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
        let origins = Arc::new(Origins::new(origin, settings.brand_hosts.clone()));
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
            passkeys: Passkeys::new(origin, &origins.related(), &settings.issuer),
            channels: Channels { email: delivery.can_send(Channel::Email), sms: delivery.can_send(Channel::Sms) },
            registrations: registrations.clone(),
            clients: Arc::new(clients),
            gate: gate.unwrap_or_default(),
            settings: settings.of_flow(),
        };
        let passwords = PasswordCheck {
            passwords: Passwords::new(&*entropy),
            entropy: entropy.clone(),
            breaches,
            service: settings.issuer.clone(),
            origin: origin.clone(),
        };
        let providers = Providers::new(registrations, client, clock.clone(), vault, entropy, origin.clone());
        let api = Api {
            settings: settings.of_api(),
            origins,
            store,
            clock,
            flow: Arc::new(flow),
            passwords,
            delivery,
            providers,
            flow_locks: KeyedLocks::default(),
        };
        #[cfg(feature = "dev")]
        if settings.dev {
            dev::clock::restore(&api)?;
            dev::people::seed(&api)?;
        }
        Ok(Self { settings, api: Arc::new(api) })
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
