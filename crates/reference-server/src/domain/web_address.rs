//! Addresses that an operator writes and people are sent to.

use url::{Host, Url};

/// What [`is_https`] wants, in words.
pub const HTTPS: &str =
    "an https:// address, written as browsers write it: no user name, no capital host, no backslash";

/// Whether `text` is an `https` address without tricks: every parser reads it alike, and a person sees whom it belongs to.
pub fn is_https(text: &str) -> bool {
    canonical(text).is_some_and(|url| url.scheme() == "https" && url.port() != Some(0))
}

/// The same, or one of this computer, for development.
pub fn is_https_or_loopback(text: &str) -> bool {
    is_https(text) || canonical(text).is_some_and(|url| url.scheme() == "http" && is_loopback(&url))
}

/// The address, if the standard's parser would write it as it is written here (WHATWG URL section 4.5) and it holds no
/// user information. That leaves out capital schemes and hosts, other scripts, backslashes, spaces, control
/// characters, default ports and dots in paths: all that two programs could read differently.
pub fn canonical(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let written = url.as_str();
    // Nobody writes the slash after a host alone.
    let is_as_written =
        written == text || written.strip_suffix('/').is_some_and(|bare| bare == text && url.path() == "/");
    let is_plain = url.username().is_empty() && url.password().is_none() && !text.contains('\\');
    (is_as_written && is_plain).then_some(url)
}

/// Whether it leads to this computer.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        // Only for development, where the page itself lives on this name.
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// An address to call: `https:`, or this computer.
pub fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "an https:// address is wanted".to_owned())?;
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback => Ok(url),
        _ => Err("an https:// address is wanted: what is sent there is secret".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_called_unencrypted() {
        for fine in
            ["https://sms.example.com/send", "http://localhost:9999/", "http://127.0.0.1:1/x", "http://[::1]:1/"]
        {
            assert!(address(fine).is_ok(), "{fine}");
        }
        for wrong in ["http://sms.example.com/", "http://localhost.example.com/", "ftp://localhost/", "sms.example.com"]
        {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn plain_addresses_are_taken() {
        for plain in [
            "https://apps.apple.com/app/id0000000000",
            "https://play.google.com/store/apps/details?id=com.example.notes",
            "https://notes.example.com",
            "https://notes.example.com/",
            "https://notes.example.com:8443/a%20b?c=d#e",
            "https://xn--bcher-kva.example/",
        ] {
            assert!(is_https(plain), "{plain}");
        }
        assert!(is_https_or_loopback("http://127.0.0.1:8787/dev") && is_https_or_loopback("http://localhost/x"));
        assert!(!is_https_or_loopback("http://notes.example.com/") && !is_https("http://127.0.0.1/"));
    }

    #[test]
    fn tricks_are_not() {
        for trick in [
            "",
            "/",
            "//notes.example.com/",
            "notes.example.com",
            "javascript:alert(1)",
            "data:text/html,x",
            "http://a.example/",
            "HTTPS://a.example/",
            "https://A.example/",
            "https:a.example/",
            "https:/a.example/",
            "https:\\\\a.example/",
            "https://a.example\\@evil.example/",
            "https://user@a.example/",
            "https://user:pass@a.example/",
            "https://@a.example/",
            "https://a.example:443/",
            "https://a.example:0/",
            "https://a.example/../b",
            "https://a.example/\tb",
            " https://a.example/",
            "https://a.example/ ",
            "https://a.example/\n",
            "https://аpple.example/",
            "https://a。example/",
            "https://[::1",
            "https://0x7f.1/",
            "https://a.example/%",
            "https:///a.example/",
        ] {
            // A lone percent sign is valid in a path and stays as it is.
            assert!(!is_https(trick) || trick.ends_with('%'), "{trick:?}");
        }
    }
}
