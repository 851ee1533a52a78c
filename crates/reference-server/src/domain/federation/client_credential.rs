//! Credentials with which this server authenticates at a provider (RFC 6749 section 2.3).

use std::fmt;

use auth_contract::{Secret, Timestamp};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::{
    ecdsa::{Signature, SigningKey, signature::Signer},
    pkcs8::DecodePrivateKey,
};
use serde_json::json;

/// Seconds that a secret made for Apple is good for. It is used at once; Apple allows half a year.
const APPLE_LIFETIME: i64 = 5 * 60;

/// How this server is known to a provider.
#[derive(Clone)]
pub enum Credential {
    Secret(Secret),
    Apple(Box<AppleKey>),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Credential {
    /// The secret to use now, at the provider `issuer` that knows us as `client_id`.
    pub fn secret(&self, client_id: &str, issuer: &str, now: Timestamp) -> Secret {
        match self {
            Self::Secret(secret) => secret.clone(),
            Self::Apple(key) => Secret::new(key.secret(client_id, issuer, now)),
        }
    }
}

/// The key with which Apple's client secrets are signed (Apple, "Creating a client secret").
#[derive(Clone)]
pub struct AppleKey {
    team_id: String,
    key_id: String,
    key: SigningKey,
}

impl AppleKey {
    /// `pem`: the downloaded `AuthKey_….p8`, PKCS #8. `None` when it is something else.
    pub fn new(team_id: String, key_id: String, pem: &Secret) -> Option<Self> {
        Some(Self { team_id, key_id, key: SigningKey::from_pkcs8_pem(pem.expose().trim()).ok()? })
    }

    /// A JWT (RFC 7519) signed with ES256 (RFC 7518 section 3.4).
    fn secret(&self, client_id: &str, issuer: &str, now: Timestamp) -> String {
        let header = json!({ "alg": "ES256", "kid": self.key_id });
        let expires_at = now.plus(APPLE_LIFETIME).0;
        let claims = json!({ "iss": self.team_id, "iat": now.0, "exp": expires_at, "aud": issuer, "sub": client_id });
        let [header, claims] = [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        let signed = format!("{header}.{claims}");
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use p256::{
        ecdsa::{VerifyingKey, signature::Verifier},
        pkcs8::{EncodePrivateKey, LineEnding},
    };
    use serde_json::Value;

    use super::*;

    #[test]
    fn apples_secret_is_a_jwt_of_this_minute_that_the_key_has_signed() {
        let own = SigningKey::from_slice(&[7; 32]).expect("a key");
        let pem = own.to_pkcs8_pem(LineEnding::LF).expect("PEM");
        let key = AppleKey::new("TEAM123456".into(), "KEY1234567".into(), &Secret::new(pem.as_str())).expect("a key");
        let credential = Credential::Apple(Box::new(key));
        assert_eq!(format!("{credential:?}"), "[redacted]");

        let secret = credential.secret("com.example.signin", "https://appleid.apple.com", Timestamp(1_000_000));
        let parts: Vec<&str> = secret.expose().split('.').collect();
        let [header, claims, signature] = parts[..] else { panic!("a JWT has three parts") };
        let json = |part: &str| -> Value {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64url");
            serde_json::from_slice(&bytes).expect("JSON")
        };
        assert_eq!(json(header), json!({ "alg": "ES256", "kid": "KEY1234567" }));
        let wanted = json!({
            "iss": "TEAM123456", "iat": 1_000_000, "exp": 1_000_300,
            "aud": "https://appleid.apple.com", "sub": "com.example.signin",
        });
        assert_eq!(json(claims), wanted);
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(signature).expect("base64url");
        let signature = Signature::from_slice(&bytes).expect("64 bytes");
        let signed = &secret.expose()[..header.len() + 1 + claims.len()];
        VerifyingKey::from(&own).verify(signed.as_bytes(), &signature).expect("the key's own signature");
    }

    #[test]
    fn another_file_is_no_key() {
        for text in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "a secret"] {
            assert!(AppleKey::new("T".into(), "K".into(), &Secret::new(text)).is_none(), "{text}");
        }
    }
}
