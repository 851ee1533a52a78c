//! Redirect URIs: compared as text, because two URL parsers that disagree are an open redirect (RFC 9700 section 4.1).

use crate::domain::web_address;

const LOOPBACK: [&str; 2] = ["http://127.0.0.1", "http://[::1]"];

/// Whether `requested` is the registered URI. For a registered loopback URI without a port, any port will do: a desktop
/// app takes the one that is free (RFC 8252 section 7.3).
pub fn matches(registered: &str, requested: &str) -> bool {
    if registered == requested {
        return true;
    }
    LOOPBACK.iter().any(|loopback| {
        let (Some(registered_path), Some(rest)) = (registered.strip_prefix(loopback), requested.strip_prefix(loopback))
        else {
            return false;
        };
        let Some(rest) = rest.strip_prefix(':') else { return false };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (port, requested_path) = rest.split_at(digits);
        registered_path.starts_with('/')
            && registered_path == requested_path
            && !port.starts_with('0')
            && port.parse::<u16>().is_ok()
    })
}

/// Whether a redirect URI may be registered at all: `https`, `http` on a loopback address, or an app's own scheme,
/// which has a dot in it (RFC 8252 section 7.1); no fragment (RFC 6749 section 3.1.2), and written as every parser reads it.
pub fn may_be_registered(uri: &str) -> bool {
    let Some(url) = web_address::canonical(uri) else { return false };
    url.fragment().is_none()
        && url.port() != Some(0)
        && match url.scheme() {
            "https" => url.host().is_some(),
            "http" => web_address::is_loopback(&url),
            scheme => scheme.contains('.'),
        }
}

/// `redirect_uri` with parameters added to its query (RFC 6749 section 4.1.2: what is there is kept).
pub fn with_params(redirect_uri: &str, params: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(params);
    let separator = if redirect_uri.contains('?') { '&' } else { '?' };
    format!("{redirect_uri}{separator}{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loopback_uri_matches_on_any_port() {
        let registered = "http://127.0.0.1/callback";
        for requested in ["http://127.0.0.1/callback", "http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback"]
        {
            assert!(matches(registered, requested), "{requested}");
        }
        assert!(matches("http://[::1]/callback", "http://[::1]:4711/callback"));
    }

    #[test]
    fn tricks_do_not_match() {
        let loopback = "http://127.0.0.1/callback";
        for requested in [
            "http://127.0.0.1:0/callback",
            "http://127.0.0.1:65536/callback",
            "http://127.0.0.1:/callback",
            "http://127.0.0.1:80:80/callback",
            "http://127.0.0.1:80@evil.example/callback",
            "http://127.0.0.1@evil.example/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://127.0.0.1:8080/callback/../other",
            "http://127.0.0.1:8080/callback?next=evil",
            "http://127.0.0.1:8080/callback#x",
            "http://127.0.0.1:8080//callback",
            "http://127.0.0.1:+80/callback",
            "HTTP://127.0.0.1:8080/callback",
            "http://localhost:8080/callback",
            "http://127.1:8080/callback",
            "https://127.0.0.1:8080/callback",
        ] {
            assert!(!matches(loopback, requested), "{requested}");
        }
        let web = "https://notes.example.com/callback";
        for requested in [
            "https://notes.example.com/callback/",
            "https://notes.example.com/Callback",
            "https://notes.example.com:443/callback",
            "https://notes.example.com/callback?x",
            "https://notes.example.com\\@evil.example/callback",
            "https://user@notes.example.com/callback",
            "http://notes.example.com/callback",
            "https://notes.example.com/callback%00",
            "javascript:alert(1)//https://notes.example.com/callback",
        ] {
            assert!(!matches(web, requested), "{requested}");
        }
    }

    #[test]
    fn dangerous_uris_cannot_be_registered() {
        for uri in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "http://notes.example.com/callback",
            "https://notes.example.com/#x",
            "https://user@notes.example.com/",
            "northwind:/callback",
            "callback",
        ] {
            assert!(!may_be_registered(uri), "{uri}");
        }
        for uri in
            ["https://notes.example.com/cb", "http://127.0.0.1/cb", "http://[::1]/cb", "com.example.northwind:/cb"]
        {
            assert!(may_be_registered(uri), "{uri}");
        }
    }

    #[test]
    fn parameters_are_added_and_escaped() {
        assert_eq!(
            with_params("https://a.example/cb?x=1", &[("state", "a&b")]),
            "https://a.example/cb?x=1&state=a%26b"
        );
        assert_eq!(with_params("com.example:/cb", &[("code", "c")]), "com.example:/cb?code=c");
    }
}
