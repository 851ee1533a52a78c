//! The origins under which browsers see the server: its public one, and the same under the name of each host that has a
//! brand of its own.

use std::collections::BTreeMap;

use http::{HeaderMap, header, uri::Authority};
use url::Url;

/// The public origin and the hosts with a brand.
#[derive(Clone, Debug)]
pub struct Origins {
    public: String,
    brand_hosts: BTreeMap<String, String>,
}

impl Origins {
    /// `public` is an origin such as `https://auth.example.com`, without a trailing slash; `brand_hosts` maps a host name
    /// without a port to the brand of the page there.
    pub fn new(public: impl Into<String>, brand_hosts: BTreeMap<String, String>) -> Self {
        Self { public: public.into(), brand_hosts }
    }

    /// Whether browsers reach the server by TLS.
    pub fn are_https(&self) -> bool {
        self.public.starts_with("https:")
    }

    /// The brand of the host by whose name this request came, if it has one of its own.
    pub fn brand_of_host(&self, headers: &HeaderMap) -> Option<&str> {
        let host = host(headers)?;
        self.brand_hosts.get(host.host()).map(String::as_str)
    }

    /// The origin that the browser of this request sees: the public one, or that of a host with a brand. A host that is
    /// neither counts as the public one, so a forged `host` gains nothing.
    pub fn of_request(&self, headers: &HeaderMap) -> String {
        let branded = || {
            self.brand_of_host(headers)?;
            let host = host(headers)?;
            let mut url = Url::parse(&self.public).ok()?;
            url.set_host(Some(host.host())).ok()?;
            url.set_port(host.port_u16()).ok()?;
            Some(url.origin().ascii_serialization())
        };
        branded().unwrap_or_else(|| self.public.clone())
    }

    /// The origins beside the public one where its passkeys may be used (WebAuthn Level 3 section 5.11).
    pub fn related(&self) -> Vec<String> {
        let Ok(public) = Url::parse(&self.public) else { return Vec::new() };
        branded(&public, &self.brand_hosts).map(|url| url.origin().ascii_serialization()).collect()
    }
}

/// The public origin under each of the other names.
pub fn branded<'a>(public: &'a Url, hosts: &'a BTreeMap<String, String>) -> impl Iterator<Item = Url> + 'a {
    hosts.keys().filter(|host| public.host_str() != Some(host.as_str())).filter_map(|host| {
        let mut url = public.clone();
        url.set_host(Some(host)).ok()?;
        Some(url)
    })
}

fn host(headers: &HeaderMap) -> Option<Authority> {
    headers.get(header::HOST)?.to_str().ok()?.to_ascii_lowercase().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(names: &[&str]) -> BTreeMap<String, String> {
        names.iter().map(|name| ((*name).to_owned(), "fjord".to_owned())).collect()
    }

    #[test]
    fn names_with_a_brand_are_related_origins() {
        let of = |names: &[&str]| Origins::new("https://auth.example.com", hosts(names)).related();
        assert_eq!(of(&["auth.clinic.example", "auth.example.com"]), ["https://auth.clinic.example"]);
        assert_eq!(of(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_host_with_a_brand_is_an_origin_of_its_own_and_any_other_is_the_public_one() {
        let origins = Origins::new("https://auth.example.com", hosts(&["auth.clinic.example"]));
        for (host, origin, brand) in [
            ("auth.clinic.example", "https://auth.clinic.example", Some("fjord")),
            ("AUTH.clinic.example:8443", "https://auth.clinic.example:8443", Some("fjord")),
            ("auth.example.com", "https://auth.example.com", None),
            ("evil.example", "https://auth.example.com", None),
            ("not a host", "https://auth.example.com", None),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().expect("a header value"))]);
            assert_eq!((origins.of_request(&headers).as_str(), origins.brand_of_host(&headers)), (origin, brand));
        }
    }
}
