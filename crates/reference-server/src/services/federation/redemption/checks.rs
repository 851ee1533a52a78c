//! Checks of the ID token (OpenID Connect Core section 3.1.3.7).

use auth_contract::Timestamp;
use chrono::{DateTime, Utc};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, IdTokenVerifier, Nonce, OAuth2TokenResponse, SignatureVerificationError,
    TokenResponse,
    core::{CoreJsonWebKey, CoreJwsSigningAlgorithm},
};

use crate::{
    domain::federation::{Fault, FaultKind},
    services::federation::client::{Claims, OidcClient, Tokens},
};

/// Seconds that the two clocks may differ.
pub const LEEWAY: i64 = 60;
/// Seconds since the token was made. It is made when the code is redeemed, which is now.
pub const OLDEST: i64 = 10 * 60;

/// Signatures that only the provider can make: with a shared secret (HS256) we could make them as well, and `none` is
/// nobody's.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why a token is not believed.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// The provider may have a new key.
    UnknownKey,
    Fault(Fault),
}

impl Refused {
    pub fn into_fault(self) -> Fault {
        match self {
            Self::UnknownKey => Fault::new(FaultKind::Failed, "the ID token is signed with an unknown key"),
            Self::Fault(fault) => fault,
        }
    }
}

fn refused(kind: FaultKind, reason: &'static str) -> Refused {
    Refused::Fault(Fault::new(kind, reason))
}

fn moment(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(at.0, 0).unwrap_or_default()
}

/// The claims of the ID token among `tokens`, once all of it is found in order.
pub fn claims(oidc: &OidcClient, tokens: &Tokens, nonce: &Nonce, now: Timestamp) -> Result<Claims, Refused> {
    let token = tokens.id_token().ok_or_else(|| refused(FaultKind::Failed, "there is no ID token"))?;
    let supported = oidc.id_token_verifier();
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = supported
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || moment(now.plus(-LEEWAY)))
        .set_issue_time_verifier_fn(move |issued_at| {
            let age = now.since(Timestamp(issued_at.timestamp()));
            if (-LEEWAY..=OLDEST + LEEWAY).contains(&age) { Ok(()) } else { Err("too old, or of the future".into()) }
        });
    let claims = token.claims(&verifier, nonce).map_err(of_library)?;
    // Sections 4 and 5: a token that was made for another client and lists us beside it is not for us.
    if claims.authorized_party().is_some_and(|party| party != oidc.client_id()) {
        return Err(refused(FaultKind::Misconfigured, "the ID token was made for another client (azp)"));
    }
    let not_before = claims.additional_claims().nbf.as_ref().and_then(serde_json::Number::as_f64);
    #[allow(clippy::cast_precision_loss)] // seconds since 1970 are exact for the next hundred million years
    if not_before.is_some_and(|at| at > now.plus(LEEWAY).0 as f64) {
        return Err(refused(FaultKind::Late, "the ID token is not good yet (nbf)"));
    }
    // A subject has at most 255 characters (section 2); a longer one would be looked up cut off elsewhere.
    if claims.subject().is_empty() || claims.subject().len() > 255 {
        return Err(refused(FaultKind::Failed, "the ID token's subject is empty or too long"));
    }
    if let Some(expected) = claims.access_token_hash() {
        let actual = token
            .signing_alg()
            .ok()
            .zip(token.signing_key(&verifier).ok())
            .and_then(|(algorithm, key)| AccessTokenHash::from_token(tokens.access_token(), algorithm, key).ok());
        if actual.as_ref() != Some(expected) {
            return Err(refused(FaultKind::Failed, "the access token is not the ID token's (at_hash)"));
        }
    }
    Ok(claims.clone())
}

/// When the person signed in at the provider (`auth_time`); `None`: it does not say.
pub fn signed_in_at(claims: &Claims) -> Option<Timestamp> {
    claims.auth_time().map(|at| Timestamp(at.timestamp()))
}

/// Whether somebody who signed in there `at` is there anew, where that was asked for: a provider may ignore what it is asked
/// (OpenID Connect Core section 3.1.3.7, 13). `is_believed`: also from a provider that does not say when.
pub fn freshness(at: Option<Timestamp>, since: Option<Timestamp>, is_believed: bool) -> Result<(), Fault> {
    match (at, since) {
        (None, Some(_)) if !is_believed => Err(Fault::new(
            FaultKind::Misconfigured,
            "a fresh sign-in was asked for, and the ID token does not say when it was (auth_time)",
        )),
        (Some(at), Some(since)) if at < since.plus(-LEEWAY) => {
            Err(Fault::new(FaultKind::NotFresh, "a fresh sign-in was asked for, and this one is too old (auth_time)"))
        }
        _ => Ok(()),
    }
}

/// The library's texts quote the token, so only their kinds are used.
fn of_library(error: ClaimsVerificationError) -> Refused {
    use ClaimsVerificationError as E;
    match error {
        E::Expired(_) | E::InvalidAuthTime(_) => refused(FaultKind::Late, "the ID token is too old, or of the future"),
        E::InvalidAudience(_) => refused(FaultKind::Misconfigured, "the ID token is not for us (aud)"),
        E::InvalidIssuer(_) => refused(FaultKind::Failed, "the ID token is another provider's (iss)"),
        E::InvalidNonce(_) => refused(FaultKind::Failed, "the ID token is for another sign-in (nonce)"),
        E::SignatureVerification(SignatureVerificationError::NoMatchingKey) => Refused::UnknownKey,
        E::SignatureVerification(SignatureVerificationError::CryptoError(_)) => {
            refused(FaultKind::Failed, "the ID token's signature is wrong")
        }
        E::SignatureVerification(_) => refused(FaultKind::Failed, "the ID token's signature is none that we accept"),
        _ => refused(FaultKind::Failed, "the ID token is not what it must be"),
    }
}
