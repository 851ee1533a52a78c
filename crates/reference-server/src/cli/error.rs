//! The errors of the command line.

use crate::{
    domain::{federation::RegistrationsError, oauth::RegistrationError, phone, update_gate::GateError},
    server::OpenError,
    store::StoreError,
};

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("--dev is for loopback only, and {0} is not")]
    DevBeyondLoopback(String),
    #[cfg(not(feature = "dev"))]
    #[error("--dev is not in this program; build it with: cargo build --package reference-server --features dev")]
    DevNotBuilt,
    #[error("--public-origin is needed without --dev, and it must begin with https://")]
    OriginNotSecure,
    #[error("--public-origin {0} is not an origin such as https://auth.example.com")]
    NotAnOrigin(String),
    #[error("--gallery is for --dev: it is a tool and not a part of the page")]
    GalleryInEarnest,
    #[error("--clients is needed without --dev: nobody could sign in to anything")]
    NoClients,
    #[error(transparent)]
    Clients(#[from] RegistrationError),
    #[error(transparent)]
    Gate(#[from] GateError),
    #[error("--providers: {0}")]
    Providers(#[from] RegistrationsError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Invalid(&'static str),
    #[error("this password will not do ({weakness}); it needs {at_least} characters, and must be hard to guess")]
    WeakPassword { weakness: String, at_least: u16 },
    #[error("--phone: {0}")]
    Phone(phone::Refused),
}
