//! An authenticator app: reads the Key URI from a QR code and computes codes with `totp-lite`, an implementation
//! that the product does not use, so that both sides cannot be wrong in the same way.

use std::fmt;

use totp_lite::{Sha1, totp_custom};
use url::Url;

/// One entry of an authenticator app.
pub struct Authenticator {
    seed: Vec<u8>,
    seed_text: String,
    /// Digits of a code.
    pub digits: u32,
    /// Seconds that a code lives.
    pub period: u64,
    /// What the app lists the entry under: `issuer:account`, decoded.
    pub label: String,
    /// Who issues the codes.
    pub issuer: String,
}

impl Authenticator {
    /// Takes up an entry from the text of a QR code (the Key URI format).
    ///
    /// # Panics
    /// When an ordinary app would refuse the entry or compute other codes: another scheme, type or algorithm, a
    /// seed that is not Base32 or shorter than the 128 bits of RFC 4226 section 4 R6.
    pub fn scan(key_uri: &str) -> Self {
        let url = Url::parse(key_uri).expect("the QR code holds a URI");
        assert_eq!((url.scheme(), url.host_str()), ("otpauth", Some("totp")), "the QR code is no TOTP entry");
        let parameter =
            |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let algorithm = parameter("algorithm").unwrap_or_else(|| "SHA1".into());
        assert_eq!(algorithm, "SHA1", "common apps ignore `algorithm` and compute SHA-1");
        let label = percent_decoded(url.path().trim_start_matches('/'));
        let mut entry = Self::from_seed(&parameter("secret").expect("the Key URI has a secret"));
        entry.digits = parameter("digits").map_or(6, |digits| digits.parse().expect("digits is a number"));
        entry.period = parameter("period").map_or(30, |period| period.parse().expect("period is a number"));
        entry.issuer = parameter("issuer").unwrap_or_default();
        entry.label = label;
        entry
    }

    /// Takes up an entry from the Base32 text (RFC 4648), in groups or not, with the usual 6 digits and 30 seconds.
    pub fn from_seed(text: &str) -> Self {
        let seed_text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let seed =
            data_encoding::BASE32_NOPAD.decode(seed_text.trim_end_matches('=').as_bytes()).expect("the seed is Base32");
        assert!(seed.len() >= 16, "a seed of {} bits is too short", seed.len() * 8);
        Self { seed, seed_text, digits: 6, period: 30, label: String::new(), issuer: String::new() }
    }

    /// The code that the app shows at `unix_time` seconds (RFC 6238 section 4).
    pub fn code_at(&self, unix_time: u64) -> String {
        totp_custom::<Sha1>(self.period, self.digits, &self.seed, unix_time)
    }

    /// The seed as the product shows it, without spaces.
    pub fn seed_text(&self) -> &str {
        &self.seed_text
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator").field("label", &self.label).finish_non_exhaustive()
    }
}

fn percent_decoded(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, the SHA-1 rows (eight digits).
    #[test]
    fn computes_the_codes_of_the_rfc() {
        let mut entry = Authenticator::from_seed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        entry.digits = 8;
        for (time, code) in [(59, "94287082"), (1_111_111_109, "07081804"), (20_000_000_000, "65353130")] {
            assert_eq!(entry.code_at(time), code);
        }
    }

    #[test]
    fn reads_a_key_uri() {
        let entry = Authenticator::scan(
            "otpauth://totp/Northwind:kari%2Bny%40example.no?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Northwind&digits=6&period=30",
        );
        assert_eq!((entry.label.as_str(), entry.issuer.as_str()), ("Northwind:kari+ny@example.no", "Northwind"));
    }

    #[test]
    #[should_panic(expected = "too short")]
    fn refuses_a_seed_that_is_too_short() {
        Authenticator::from_seed("GEZDGNBVGY3TQOJQ");
    }
}
