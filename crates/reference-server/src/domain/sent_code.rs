//! One-time codes that are sent by mail or text message: their form, their life, and which methods send one.

use auth_contract::{Method, Secret};

use crate::{
    base::entropy::{self, Entropy},
    store::outbox::Channel,
};

/// Length of a code.
pub const DIGITS: u8 = 6;
/// Seconds that a code works (NIST SP 800-63B section 3.1.3.2: ten minutes at most).
pub const LIFETIME: i64 = 10 * 60;
/// Seconds before another one may be sent.
pub const COOLDOWN: i64 = 60;

/// The channel of a method by which codes are sent.
pub const fn channel(method: Method) -> Option<Channel> {
    match method {
        Method::Email => Some(Channel::Email),
        Method::Sms => Some(Channel::Sms),
        _ => None,
    }
}

/// A code of six digits, every one as likely as every other.
pub fn new_code(entropy: &dyn Entropy) -> Secret {
    const CODES: u32 = 1_000_000;
    loop {
        let random = u32::from_be_bytes(entropy::bytes::<4>(entropy));
        if random < u32::MAX - u32::MAX % CODES {
            return Secret::new(format!("{:06}", random % CODES));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::entropy::OsEntropy;

    #[test]
    fn codes_have_six_digits_and_spread_over_all_of_them() {
        let codes: Vec<_> = (0..2000).map(|_| new_code(&OsEntropy)).collect();
        assert!(codes.iter().all(|code| code.expose().len() == 6 && code.expose().bytes().all(|c| c.is_ascii_digit())));
        for digit in "0123456789".chars() {
            let beginning = codes.iter().filter(|code| code.expose().starts_with(digit)).count();
            assert!((120..=290).contains(&beginning), "{beginning} of 2000 begin with {digit}");
        }
    }
}
