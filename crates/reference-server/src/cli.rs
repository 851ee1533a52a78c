//! The command line.

mod accounts;
mod outgoing;
mod people;
mod policy;
#[cfg(test)]
mod tests;

use std::{net::IpAddr, path::PathBuf, process::ExitCode, sync::Arc};

use auth_contract::Support;
use clap::{Args, Parser, Subcommand};
use url::{Host, Url};

use crate::{
    app::{App, OpenError, Settings, SharedApp},
    base::{
        clock::{Clock, SystemTimeSource},
        entropy::OsEntropy,
    },
    dev,
    domain::{
        federation::{Registrations, RegistrationsError},
        oauth::Clients,
        phone,
        update_gate::{Gate, GateError},
    },
    server,
    store::StoreError,
};

/// A reference auth server for the Portico sign-in page. For development, demos and tests.
#[derive(Parser, Debug)]
#[command(name = "reference-server", version)]
pub struct Cli {
    #[command(flatten)]
    pub serve: Serve,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args, Debug)]
pub struct Serve {
    /// Development mode: demo people, a lobby at /dev, a clock that can be moved. Loopback only.
    #[arg(long)]
    pub dev: bool,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8787)]
    pub port: u16,
    /// The address to listen on, besides which the other loopback address is taken where possible.
    #[arg(long, default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// The folder of database and key file.
    #[arg(long, default_value = "target/dev-data", global = true)]
    pub data: PathBuf,
    /// The folder of the built page.
    #[arg(long, default_value = "target/site")]
    pub site: PathBuf,
    /// The origin that browsers see, when a proxy stands in front.
    #[arg(long)]
    pub public_origin: Option<String>,
    /// A TOML file of `[[client]]` tables with `id`, `name`, `platform`, `redirect_uris`.
    #[arg(long)]
    pub clients: Option<PathBuf>,
    /// A TOML file of `[[app]]` tables: which versions of the products' programs are wanted from when.
    #[arg(long)]
    pub gate: Option<PathBuf>,
    /// A TOML file of `[[provider]]` and `[[organization]]` tables: other people's sign-in, and whom it is for. Without it
    /// --dev has the demo's.
    #[arg(long)]
    pub providers: Option<PathBuf>,
    /// Where a person goes who came without a product's request.
    #[arg(long)]
    pub home: Option<String>,
    /// The brand of the page for people whose product has none; without it the one that the page was built with.
    #[arg(long)]
    pub brand: Option<String>,
    /// A host name with a brand of its own, such as clinic.localhost=fjord; may be given several times.
    #[arg(long, value_name = "HOST=BRAND", value_parser = brand_host)]
    pub brand_host: Vec<(String, String)>,
    /// The folder of the gallery, served at /gallery/ in development mode.
    #[arg(long)]
    pub gallery: Option<PathBuf>,
    /// Who issues the codes, as authenticator apps list it.
    #[arg(long, default_value = "Northwind")]
    pub issuer: String,
    /// Whom to ask, shown where sign-in ends.
    #[arg(long)]
    pub support_email: Option<String>,
    /// Requests that change something which one client address may make a minute.
    #[arg(long)]
    pub requests_per_minute: Option<u32>,
    /// How many proxies in front may be believed about the client's address (x-forwarded-for).
    #[arg(long, default_value_t = 0)]
    pub trusted_proxies: usize,
    #[command(flatten)]
    pub outgoing: outgoing::Outgoing,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Adds a person; the password is read from standard input, unless there is none.
    AddUser(people::AddUser),
    /// Sets what a role asks for beside the password. What is not given stays as it is. Works while the server runs, for
    /// flows under way as well.
    SetPolicy(policy::SetPolicy),
    /// Removes every second factor of a person who has lost theirs, signs them out everywhere and forgets their
    /// remembered devices and wrong attempts. The next sign-in asks for the password and sets up a new factor. Works
    /// while the server runs.
    ResetMfa {
        /// The username, however it is spelled.
        identifier: String,
    },
    /// Links a person at an identity provider to an account, away from the one that they were linked to before. Works
    /// while the server runs.
    Link(accounts::Link),
    /// Unlinks an account from an identity provider and signs the person out everywhere. Works while the server runs.
    Unlink(accounts::Unlink),
    /// Closes an account: the person is signed out everywhere and can sign in by no way. Works while the server runs.
    DisableUser(accounts::DisableUser),
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("--dev is for loopback only, and {0} is not")]
    DevBeyondLoopback(String),
    #[error("--public-origin is needed without --dev, and it must begin with https://")]
    OriginNotSecure,
    #[error("--public-origin {0} is not an origin such as https://auth.example.com")]
    NotAnOrigin(String),
    #[error("--gallery is for --dev: it is a tool and not a part of the page")]
    GalleryInEarnest,
    #[error("--clients is needed without --dev: nobody could sign in to anything")]
    NoClients,
    #[error(transparent)]
    Clients(#[from] crate::domain::oauth::RegistrationError),
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

/// Runs what the command line says.
#[allow(clippy::print_stderr)] // the answer to a wrong command line
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    server::log_to_stderr();
    let result = match cli.command {
        None => serve(&cli.serve),
        Some(Command::AddUser(asked)) => people::add(&cli.serve, &asked),
        Some(Command::SetPolicy(asked)) => policy::set(&cli.serve, &asked),
        Some(Command::ResetMfa { identifier }) => people::reset_mfa(&cli.serve, &identifier),
        Some(Command::Link(asked)) => accounts::link(&cli.serve, &asked),
        Some(Command::Unlink(asked)) => accounts::unlink(&cli.serve, &asked),
        Some(Command::DisableUser(asked)) => accounts::disable(&cli.serve, &asked),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reference-server: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(args: &Serve) -> Result<(), StartError> {
    if args.dev && !args.address.is_loopback() {
        return Err(StartError::DevBeyondLoopback(args.address.to_string()));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listeners = server::listen(args.address, args.port).await?;
        let port = listeners[0].local_addr()?.port();
        let app = assemble(args, port)?;
        server::run(app, listeners, port).await
    })
}

/// The server's parts for these arguments.
pub fn assemble(args: &Serve, port: u16) -> Result<SharedApp, StartError> {
    let public_origin = public_origin(args, port)?;
    if args.gallery.is_some() && !args.dev {
        return Err(StartError::GalleryInEarnest);
    }
    let clients = match &args.clients {
        Some(file) => Clients::read(file)?,
        None if args.dev => Clients::new(dev::clients(&public_origin))?,
        None => return Err(StartError::NoClients),
    };
    open(args, public_origin, clients)
}

fn open(args: &Serve, public_origin: String, clients: Clients) -> Result<SharedApp, StartError> {
    let home = args.home.clone().unwrap_or_else(|| if args.dev { "/dev" } else { "/" }.into());
    let support = args.support_email.clone().or(args.dev.then(|| "support@example.com".into()));
    let settings = Settings {
        dev: args.dev,
        site: args.site.clone(),
        home,
        brand: args.brand.clone(),
        brand_hosts: args.brand_host.iter().cloned().collect(),
        gallery: args.gallery.clone(),
        issuer: args.issuer.clone(),
        support: support.map(|email| Support { email: Some(email), phone: None, url: None }),
        // A test run makes hundreds of requests from one address; a person makes a few dozen.
        requests_per_minute: args.requests_per_minute.unwrap_or(if args.dev { 60_000 } else { 240 }),
        trusted_proxies: args.trusted_proxies,
        mail: args.outgoing.mail(&args.issuer, &public_origin),
        account_mail: !args.outgoing.no_account_mail,
        sms: args.outgoing.sms(),
        sms_countries: args.outgoing.sms_countries(),
        breaches: args.outgoing.breaches(),
        gate: gate(args, &clients)?,
        providers: args.providers.as_deref().map(Registrations::read).transpose()?,
        public_origin,
    };
    Ok(App::open(&args.data, settings, clients, Clock::new(SystemTimeSource), Arc::new(OsEntropy))?)
}

fn gate(args: &Serve, clients: &Clients) -> Result<Option<Gate>, StartError> {
    let Some(file) = &args.gate else { return Ok(None) };
    let gate = Gate::read(file)?;
    match gate.unknown_client(|id| clients.get(id).is_some()) {
        Some(client) => Err(GateError::UnknownClient(client.into()).into()),
        None => Ok(Some(gate)),
    }
}

fn brand_host(text: &str) -> Result<(String, String), String> {
    let wanted = || "a host name and a brand are wanted, such as clinic.localhost=fjord".to_owned();
    let (host, brand) = text.split_once('=').ok_or_else(wanted)?;
    let is_part = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c))
    };
    if is_part(host, ".-") && is_part(brand, "-") { Ok((host.to_owned(), brand.to_owned())) } else { Err(wanted()) }
}

fn public_origin(args: &Serve, port: u16) -> Result<String, StartError> {
    let Some(given) = &args.public_origin else {
        return if args.dev { Ok(format!("http://localhost:{port}")) } else { Err(StartError::OriginNotSecure) };
    };
    let url = Url::parse(given).map_err(|_| StartError::NotAnOrigin(given.clone()))?;
    let origin = url.origin().ascii_serialization();
    if origin != given.trim_end_matches('/') {
        return Err(StartError::NotAnOrigin(given.clone()));
    }
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    match args.dev {
        true if !is_loopback => Err(StartError::DevBeyondLoopback(given.clone())),
        false if url.scheme() != "https" => Err(StartError::OriginNotSecure),
        _ => Ok(origin),
    }
}
