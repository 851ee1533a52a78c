//! Commands about accounts that exist. They work while the server runs: each only writes to the database.

use clap::Args;
use rusqlite::Transaction;

use super::{error::StartError, people::existing, serve::Serve};
use crate::{flow::admin, server::Server, store::StoreError};

#[derive(Args, Debug)]
pub struct Link {
    /// The username, however it is spelled.
    identifier: String,
    /// The provider's id in the file of identity providers.
    #[arg(long)]
    provider: String,
    /// Who the person is there: the claim `sub`, exactly.
    #[arg(long)]
    subject: String,
}

#[derive(Args, Debug)]
pub struct Unlink {
    /// The username, however it is spelled.
    identifier: String,
    /// The provider's id in the file of identity providers.
    #[arg(long)]
    provider: String,
}

#[derive(Args, Debug)]
pub struct DisableUser {
    /// The username, however it is spelled.
    identifier: String,
    /// Opens the account again.
    #[arg(long)]
    undo: bool,
}

pub fn link(serve: &Serve, asked: &Link) -> Result<(), StartError> {
    if asked.provider.is_empty() || asked.subject.is_empty() {
        return Err(StartError::Invalid("--provider and --subject must not be empty"));
    }
    changed(serve, "nobody has this username", |server, tx| {
        admin::link(&server.api.flow, tx, &asked.identifier, &asked.provider, &asked.subject, server.api.clock.now())
    })
}

pub fn unlink(serve: &Serve, asked: &Unlink) -> Result<(), StartError> {
    changed(serve, "nobody has this username and is linked to this provider", |server, tx| {
        admin::unlink(&server.api.flow, tx, &asked.identifier, &asked.provider, server.api.clock.now())
    })
}

pub fn disable(serve: &Serve, asked: &DisableUser) -> Result<(), StartError> {
    changed(serve, "nobody has this username", |server, tx| {
        admin::set_closed(tx, &asked.identifier, !asked.undo, server.api.clock.now())
    })
}

fn changed(
    serve: &Serve,
    otherwise: &'static str,
    change: impl FnOnce(&Server, &Transaction<'_>) -> Result<bool, StoreError>,
) -> Result<(), StartError> {
    let server = existing(serve)?;
    let found = server.api.store.transact_blocking(|tx| change(&server, tx))?;
    if found { Ok(()) } else { Err(StartError::Invalid(otherwise)) }
}
