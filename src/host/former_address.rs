//! The address at which people signed in before the operator moved sign-in here (`[moved]` of `brand.toml`).

use auth_contract::Timestamp;

/// Where people signed in before, and when that is past (`[moved]` of `brand.toml`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerAddress {
    /// The host under which password managers keep the old login.
    pub from: String,
    pub until: Timestamp,
}

impl FormerAddress {
    /// Reads `app.example.com 1809129600`, as the document has it: a host and seconds since 1970-01-01T00:00:00Z. `None` for
    /// anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (from, until) = text.split_once(' ')?;
        Some(Self { from: from.to_owned(), until: Timestamp(until.parse().ok()?) })
    }

    /// Under which id a dismissal is remembered: after another move it is said again.
    pub fn id(&self) -> String {
        format!("moved-{}", self.from)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_host_and_a_moment_are_read_and_nothing_else() {
        let moved = FormerAddress { from: "app.example.com".into(), until: Timestamp(1_809_129_600) };
        assert_eq!(FormerAddress::read("app.example.com 1809129600"), Some(moved));
        for wrong in ["", "app.example.com", "app.example.com soon", "app.example.com 1 2"] {
            assert_eq!(FormerAddress::read(wrong), None, "{wrong}");
        }
    }
}
