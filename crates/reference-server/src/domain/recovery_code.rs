//! Recovery codes: look-up secrets (NIST SP 800-63B section 3.1.2) that are kept on paper.

use auth_contract::Secret;

use crate::{
    base::{
        entropy::{self, Entropy},
        vault::{Fingerprint, Vault},
    },
    domain::typed_code::is_separator,
};

/// How many are given out.
pub const COUNT: usize = 10;
/// From this many left on, the person is told.
pub const FEW: u8 = 3;

/// Crockford's Base32: no I, L, O or U, which are misread or spell words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 3;
const GROUP_LENGTH: usize = 4;

/// New codes of 60 bits each: `7Q2M-XK4D-0PWA`.
pub fn new_codes(entropy: &dyn Entropy) -> Vec<Secret> {
    (0..COUNT)
        .map(|_| {
            // 256 is a multiple of 32, so the remainder is uniform.
            let letters = entropy::bytes::<{ GROUPS * GROUP_LENGTH }>(entropy)
                .map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            let groups: Vec<String> = letters.chunks(GROUP_LENGTH).map(|group| group.iter().collect()).collect();
            Secret::new(groups.join("-"))
        })
        .collect()
}

/// The image under which a code of an account is stored; the same for every way to type it.
pub fn fingerprint(vault: &Vault, account_id: &str, typed: &Secret) -> Fingerprint {
    vault.fingerprint(&format!("recovery code {account_id}"), normalized(typed).expose().as_bytes())
}

/// Upper case, without spaces and hyphens, misread letters resolved as Crockford's Base32 asks.
fn normalized(typed: &Secret) -> Secret {
    let letters = typed.expose().chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase);
    Secret::new(
        letters
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect::<String>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::entropy::OsEntropy;

    #[test]
    fn codes_are_distinct_and_unambiguous() {
        let codes = new_codes(&OsEntropy);
        let distinct: std::collections::HashSet<_> = codes.iter().map(Secret::expose).collect();
        assert_eq!(distinct.len(), COUNT);
        for code in distinct {
            assert_eq!(code.len(), 14);
            assert!(!code.contains(['I', 'L', 'O', 'U']), "{code}");
        }
    }

    #[test]
    fn typing_does_not_matter() {
        for typed in ["7q2m-xk4d-0pwa", "7Q2MXK4D0PWA", " 7Q2M XK4D OPWA ", "7Q2M–XK4D–0PWA"] {
            assert_eq!(normalized(&Secret::new(typed)), normalized(&Secret::new("7Q2M-XK4D-0PWA")), "{typed}");
        }
    }
}
