//! Which client a request comes from, for the rate limit.

use std::net::{IpAddr, Ipv6Addr};

use http::HeaderMap;

/// The client's address as the last trusted proxy saw it, `peer` without such a proxy, `unknown` without either.
///
/// An IPv6 client owns at least a /64 and could take a fresh address for each request, so those count together.
pub fn of(peer: Option<IpAddr>, headers: &HeaderMap, trusted_proxies: usize) -> String {
    let forwarded = (trusted_proxies > 0).then(|| forwarded_for(headers, trusted_proxies));
    match forwarded.flatten().or(peer) {
        Some(IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).to_string(),
        },
        Some(IpAddr::V4(ip)) => ip.to_string(),
        None => "unknown".into(),
    }
}

/// The entry of `x-forwarded-for` that the outermost of `proxies` proxies wrote. The client may have invented everything
/// left of it.
fn forwarded_for(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    entries.get(entries.len().checked_sub(proxies)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proxies_entry_counts() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.1".parse().expect("a header value"));
        assert_eq!(forwarded_for(&headers, 1), "198.51.100.1".parse().ok());
        assert_eq!(forwarded_for(&headers, 2), "203.0.113.9".parse().ok());
        assert_eq!(forwarded_for(&headers, 3), None);
    }
}
