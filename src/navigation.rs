//! Where the page may send a person. The server is asked first, and the page checks once more at the moment of
//! navigation, so that a fault on one side is not an open redirect.

/// What the operator allows besides the page's own origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    own: String,
    origins: Vec<String>,
    schemes: Vec<String>,
    /// Loopback redirects of desktop apps, on any port (RFC 8252 section 7.3).
    loopback: bool,
}

/// An address in parts, as the URL Standard's parser gives them.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// With the colon: `https:`.
    pub protocol: &'a str,
    /// `null` for schemes of apps.
    pub origin: &'a str,
    pub host: &'a str,
    pub has_credentials: bool,
}

/// Schemes that run or show something here instead of leading away; refused whatever the operator writes.
const NEVER: [&str; 10] =
    ["javascript:", "data:", "blob:", "about:", "file:", "filesystem:", "view-source:", "vbscript:", "ws:", "wss:"];

impl Policy {
    /// Reads a list of origins (`https://app.example.com`), schemes of apps (`com.example.app:`) and the word `loopback`,
    /// separated by spaces.
    pub fn parse(allowed: &str, own: &str) -> Self {
        let mut policy = Self { own: own.to_owned(), ..Self::default() };
        for word in allowed.split_whitespace() {
            if word == "loopback" {
                policy.loopback = true;
            } else if word.ends_with(':') {
                policy.schemes.push(word.to_ascii_lowercase());
            } else {
                policy.origins.push(word.trim_end_matches('/').to_ascii_lowercase());
            }
        }
        policy
    }

    /// Whether the page may go there.
    pub fn permits(&self, target: &Target<'_>) -> bool {
        if target.has_credentials || NEVER.contains(&target.protocol) {
            return false;
        }
        match target.protocol {
            "https:" => target.origin == self.own || self.origins.iter().any(|origin| origin == target.origin),
            "http:" => {
                let loopback = matches!(target.host, "127.0.0.1" | "[::1]");
                target.origin == self.own || (loopback && self.loopback)
            }
            scheme => self.schemes.iter().any(|allowed| allowed == scheme),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(protocol: &str, origin: &str, host: &str) -> bool {
        let policy = Policy::parse(
            "https://app.example.com/ com.example.notes: JAVASCRIPT: loopback",
            "https://auth.example.com",
        );
        policy.permits(&Target { protocol, origin, host, has_credentials: false })
    }

    #[test]
    fn the_listed_and_the_own_are_permitted() {
        assert!(permits("https:", "https://app.example.com", "app.example.com"));
        assert!(permits("https:", "https://auth.example.com", "auth.example.com"));
        assert!(permits("com.example.notes:", "null", ""));
        assert!(permits("http:", "http://127.0.0.1:51004", "127.0.0.1"));
        assert!(permits("http:", "http://[::1]:51004", "[::1]"));
    }

    #[test]
    fn everything_else_is_refused() {
        assert!(!permits("https:", "https://app.example.com.evil.test", "app.example.com.evil.test"));
        assert!(!permits("https:", "https://evil.test", "evil.test"));
        assert!(!permits("http:", "http://app.example.com", "app.example.com"));
        assert!(
            !permits("http:", "http://localhost:1", "localhost"),
            "RFC 8252 section 8.3: localhost may be another host"
        );
        assert!(!permits("javascript:", "null", ""), "not even when the operator lists it");
        assert!(!permits("data:", "null", ""));
        assert!(!permits("com.other:", "null", ""));
        let policy = Policy::parse("https://app.example.com", "https://auth.example.com");
        let origin = "https://app.example.com";
        assert!(!policy.permits(&Target {
            protocol: "https:",
            origin,
            host: "app.example.com",
            has_credentials: true
        }));
    }
}
