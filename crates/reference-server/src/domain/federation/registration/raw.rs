//! The TOML of the file, and its validation.

mod secrets;

use std::{collections::BTreeSet, path::Path, time::Duration};

use auth_contract::{ProviderKind, Secret};
use serde::Deserialize;
use toml::Spanned;
use url::Url;

use self::secrets::{Apple, Secrets};
use super::{
    mistake::{Wrong, filled, wrong},
    organization::{Organization, domain},
    provider::{Provider, ResponseMode, SecondFactor, TokenAuth},
    registrations::{LONGEST_PATIENCE, Registrations},
};
use crate::domain::{identifier, web_address};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    provider: Vec<RawProvider>,
    #[serde(default)]
    organization: Vec<RawOrganization>,
    #[serde(default)]
    routing: Routing,
    #[serde(default)]
    asking: Asking,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Routing {
    #[serde(default)]
    by_person: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asking {
    /// In seconds.
    timeout: Option<Spanned<u64>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Social,
    Enterprise,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProvider {
    id: Spanned<String>,
    name: Spanned<String>,
    kind: Kind,
    issuer: Spanned<String>,
    client_id: Spanned<String>,
    client_secret: Option<Spanned<Secret>>,
    client_secret_env: Option<Spanned<String>>,
    client_secret_file: Option<Spanned<String>>,
    apple: Option<Apple>,
    scopes: Option<Spanned<Vec<String>>>,
    token_auth: Option<TokenAuth>,
    #[serde(default)]
    response_mode: ResponseMode,
    #[serde(default)]
    acr_values: Vec<String>,
    prompt: Option<Spanned<String>>,
    #[serde(default)]
    second_factor: SecondFactor,
    #[serde(default)]
    email_is_verified: bool,
    #[serde(default)]
    refuses_embedded: bool,
    prompts: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    freshness_is_believed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOrganization {
    id: Spanned<String>,
    name: Spanned<String>,
    provider: Spanned<String>,
    #[serde(default)]
    domains: Vec<Spanned<String>>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default)]
    provision: bool,
}

impl File {
    /// The registrations; `folder` is where relative paths begin.
    pub fn checked(self, folder: &Path) -> Result<Registrations, Wrong> {
        let mut read = Registrations { by_person: self.routing.by_person, ..Registrations::default() };
        if let Some(timeout) = self.asking.timeout {
            let longest = LONGEST_PATIENCE.as_secs();
            if !(1..=longest).contains(timeout.get_ref()) {
                return Err(wrong(&timeout, format!("timeout is 1 to {longest} seconds")));
            }
            read.patience = Duration::from_secs(timeout.into_inner());
        }
        for raw in self.provider {
            let place = raw.id.clone();
            let provider = raw.checked(folder)?;
            read.order.push(provider.id.clone());
            if let Some(twin) = read.providers.insert(provider.id.clone(), provider) {
                return Err(wrong(&place, format!("the provider {} stands here twice", twin.id)));
            }
        }
        let mut taken = BTreeSet::new();
        for raw in self.organization {
            let place = raw.provider.clone();
            let organization = raw.checked(&mut taken)?;
            match read.providers.get(&organization.provider) {
                Some(provider) if provider.kind == ProviderKind::Enterprise => {}
                Some(_) => {
                    let what = "an organisation's provider has kind = \"enterprise\": a social one lets everybody in";
                    return Err(wrong(&place, what));
                }
                None => return Err(wrong(&place, format!("there is no provider {}", organization.provider))),
            }
            read.organizations.push(organization);
        }
        Ok(read)
    }
}

/// A word that stands in an address and in the name of a file.
fn id(given: &Spanned<String>) -> Result<String, Wrong> {
    let text = given.get_ref();
    let is_id = (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-');
    if is_id { Ok(text.clone()) } else { Err(wrong(given, "an id has 1 to 40 of a-z, 0-9 and -")) }
}

impl RawProvider {
    fn checked(self, folder: &Path) -> Result<Provider, Wrong> {
        let id = id(&self.id)?;
        let is_local = issuer(&self.issuer)?;
        let secrets = Secrets {
            plain: self.client_secret,
            environment: self.client_secret_env,
            file: self.client_secret_file,
            apple: self.apple,
        };
        // Apple asks everybody each time, and documents no prompt.
        let no_prompts = secrets.apple.is_some().then(Vec::new);
        let credential = secrets.credential(&self.id, is_local, folder)?;
        let scopes = match self.scopes {
            None => ["openid", "email", "profile"].map(String::from).to_vec(),
            Some(scopes) if scopes.get_ref().iter().any(|scope| scope == "openid") => scopes.into_inner(),
            Some(scopes) => {
                return Err(wrong(&scopes, "scopes must hold \"openid\": without it there is no ID token"));
            }
        };
        let prompt = match self.prompt {
            Some(prompt) if !matches!(prompt.get_ref().as_str(), "login" | "consent" | "select_account") => {
                return Err(wrong(&prompt, "prompt is \"login\", \"consent\" or \"select_account\""));
            }
            prompt => prompt.map(Spanned::into_inner),
        };
        let prompts = self.prompts.map(known_prompts).transpose()?.or(no_prompts);
        Ok(Provider {
            name: filled(self.name, "the name")?,
            kind: match self.kind {
                Kind::Social => ProviderKind::Social,
                Kind::Enterprise => ProviderKind::Enterprise,
            },
            issuer: self.issuer.into_inner(),
            client_id: filled(self.client_id, "client_id")?,
            credential,
            token_auth: self.token_auth,
            scopes,
            response_mode: self.response_mode,
            acr_values: self.acr_values,
            prompt,
            second_factor: self.second_factor,
            email_is_verified: self.email_is_verified,
            refuses_embedded: self.refuses_embedded,
            prompts,
            freshness_is_believed: self.freshness_is_believed,
            id,
        })
    }
}

/// Words of OpenID Connect Core section 3.1.2.1.
fn known_prompts(given: Vec<Spanned<String>>) -> Result<Vec<String>, Wrong> {
    let word = |word: Spanned<String>| match word.get_ref().as_str() {
        "none" | "login" | "consent" | "select_account" => Ok(word.into_inner()),
        _ => Err(wrong(&word, "prompts are \"none\", \"login\", \"consent\" and \"select_account\"")),
    };
    given.into_iter().map(word).collect()
}

/// Whether the issuer is on this computer.
fn issuer(given: &Spanned<String>) -> Result<bool, Wrong> {
    let text = given.get_ref();
    let is_for_every_tenant = text.contains(['{', '}'])
        || text.contains("login.microsoftonline.com/common")
        || text.contains("login.microsoftonline.com/organizations");
    if is_for_every_tenant {
        let what = "an issuer that stands for every tenant cannot be used: each tenant's administrator writes any e-mail \
                    address into its tokens. Use the issuer of one tenant, or of personal accounts \
                    (docs/operating.md, \"Microsoft\")";
        return Err(wrong(given, what));
    }
    let url = web_address::address(text).map_err(|what| wrong(given, format!("issuer: {what}")))?;
    let is_plain =
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    if !is_plain {
        return Err(wrong(
            given,
            "an issuer has no query, no fragment and no user (OpenID Connect Discovery section 3)",
        ));
    }
    Ok(url.scheme() == "http" || is_loopback(&url))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl RawOrganization {
    /// `taken`: what leads to the organisations above this one.
    fn checked(self, taken: &mut BTreeSet<String>) -> Result<Organization, Wrong> {
        let id = id(&self.id)?;
        if !taken.insert(format!("id {id}")) {
            return Err(wrong(&self.id, format!("the organisation {id} stands here twice")));
        }
        if self.domains.is_empty() && self.aliases.is_empty() {
            return Err(wrong(&self.id, format!("nothing leads to {id}: it needs domains or aliases")));
        }
        let mut once = |place: &Spanned<String>, key: String| {
            let is_new = taken.insert(key.clone());
            is_new.then_some(()).ok_or_else(|| wrong(place, format!("two organisations cannot both have the {key}")))
        };
        let mut domains = Vec::new();
        for given in &self.domains {
            let domain = domain(&format!("x@{}", given.get_ref()))
                .filter(|domain| domain.contains('.') && !given.get_ref().contains('@'))
                .ok_or_else(|| wrong(given, "a domain is wanted, such as fjord.example"))?;
            once(given, format!("domain {domain}"))?;
            domains.push(domain);
        }
        let mut aliases = Vec::new();
        for given in &self.aliases {
            let alias = identifier::key(given.get_ref());
            if identifier::accepted(&alias).is_none() || alias.contains('@') {
                return Err(wrong(given, "an alias is a word without @, such as fjord"));
            }
            once(given, format!("alias {alias}"))?;
            aliases.push(alias);
        }
        let provider = self.provider.into_inner();
        let name = filled(self.name, "the name")?;
        Ok(Organization { id, name, provider, domains, aliases, provision: self.provision })
    }
}
