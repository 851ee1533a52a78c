//! Commands about accounts that exist. They work while the server runs: each only writes to the database.

use clap::Args;
use rusqlite::Transaction;

use super::{Serve, StartError, people::existing};
use crate::{app::App, flow::admin, store::StoreError};

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
    changed(serve, "nobody has this username", |app, tx| {
        admin::link(&app.flow, tx, &asked.identifier, &asked.provider, &asked.subject, app.clock.now())
    })
}

pub fn unlink(serve: &Serve, asked: &Unlink) -> Result<(), StartError> {
    changed(serve, "nobody has this username and is linked to this provider", |app, tx| {
        admin::unlink(&app.flow, tx, &asked.identifier, &asked.provider, app.clock.now())
    })
}

pub fn disable(serve: &Serve, asked: &DisableUser) -> Result<(), StartError> {
    changed(serve, "nobody has this username", |app, tx| {
        admin::set_closed(tx, &asked.identifier, !asked.undo, app.clock.now())
    })
}

fn changed(
    serve: &Serve,
    otherwise: &'static str,
    change: impl FnOnce(&App, &Transaction<'_>) -> Result<bool, StoreError>,
) -> Result<(), StartError> {
    let app = existing(serve)?;
    let found = app.store.transact_blocking(|tx| change(&app, tx))?;
    if found { Ok(()) } else { Err(StartError::Invalid(otherwise)) }
}
