//! What a flow works with beside the database.

use std::sync::Arc;

use auth_contract::Support;

use crate::{
    base::{entropy::Entropy, vault::Vault},
    domain::{federation::Registrations, oauth::Clients, passkeys::Passkeys, update_gate::Gate},
    store::outbox::Channel,
};

/// What a flow works with.
pub struct Context {
    pub vault: Vault,
    pub entropy: Arc<dyn Entropy>,
    pub passkeys: Passkeys,
    pub channels: Channels,
    pub registrations: Arc<Registrations>,
    pub clients: Arc<Clients>,
    pub gate: Gate,
    pub settings: Settings,
}

/// By which channels messages can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channels {
    pub email: bool,
    pub sms: bool,
}

impl Channels {
    /// Whether anything can be sent this way. If not, the method must not be offered.
    pub const fn can_send(self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.email,
            Channel::Sms => self.sms,
        }
    }
}

/// What the operator decides about flows.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Without a trailing slash.
    pub public_origin: String,
    /// Where a person goes who came without a product's request. A path or an absolute URL.
    pub home: String,
    /// The service's name, as authenticator apps and messages have it.
    pub issuer: String,
    pub support: Option<Support>,
    /// ISO 3166-1 alpha-2: where text messages may go.
    pub sms_countries: Vec<String>,
    /// Whether people are told by mail what has changed at their account.
    pub account_mail: bool,
}
