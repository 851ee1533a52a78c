//! Staged rollout: for which share of the people a version is mandatory.

use sha2::{Digest, Sha256};

/// A share of the people, or of those with certain roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollout {
    /// 0 to 100.
    pub percent: u8,
    /// Empty: every role.
    pub roles: Vec<String>,
}

/// Whom a rollout is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// The id of the account: random, and never another one's.
    pub account: &'a str,
    pub role: &'a str,
}

impl Default for Rollout {
    fn default() -> Self {
        Self { percent: 100, roles: Vec::new() }
    }
}

impl Rollout {
    /// Whether nobody needs to be known for it.
    pub fn is_for_everybody(&self) -> bool {
        self.percent >= 100 && self.roles.is_empty()
    }

    /// Whether `person` is in. The same on every device and after every restart, and a larger share holds everybody of a
    /// smaller one.
    pub fn includes(&self, person: &Person<'_>, salt: &str) -> bool {
        let has_role = self.roles.is_empty() || self.roles.iter().any(|role| role == person.role);
        has_role && place(person.account, salt) < self.percent
    }
}

/// Where an account stands in the order of this rollout, 0 to 99.
fn place(account: &str, salt: &str) -> u8 {
    let digest = Sha256::new().chain_update(salt).chain_update([0]).chain_update(account).finalize();
    let first = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    u8::try_from(first % 100).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Vec<String> {
        (0..10_000).map(|n| format!("ac_{n}")).collect()
    }

    fn share(percent: u8, salt: &str) -> Vec<String> {
        let rollout = Rollout { percent, roles: vec![] };
        accounts().into_iter().filter(|account| rollout.includes(&Person { account, role: "staff" }, salt)).collect()
    }

    #[test]
    fn a_share_is_about_as_large_as_it_says() {
        for percent in [0, 1, 25, 50, 99, 100] {
            let found = share(percent, "desktop 1.1.2").len();
            assert!(found.abs_diff(usize::from(percent) * 100) < 150, "{percent} %: {found} of 10000");
        }
        assert_eq!((share(0, "x").len(), share(100, "x").len()), (0, 10_000));
    }

    #[test]
    fn it_only_grows_and_each_version_draws_anew() {
        let (small, large) = (share(25, "desktop 1.1.2"), share(50, "desktop 1.1.2"));
        assert!(small.iter().all(|account| large.contains(account)));
        let next = share(25, "desktop 1.1.3");
        let both = small.iter().filter(|account| next.contains(account)).count();
        assert!((400..900).contains(&both), "{both} of {} again", small.len());
    }

    /// A change of the order would send people who were let in yesterday to the wall today.
    #[test]
    fn the_order_is_that_of_yesterday() {
        assert_eq!(["ac_1", "ac_2", "ac_3"].map(|account| place(account, "desktop 1.1.2")), [1, 65, 78]);
    }

    #[test]
    fn roles_narrow_it_down() {
        let rollout = Rollout { percent: 100, roles: vec!["staff".into()] };
        let is_in = |role| rollout.includes(&Person { account: "ac_1", role }, "x");
        assert!(is_in("staff") && !is_in("patient") && !is_in("Staff"));
        assert!(!rollout.is_for_everybody() && Rollout::default().is_for_everybody());
    }
}
