//! The server itself: its arguments, and its start.

use std::{net::IpAddr, path::PathBuf, sync::Arc};

use auth_contract::Support;
use clap::Args;
use url::{Host, Url};

use super::{error::StartError, outgoing};
#[cfg(feature = "dev")]
use crate::dev;
use crate::{
    base::{
        clock::{Clock, SystemTimeSource},
        entropy::OsEntropy,
    },
    domain::{
        federation::Registrations,
        oauth::Clients,
        update_gate::{Gate, GateError},
    },
    server::{self, Server, Settings},
};

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

pub fn serve(args: &Serve) -> Result<(), StartError> {
    #[cfg(not(feature = "dev"))]
    if args.dev {
        return Err(StartError::DevNotBuilt);
    }
    if args.dev && !args.address.is_loopback() {
        return Err(StartError::DevBeyondLoopback(args.address.to_string()));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listeners = server::listen(args.address, args.port).await?;
        let port = listeners[0].local_addr()?.port();
        let server = assemble(args, port)?;
        Ok(server::run(server, listeners, port).await?)
    })
}

/// The server's parts for these arguments.
pub fn assemble(args: &Serve, port: u16) -> Result<Server, StartError> {
    let public_origin = public_origin(args, port)?;
    if args.gallery.is_some() && !args.dev {
        return Err(StartError::GalleryInEarnest);
    }
    let clients = match &args.clients {
        Some(file) => Clients::read(file)?,
        #[cfg(feature = "dev")]
        None if args.dev => Clients::new(dev::clients(&public_origin))?,
        None => return Err(StartError::NoClients),
    };
    open(args, public_origin, clients)
}

pub(super) fn open(args: &Serve, public_origin: String, clients: Clients) -> Result<Server, StartError> {
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
    Ok(Server::open(&args.data, settings, clients, Clock::new(SystemTimeSource), Arc::new(OsEntropy))?)
}

fn gate(args: &Serve, clients: &Clients) -> Result<Option<Gate>, StartError> {
    let Some(file) = &args.gate else { return Ok(None) };
    let gate = Gate::read(file)?;
    match gate.unknown_client(|id| clients.get(id).is_some()) {
        Some(client) => Err(GateError::UnknownClient(client.into()).into()),
        None => Ok(Some(gate)),
    }
}

pub(super) fn brand_host(text: &str) -> Result<(String, String), String> {
    let wanted = || "a host name and a brand are wanted, such as clinic.localhost=fjord".to_owned();
    let (host, brand) = text.split_once('=').ok_or_else(wanted)?;
    let is_part = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c))
    };
    if is_part(host, ".-") && is_part(brand, "-") { Ok((host.to_owned(), brand.to_owned())) } else { Err(wanted()) }
}

pub(super) fn public_origin(args: &Serve, port: u16) -> Result<String, StartError> {
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

#[cfg(all(test, not(feature = "dev")))]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serve: Serve,
    }

    #[test]
    fn development_mode_that_is_not_built_says_how_to_build_it() {
        let line = Line::try_parse_from(["reference-server", "--dev"]).expect("the line is in order");
        let refused = serve(&line.serve).expect_err("it must not start").to_string();
        assert!(refused.contains("--features dev"), "{refused}");
    }
}
