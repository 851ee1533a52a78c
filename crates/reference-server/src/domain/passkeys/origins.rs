//! The names under which a relying party's passkeys may be used.

use std::collections::BTreeMap;

use url::Url;

/// The body of `/.well-known/webauthn`: the origins beside the relying party's own where its passkeys may be used.
/// `None` when there are none.
pub fn related_origins(public_origin: &str, brand_hosts: &BTreeMap<String, String>) -> Option<serde_json::Value> {
    let public = Url::parse(public_origin).ok()?;
    let origins: Vec<_> = branded(&public, brand_hosts).map(|url| url.origin().ascii_serialization()).collect();
    (!origins.is_empty()).then(|| serde_json::json!({ "origins": origins }))
}

/// The public origin under each of the other names.
pub fn branded<'a>(public: &'a Url, hosts: &'a BTreeMap<String, String>) -> impl Iterator<Item = Url> + 'a {
    hosts.keys().filter(|host| public.host_str() != Some(host.as_str())).filter_map(|host| {
        let mut url = public.clone();
        url.set_host(Some(host)).ok()?;
        Some(url)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(names: &[&str]) -> BTreeMap<String, String> {
        names.iter().map(|name| ((*name).to_owned(), "fjord".to_owned())).collect()
    }

    #[test]
    fn names_with_a_brand_are_related_origins() {
        let origins = related_origins("https://auth.example.com", &hosts(&["auth.clinic.example", "auth.example.com"]));
        assert_eq!(origins, Some(serde_json::json!({ "origins": ["https://auth.clinic.example"] })));
        assert_eq!(related_origins("https://auth.example.com", &BTreeMap::new()), None);
    }
}
