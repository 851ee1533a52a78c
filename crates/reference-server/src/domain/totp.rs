//! Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, which is what every app supports.

use auth_contract::{Secret, Timestamp};
use totp_rs::{Algorithm, Builder, Totp};

use crate::{
    base::entropy::{self, Entropy},
    domain::typed_code,
};

pub const DIGITS: u8 = 6;
/// Seconds that a code lives.
pub const PERIOD: u8 = 30;
/// How many steps a device's clock may be off, either way (RFC 6238 section 5.2).
const SKEW: u16 = 1;

/// A new seed in Base32. 160 bits: the length that RFC 4226 section 4 recommends.
pub fn new_seed(entropy: &dyn Entropy) -> Secret {
    Secret::new(totp_rs::Secret::from(entropy::bytes::<20>(entropy)).to_base32())
}

/// The `otpauth:` URI that authenticator apps read from a QR code.
pub fn uri(seed: &Secret, issuer: &str, account: &str) -> Secret {
    // The Key URI format separates issuer and account by a colon, so neither may hold one.
    let totp = totp(seed, &issuer.replace(':', " "), &account.replace(':', " "));
    Secret::new(totp.to_url().expect("issuer and account hold no colon"))
}

/// The time step at `now`.
pub fn step(now: Timestamp) -> i64 {
    now.0.div_euclid(i64::from(PERIOD))
}

/// The code at `now`.
pub fn code(seed: &Secret, now: Timestamp) -> Secret {
    Secret::new(totp(seed, "-", "-").generate(now.0.unsigned_abs()).to_string())
}

/// The step of a code, if it is one of the current steps and newer than `last_step`, which was accepted before.
pub fn verify(seed: &Secret, code: &Secret, now: Timestamp, last_step: i64) -> Option<i64> {
    let code = typed_code::digits(code, usize::from(DIGITS))?;
    let step = totp(seed, "-", "-").check(code.expose(), now.0.unsigned_abs())?;
    let step = i64::try_from(step).ok()?;
    (step > last_step).then_some(step)
}

fn totp(seed: &Secret, issuer: &str, account: &str) -> Totp {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(u64::from(PERIOD))
        .with_secret(totp_rs::Secret::try_from_base32(seed.expose()).expect("seeds are made here, in Base32"))
        .with_issuer(Some(issuer))
        .with_account_name(account)
        .build()
        .expect("the parameters are those of RFC 6238")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Base32 of the ASCII seed "12345678901234567890" of RFC 6238 appendix B.
    fn rfc_seed() -> Secret {
        Secret::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B has eight digits; six-digit codes are their last six (RFC 4226 section 5.3).
        for (time, code_there) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code(&rfc_seed(), Timestamp(time)).expose(), code_there);
        }
    }

    #[test]
    fn one_step_off_is_accepted_and_two_are_not() {
        let now = Timestamp(1_795_253_400);
        for (seconds, accepted) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let typed = code(&rfc_seed(), now.plus(seconds));
            assert_eq!(verify(&rfc_seed(), &typed, now, 0).is_some(), accepted, "{seconds} s");
        }
    }

    #[test]
    fn a_step_is_accepted_once() {
        let now = Timestamp(1_795_253_400);
        let typed = code(&rfc_seed(), now);
        let used = verify(&rfc_seed(), &typed, now, 0).expect("the code is right");
        assert_eq!(verify(&rfc_seed(), &typed, now, used), None);
        assert_eq!(verify(&rfc_seed(), &code(&rfc_seed(), now.plus(-30)), now, used), None, "an older one neither");
    }

    #[test]
    fn the_uri_names_issuer_and_account() {
        let uri = uri(&rfc_seed(), "Northwind", "Åse Sørbø");
        assert_eq!(
            uri.expose(),
            "otpauth://totp/Northwind:%C3%85se%20S%C3%B8rb%C3%B8?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Northwind"
        );
    }
}
