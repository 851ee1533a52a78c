//! Commands about people. They work while the server runs: both only write to the database.

use std::io::Read;

use auth_contract::Secret;
use clap::{Args, ValueEnum};
use lettre::Address;

use super::{
    error::StartError,
    serve::{Serve, open},
};
use crate::{
    base::{entropy, vault::Vault},
    domain::{
        identifier,
        new_password::{self, Whom},
        oauth::Clients,
        phone,
    },
    flow::admin,
    server::Server,
    store::{
        accounts::{self, Account},
        policies::{self, Policy},
    },
};

#[derive(Args, Debug)]
pub struct AddUser {
    #[arg(long)]
    username: String,
    /// The person's name, as products greet them.
    #[arg(long)]
    name: String,
    /// Where codes for a forgotten password go; without it the username, if that is an address.
    #[arg(long)]
    email: Option<Address>,
    /// A telephone number with + and calling code.
    #[arg(long)]
    phone: Option<String>,
    /// The person signs in with an identity provider and has no password.
    #[arg(long)]
    no_password: bool,
    /// What is asked beside the password.
    #[arg(long, value_enum, default_value_t = Mfa::Required)]
    mfa: Mfa,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Mfa {
    /// Nothing; the password is enough.
    None,
    /// A second factor is offered.
    Optional,
    /// A second factor is demanded.
    Required,
}

impl Mfa {
    fn role(self) -> (&'static str, Policy) {
        match self {
            Self::None => ("mfa_none", Policy::none()),
            Self::Optional => ("mfa_optional", Policy::optional()),
            Self::Required => ("mfa_required", Policy::required()),
        }
    }
}

/// Adds a person; the password comes from standard input, unless there is none.
pub fn add(serve: &Serve, asked: &AddUser) -> Result<(), StartError> {
    let username =
        identifier::accepted(&asked.username).ok_or(StartError::Invalid("the username is empty or too long"))?;
    let server = open(serve, serve.public_origin.clone().unwrap_or_default(), Clients::default())?;
    let hash = if asked.no_password { None } else { Some(new_hash(&server, asked, username)?) };

    let (role, policy) = asked.mfa.role();
    let address = asked.email.as_ref().map(ToString::to_string);
    let account = Account {
        id: entropy::id(&*server.api.flow.entropy, "ac"),
        username: username.into(),
        name: asked.name.clone(),
        role: role.into(),
        email: address.or_else(|| username.parse::<Address>().ok().map(|address| address.to_string())),
        phone: asked.phone.as_deref().map(|typed| number(&server, typed)).transpose()?,
    };
    server.api.store.transact_blocking(|tx| {
        if accounts::by_username_key(tx, &identifier::key(username))?.is_some() {
            return Err(StartError::Invalid("somebody has this username"));
        }
        policies::insert(tx, role, &policy)?;
        accounts::insert(tx, &account, &identifier::key(username), hash.as_deref(), server.api.clock.now())?;
        Ok(())
    })
}

/// What to store for the password that comes from standard input.
fn new_hash(server: &Server, asked: &AddUser, username: &str) -> Result<String, StartError> {
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password)?;
    let password = Secret::new(password.trim_end_matches(['\r', '\n']));
    judge(server, &Whom { identifier: username, name: &asked.name }, asked.mfa, &password)?;
    Ok(server.api.passwords.passwords.hash(&password, &*server.api.flow.entropy))
}

/// Removes the second factors of whoever has `identifier`.
pub fn reset_mfa(serve: &Serve, identifier: &str) -> Result<(), StartError> {
    let server = existing(serve)?;
    let found = server
        .api
        .store
        .transact_blocking(|tx| admin::reset_mfa(&server.api.flow, tx, identifier, server.api.clock.now()))?;
    if found { Ok(()) } else { Err(StartError::Invalid("nobody has this username")) }
}

/// Opens what is there; a mistyped folder must not become a new, empty one.
pub(super) fn existing(serve: &Serve) -> Result<Server, StartError> {
    if !Vault::is_in(&serve.data) {
        return Err(StartError::Invalid("--data is not the data folder of a server"));
    }
    open(serve, serve.public_origin.clone().unwrap_or_default(), Clients::default())
}

fn judge(server: &Server, whom: &Whom<'_>, mfa: Mfa, password: &Secret) -> Result<(), StartError> {
    let stands_alone = !matches!(mfa, Mfa::Required);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let judged = runtime.block_on(server.api.passwords.judge(whom, stands_alone, password, None));
    judged.map_err(|weakness| StartError::WeakPassword {
        weakness: serde_json::to_string(&weakness).unwrap_or_default(),
        at_least: new_password::policy(stands_alone).min_length,
    })
}

fn number(server: &Server, typed: &str) -> Result<String, StartError> {
    let number = phone::parse(typed, None, &server.settings.sms_countries);
    Ok(number.map_err(StartError::Phone)?.e164)
}
