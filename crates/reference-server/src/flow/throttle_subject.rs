//! Keyed hashes under which wrong passwords and codes are counted.

use crate::{
    base::vault::{Fingerprint, Vault},
    domain::identifier,
};

/// Wrong passwords for an identifier, whether anybody has it or not.
pub fn passwords(vault: &Vault, typed: &str) -> Fingerprint {
    vault.fingerprint("wrong passwords", identifier::key(typed).as_bytes())
}

/// Wrong codes for an account, whichever factor they were for.
pub fn codes(vault: &Vault, account: &str) -> Fingerprint {
    vault.fingerprint("wrong codes", account.as_bytes())
}

/// Wrong codes for a forgotten password, per identifier.
pub fn reset_codes(vault: &Vault, typed: &str) -> Fingerprint {
    vault.fingerprint("wrong reset codes", identifier::key(typed).as_bytes())
}
