//! Client registrations: the products that may ask for sign-in.

use std::{collections::BTreeMap, fs, io, path::Path};

use auth_contract::ClientPlatform;
use serde::Deserialize;

use super::redirect_uri;
use crate::domain::web_address;

/// A registered product. All clients are public: nobody can keep a secret in an app or a page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    pub id: String,
    /// As a person knows it.
    pub name: String,
    pub platform: ClientPlatform,
    /// Where it begins (`client_uri`, RFC 7591 section 2), for a person who comes back to a finished sign-in.
    #[serde(default)]
    pub uri: Option<String>,
    /// Where the same can be done in the browser, for whose app does not open.
    #[serde(default)]
    pub web_uri: Option<String>,
    /// Whether an app may be given the authorization code by hand, for whose app does not open.
    #[serde(default)]
    pub show_code: bool,
    pub redirect_uris: Vec<String>,
    /// The brand of the page for people who come from here.
    #[serde(default)]
    pub brand: Option<String>,
}

impl Client {
    /// Whether it is an app, which can be imitated by another app on the same device (RFC 8252 section 8.6).
    pub const fn is_native(&self) -> bool {
        matches!(self.platform, ClientPlatform::Desktop | ClientPlatform::Ios | ClientPlatform::Android)
    }

    /// Whether `requested` is one of its redirect URIs.
    pub fn may_redirect_to(&self, requested: &str) -> bool {
        self.redirect_uris.iter().any(|registered| redirect_uri::matches(registered, requested))
    }
}

/// Why a registration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    #[error("reading the client registrations: {0}")]
    Io(#[from] io::Error),
    #[error("client registrations: {0}")]
    Toml(#[from] toml::de::Error),
    #[error(
        "client {client}: the redirect URI {uri:?} is neither https, nor http on a loopback address, nor an app's own scheme (with a dot), or it has a fragment, or browsers write it in another way"
    )]
    RedirectUri { client: String, uri: String },
    #[error("client {client}: {uri:?} must be {}", web_address::HTTPS)]
    Uri { client: String, uri: String },
    #[error("client {0}: show_code is for apps, and this one is a web site")]
    ShowCode(String),
    #[error("client {0} is registered twice")]
    Twice(String),
}

/// All registered products.
#[derive(Clone, Debug, Default)]
pub struct Clients(BTreeMap<String, Client>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registrations {
    #[serde(default)]
    client: Vec<Client>,
}

impl Clients {
    /// Reads a TOML file of `[[client]]` tables with `id`, `name`, `platform` and `redirect_uris`.
    pub fn read(path: &Path) -> Result<Self, RegistrationError> {
        let registrations: Registrations = toml::from_str(&fs::read_to_string(path)?)?;
        Self::new(registrations.client)
    }

    /// Registers `clients`.
    pub fn new(clients: impl IntoIterator<Item = Client>) -> Result<Self, RegistrationError> {
        let mut registered = BTreeMap::new();
        for client in clients {
            if let Some(uri) = client.redirect_uris.iter().find(|uri| !redirect_uri::may_be_registered(uri)) {
                return Err(RegistrationError::RedirectUri { client: client.id.clone(), uri: uri.clone() });
            }
            let mut uris = client.uri.iter().chain(&client.web_uri);
            if let Some(uri) = uris.find(|uri| !web_address::is_https_or_loopback(uri)) {
                return Err(RegistrationError::Uri { client: client.id.clone(), uri: uri.clone() });
            }
            if client.show_code && !client.is_native() {
                return Err(RegistrationError::ShowCode(client.id));
            }
            if let Some(twin) = registered.insert(client.id.clone(), client) {
                return Err(RegistrationError::Twice(twin.id));
            }
        }
        Ok(Self(registered))
    }

    /// The client with this id.
    pub fn get(&self, id: &str) -> Option<&Client> {
        self.0.get(id)
    }
}
