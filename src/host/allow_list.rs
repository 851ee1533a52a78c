//! Where the page may send a person. The server is asked first, and the page checks once more at the moment of
//! navigation, so that a fault on one side is not an open redirect.
//!
//! An address is checked as it is written, before a URL parser normalises it: what would be normalised is refused. Then the
//! URL parser has to read the same origin (docs/decisions/0021-leaving-for-a-provider.md).

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Back to the product, by navigation or by opening an app.
    Product,
    /// To an identity provider.
    Provider,
    /// A link that a person reads and presses: a store, a page of support, an address to write to, the seed of an
    /// authenticator app.
    Link,
}

/// What the operator allows besides the page's own origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowList {
    own: String,
    products: List,
    providers: List,
}

/// Words of one of the two lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct List {
    /// In lower case, without a slash at the end; the first label of the host may be `*`.
    origins: Vec<String>,
    /// In lower case, with the colon. `https:` is every origin of that scheme.
    schemes: Vec<String>,
    /// Servers on this very device, on any port (RFC 8252 section 7.3).
    loopback: bool,
}

/// Schemes that run or show something here instead of leading away; refused whatever the operator writes.
const NEVER: [&str; 10] =
    ["javascript:", "data:", "blob:", "about:", "file:", "filesystem:", "view-source:", "vbscript:", "ws:", "wss:"];

impl AllowList {
    /// Reads the two lists: origins (`https://app.example.com`, `https://*.example.com` for one label more), schemes
    /// (`com.example.app:`) and the word `loopback`, separated by spaces. `own` is the origin of the page.
    pub fn parse(products: &str, providers: &str, own: &str) -> Self {
        Self { own: own.to_owned(), products: List::parse(products), providers: List::parse(providers) }
    }

    /// Whether the page may go there. Gives how many bytes of the address name the place, scheme and authority
    /// (RFC 3986 sections 3.1 and 3.2), for [`agrees`].
    pub fn permits(&self, purpose: Purpose, target: &str) -> Option<usize> {
        if !target.bytes().all(is_of_address) {
            return None;
        }
        let scheme = target.split_once(':')?.0.len() + 1;
        let protocol = target[..scheme].to_ascii_lowercase();
        let rest = &target[scheme..];
        let authority = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
        if NEVER.contains(&&*protocol) || authority.is_some_and(|authority| authority.contains('@')) {
            return None;
        }
        let head = scheme + authority.map_or(0, |authority| authority.len() + 2);
        let origin = target[..head].to_ascii_lowercase();
        let list = if purpose == Purpose::Provider { &self.providers } else { &self.products };
        let permitted = match (&*protocol, purpose) {
            ("https:", Purpose::Link) => is_anywhere(&origin),
            ("mailto:" | "tel:", Purpose::Link) => authority.is_none() && !rest.is_empty(),
            ("otpauth:", Purpose::Link) => authority == Some("totp"),
            (_, Purpose::Link) => false,
            ("https:", _) => self.is_own(purpose, &origin) || list.names(&origin),
            ("http:", _) => self.is_own(purpose, &origin) || (list.loopback && is_loopback(&origin)),
            (scheme, Purpose::Product) => !rest.is_empty() && list.schemes.iter().any(|allowed| allowed == scheme),
            (_, Purpose::Provider) => false,
        };
        permitted.then_some(head)
    }

    /// A provider on the page's own origin has to be listed like any other.
    fn is_own(&self, purpose: Purpose, origin: &str) -> bool {
        purpose == Purpose::Product && origin == self.own
    }
}

impl List {
    fn parse(words: &str) -> Self {
        let mut list = Self::default();
        for word in words.split_whitespace() {
            if word == "loopback" {
                list.loopback = true;
            } else if word.ends_with(':') {
                list.schemes.push(word.to_ascii_lowercase());
            } else {
                list.origins.push(word.trim_end_matches('/').to_ascii_lowercase());
            }
        }
        list
    }

    fn names(&self, origin: &str) -> bool {
        let every = || self.schemes.iter().any(|scheme| scheme == "https:") && is_anywhere(origin);
        self.origins.iter().any(|allowed| matches(allowed, origin)) || every()
    }
}

/// Whether the URL parser reads the same place as is written: `href` is its spelling of `target`, whose first `head` bytes
/// name the place. Letters of scheme and host may be capitals (RFC 3986 section 6.2.2.1).
pub fn agrees(target: &str, head: usize, href: &str) -> bool {
    let place = |address: &str| address.get(..head).map(str::to_ascii_lowercase);
    let ends = target[..head].ends_with(':') || href[head.min(href.len())..].starts_with(['/', '?', '#']);
    place(href) == place(target) && (ends || href.len() == head)
}

/// RFC 3986 appendix A: everything that may stand in a URI. A parser drops tabs and line breaks, takes `\` for `/`, and
/// maps letters beyond ASCII to others.
fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// `https://*.example.com` stands for one label and no more.
fn matches(allowed: &str, origin: &str) -> bool {
    match allowed.split_once("*.") {
        Some((scheme, parent)) => origin
            .strip_prefix(scheme)
            .and_then(|host| host.split_once('.'))
            .is_some_and(|(label, rest)| is_label(label) && rest == parent),
        None => allowed == origin,
    }
}

/// An origin of the web with a name, on any port. Numbers are not names: there are too many spellings of them.
fn is_anywhere(origin: &str) -> bool {
    let Some(authority) = origin.strip_prefix("https://") else { return false };
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let named = host.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_lowercase()));
    named && host.contains('.') && host.split('.').all(is_label) && port.is_none_or(is_port)
}

/// RFC 1123 section 2.1, in lower case.
fn is_label(label: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !label.is_empty() && label.bytes().all(inside) && !label.starts_with('-') && !label.ends_with('-')
}

/// As a parser writes it: without zeros in front, and not the one that goes without saying.
fn is_port(port: &str) -> bool {
    port.parse::<u16>().is_ok_and(|number| number != 443 && number.to_string() == port)
}

/// RFC 8252 section 8.3: `localhost` may be another host.
fn is_loopback(origin: &str) -> bool {
    let authority = ["http://127.0.0.1", "http://[::1]"].iter().find_map(|host| origin.strip_prefix(host));
    authority.is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix(':').is_some_and(|port| {
                port.parse::<u16>().is_ok_and(|number| number != 80 && number != 0 && number.to_string() == port)
            })
    })
}
