//! Passkeys and security keys (WebAuthn Level 3). What a browser signs is judged by `webauthn-rs`; here stand the
//! choices: user verification always, whose credentials count, and what an operator's host names allow.

use std::{fmt, time::Duration};

use auth_contract::RawJson;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use url::Url;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential, RequestChallengeResponse, Uuid,
    },
};

use crate::base::entropy::{self, Entropy};

/// How long the browser may ask. Finding a security key in a bag takes longer than the minute that is usual.
const TIMEOUT: Duration = Duration::from_secs(5 * 60);

/// What is sent to the browser, and what is kept to judge its answer by. Good for one answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    options: String,
    state: String,
}

impl Ceremony {
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON` for the page.
    pub fn options(&self) -> RawJson {
        serde_json::from_str(&self.options).expect("the options were written as JSON")
    }
}

impl fmt::Debug for Ceremony {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ceremony([redacted])")
    }
}

/// A credential as the database keeps it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub data: String,
}

impl Stored {
    fn passkey(&self) -> Option<Passkey> {
        serde_json::from_str(&self.data).inspect_err(|error| tracing::error!(%error, "a stored passkey")).ok()
    }
}

/// For whom a passkey is made.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// From [`new_handle`]; tells nothing about the account (WebAuthn Level 3 section 14.6.1).
    pub handle: &'a str,
    /// What tells accounts apart in the browser's list: the username.
    pub name: &'a str,
    pub display_name: &'a str,
}

/// A new credential, to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    pub credential_id: Vec<u8>,
    /// For [`Stored`].
    pub data: String,
}

/// A credential that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    pub credential_id: Vec<u8>,
    /// To be stored instead of the old data: its counter went on.
    pub data: Option<String>,
}

/// Whom an assertion names. It proves nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The account's handle, which a credential that was found without a username always has.
    pub handle: Option<String>,
    pub credential_id: Vec<u8>,
}

/// Why a credential was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// The signature, the origin, the challenge, or that the person was verified.
    #[error("the credential was not accepted")]
    Invalid,
    #[error("nobody here has this credential")]
    Unknown,
}

/// Makes and judges ceremonies for this server's origins.
#[derive(Clone)]
pub struct Passkeys {
    webauthn: Option<Webauthn>,
}

impl Passkeys {
    /// For the host of `public_origin` as relying party. `related` are further origins of the same party: browsers allow
    /// that where `/.well-known/webauthn` says so (WebAuthn Level 3 section 5.11).
    pub fn new(public_origin: &str, related: &[String], name: &str) -> Self {
        Self { webauthn: webauthn(public_origin, related, name) }
    }

    /// Whether there can be passkeys: not where the origin is an IP address (WebAuthn Level 3 section 5.1.3).
    pub fn is_possible(&self) -> bool {
        self.webauthn.is_some()
    }

    /// Begins to make a passkey beside the ones that the person has.
    pub fn registration(&self, owner: &Owner<'_>, existing: &[Stored]) -> Option<Ceremony> {
        let handle = Uuid::parse_str(owner.handle).ok()?;
        let taken = existing.iter().filter_map(Stored::passkey).map(|passkey| passkey.cred_id().clone()).collect();
        let webauthn = self.webauthn.as_ref()?;
        let started = webauthn.start_passkey_registration(handle, owner.name, owner.display_name, Some(taken));
        let (challenge, state): (CreationChallengeResponse, PasskeyRegistration) = logged(started)?;
        let mut options = serde_json::to_value(&challenge.public_key).ok()?;
        // Discoverable where the device can: only those are found without a username. An older key that cannot is
        // still a good second factor.
        options["authenticatorSelection"]["residentKey"] = "preferred".into();
        ceremony(&options, &state)
    }

    /// Judges what the browser made.
    pub fn finish_registration(&self, begun: &Ceremony, credential: &RawJson) -> Result<Registered, PasskeyError> {
        let webauthn = self.webauthn.as_ref().ok_or(PasskeyError::Invalid)?;
        let state: PasskeyRegistration = read(&begun.state)?;
        let credential: RegisterPublicKeyCredential = read(credential.as_str())?;
        let passkey = webauthn.finish_passkey_registration(&credential, &state).map_err(refused)?;
        let data = serde_json::to_string(&passkey).map_err(|_| PasskeyError::Invalid)?;
        Ok(Registered { credential_id: passkey.cred_id().as_slice().into(), data })
    }

    /// Begins to ask for one of the person's passkeys.
    pub fn authentication(&self, existing: &[Stored]) -> Option<Ceremony> {
        let webauthn = self.webauthn.as_ref()?;
        let passkeys: Vec<_> = existing.iter().filter_map(Stored::passkey).collect();
        let (listing, _) = logged(webauthn.start_passkey_authentication(&passkeys))?;
        // The list of one ceremony with the state of the other: that state holds no credentials, so an answer is
        // judged by those of that moment. One that was removed meanwhile must not work.
        let (mut challenge, state) = self.open_ended()?;
        challenge.public_key.allow_credentials = listing.public_key.allow_credentials;
        ceremony(&challenge.public_key, &state)
    }

    /// Begins to ask for whatever passkey of this origin the device has, before anybody said who they are.
    pub fn discovery(&self) -> Option<Ceremony> {
        let (challenge, state) = self.open_ended()?;
        ceremony(&challenge.public_key, &state)
    }

    fn open_ended(&self) -> Option<(RequestChallengeResponse, DiscoverableAuthentication)> {
        logged(self.webauthn.as_ref()?.start_discoverable_authentication())
    }

    /// Judges an assertion by the credentials that the account with this `handle` has now.
    pub fn finish_authentication(
        &self,
        begun: &Ceremony,
        credential: &RawJson,
        handle: &str,
        existing: &[Stored],
    ) -> Result<Used, PasskeyError> {
        let webauthn = self.webauthn.as_ref().ok_or(PasskeyError::Invalid)?;
        let claimed = claims(credential).ok_or(PasskeyError::Invalid)?;
        if claimed.handle.is_some_and(|claimed| claimed != handle) {
            return Err(PasskeyError::Invalid);
        }
        let is_claimed = |passkey: &Passkey| passkey.cred_id().as_slice() == claimed.credential_id;
        let mut passkey = existing.iter().filter_map(Stored::passkey).find(is_claimed).ok_or(PasskeyError::Unknown)?;
        let state: DiscoverableAuthentication = read(&begun.state)?;
        let credential: PublicKeyCredential = read(credential.as_str())?;
        let result = webauthn.finish_discoverable_authentication_v2(&credential, state, &passkey).map_err(refused)?;
        let has_changed = passkey.update_credential(&result) == Some(true);
        let data = has_changed.then(|| serde_json::to_string(&passkey)).transpose();
        Ok(Used { credential_id: claimed.credential_id, data: data.map_err(|_| PasskeyError::Invalid)? })
    }
}

/// Whom an assertion names; `None` when it is none.
pub fn claims(credential: &RawJson) -> Option<Claimed> {
    let credential: PublicKeyCredential = serde_json::from_str(credential.as_str()).ok()?;
    let handle = credential.get_user_unique_id().map(Uuid::from_slice).transpose().ok()?;
    Some(Claimed {
        handle: handle.map(|uuid| uuid.to_string()),
        credential_id: credential.get_credential_id().to_vec(),
    })
}

/// A new user handle: a random UUID (version 4), as text.
pub fn new_handle(entropy: &dyn Entropy) -> String {
    const VERSION_4: u128 = 0x4 << 76;
    const VARIANT: u128 = 0b10 << 62;
    let random = u128::from_be_bytes(entropy::bytes::<16>(entropy));
    let mask = !((0xf_u128 << 76) | (0b11_u128 << 62));
    Uuid::from_u128(random & mask | VERSION_4 | VARIANT).to_string()
}

fn webauthn(public_origin: &str, related: &[String], name: &str) -> Option<Webauthn> {
    let origin = Url::parse(public_origin).ok()?;
    let builder = WebauthnBuilder::new(origin.domain()?, &origin).ok()?.rp_name(name).timeout(TIMEOUT);
    related
        .iter()
        .filter_map(|origin| Url::parse(origin).ok())
        .fold(builder, |builder, origin| builder.append_allowed_origin(&origin))
        .build()
        .ok()
}

fn ceremony(options: &impl Serialize, state: &impl Serialize) -> Option<Ceremony> {
    Some(Ceremony { options: serde_json::to_string(options).ok()?, state: serde_json::to_string(state).ok()? })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(text).map_err(|_| PasskeyError::Invalid)
}

fn logged<T>(result: Result<T, impl fmt::Display>) -> Option<T> {
    result.inspect_err(|error| tracing::error!(%error, "a passkey ceremony could not begin")).ok()
}

fn refused(error: impl fmt::Display) -> PasskeyError {
    // The library's words name no secret, and support has nothing else to go by.
    tracing::info!(%error, "a passkey was not accepted");
    PasskeyError::Invalid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::entropy::OsEntropy;

    #[test]
    fn a_handle_is_a_random_uuid() {
        let handle = new_handle(&OsEntropy);
        assert_ne!(handle, new_handle(&OsEntropy));
        assert_eq!(Uuid::parse_str(&handle).expect("a UUID").get_version_num(), 4);
    }

    #[test]
    fn an_ip_address_has_no_passkeys() {
        assert!(!Passkeys::new("http://127.0.0.1:8787", &[], "Northwind").is_possible());
        assert!(!Passkeys::new("", &[], "Northwind").is_possible());
        assert!(Passkeys::new("http://localhost:8787", &[], "Northwind").is_possible());
    }

    #[test]
    fn options_say_what_the_browser_has_to_do() {
        let passkeys = Passkeys::new("https://auth.example.com", &[], "Northwind");
        let handle = new_handle(&OsEntropy);
        let owner = Owner { handle: &handle, name: "kari@example.no", display_name: "Kari Nordmann" };
        let options = passkeys.registration(&owner, &[]).expect("a ceremony").options();
        let options: serde_json::Value = serde_json::from_str(options.as_str()).expect("JSON");
        assert_eq!(options["rp"], serde_json::json!({ "id": "auth.example.com", "name": "Northwind" }));
        assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["attestation"], "none");

        let options = passkeys.discovery().expect("a ceremony").options();
        let options: serde_json::Value = serde_json::from_str(options.as_str()).expect("JSON");
        assert_eq!(options["rpId"], "auth.example.com");
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["allowCredentials"], serde_json::json!([]));
    }

    #[test]
    fn rubbish_is_refused() {
        let passkeys = Passkeys::new("https://auth.example.com", &[], "Northwind");
        let begun = passkeys.discovery().expect("a ceremony");
        for rubbish in ["null", "{}", "[]", r#"{"id":"x","rawId":"x","type":"public-key","response":{}}"#] {
            let rubbish = RawJson::new(rubbish);
            assert_eq!(claims(&rubbish), None);
            assert_eq!(passkeys.finish_authentication(&begun, &rubbish, "x", &[]), Err(PasskeyError::Invalid));
            assert_eq!(passkeys.finish_registration(&begun, &rubbish), Err(PasskeyError::Invalid));
        }
        assert_eq!(format!("{begun:?}"), "Ceremony([redacted])");
    }
}
