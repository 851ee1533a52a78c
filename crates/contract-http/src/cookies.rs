//! The cookies of the contract. The `__Host-` prefix keeps sibling domains from setting them (RFC 6265bis 4.1.3.2).

use auth_contract::Secret;
use http::{HeaderMap, header};

/// Binds flows to the browser that started them; one for all tabs.
pub const FLOW: &str = "__Host-flow";
/// Who is signed in.
pub const SESSION: &str = "__Host-session";
/// A browser that somebody has asked to remember; one for all accounts.
pub const DEVICE: &str = "__Host-device";
/// The language that the person chose. The page writes it, so it has no prefix.
pub const LOCALE: &str = "portico-locale";

/// The value of a cookie.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A `set-cookie` line for a cookie that ends with the browser. `Lax`, because the person arrives by a link from the
/// product.
pub fn set(name: &str, value: &Secret) -> String {
    format!("{name}={}; Path=/; Secure; HttpOnly; SameSite=Lax", value.expose())
}

/// The same for a cookie that lives `seconds`.
pub fn set_for(name: &str, value: &Secret, seconds: i64) -> String {
    format!("{}; Max-Age={seconds}", set(name, value))
}

/// A `set-cookie` line that removes a cookie.
pub fn remove(name: &str) -> String {
    set_for(name, &Secret::default(), 0)
}
