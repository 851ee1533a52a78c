use std::collections::BTreeMap;

use auth_contract::{Action, RawJson};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_cbor_2::Value as Cbor;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::browser::ORIGIN;

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const ATTESTED: u8 = 1 << 6;

/// A security key in the hand of a test, with its browser: what `navigator.credentials` would answer (WebAuthn Level 3
/// sections 6 and 7). It lies where it is told to.
#[derive(Clone)]
pub struct SecurityKey {
    key: SigningKey,
    pub credential_id: Vec<u8>,
    /// Base64url: whose credential it holds.
    pub handle: Option<String>,
    pub counter: u32,
    /// Whether it asks for a finger or a PIN.
    pub verifies: bool,
    /// Where its browser is.
    pub origin: String,
}

impl SecurityKey {
    /// A key of its own for each `number`.
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&Sha256::digest([number])).expect("a private key"),
            credential_id: Sha256::digest([number, number]).to_vec(),
            handle: None,
            counter: 1,
            verifies: true,
            origin: ORIGIN.into(),
        }
    }

    /// Makes a credential for these options.
    pub fn creates(&mut self, options: &RawJson) -> Action {
        let options = read(options);
        self.handle = options["user"]["id"].as_str().map(str::to_owned);
        let data = self.authenticator_data(&options["rp"]["id"], ATTESTED, &self.attested());
        let attestation = Cbor::Map(BTreeMap::from([
            (Cbor::Text("fmt".into()), Cbor::Text("none".into())),
            (Cbor::Text("attStmt".into()), Cbor::Map(BTreeMap::new())),
            (Cbor::Text("authData".into()), Cbor::Bytes(data)),
        ]));
        let response = json!({
            "clientDataJSON": base64(&self.client_data("webauthn.create", &options)),
            "attestationObject": base64(&serde_cbor_2::to_vec(&attestation).expect("CBOR")),
            "transports": ["usb"],
        });
        self.submit(response)
    }

    /// Signs for these options, as the credential that it holds.
    pub fn signs(&mut self, options: &RawJson) -> Action {
        let options = read(options);
        self.counter += 1;
        let data = self.authenticator_data(&options["rpId"], 0, &[]);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        let response = json!({
            "clientDataJSON": base64(&client_data),
            "authenticatorData": base64(&data),
            "signature": base64(signature.to_der().as_bytes()),
            "userHandle": self.handle,
        });
        self.submit(response)
    }

    fn submit(&self, response: Value) -> Action {
        let id = base64(&self.credential_id);
        let credential = json!({
            "id": id, "rawId": id, "type": "public-key", "response": response,
            "authenticatorAttachment": "cross-platform", "clientExtensionResults": {},
        });
        Action::SubmitPublicKey { credential: RawJson::new(credential.to_string()), name: None, trust_device: false }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let origin = &self.origin;
        json!({ "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn authenticator_data(&self, rp_id: &Value, flags: u8, more: &[u8]) -> Vec<u8> {
        let rp_id = rp_id.as_str().expect("a relying party");
        let flags = flags | USER_PRESENT | if self.verifies { USER_VERIFIED } else { 0 };
        [&Sha256::digest(rp_id)[..], &[flags], &self.counter.to_be_bytes(), more].concat()
    }

    fn attested(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let coordinate = |at: usize| Cbor::Bytes(point.as_bytes()[at..at + 32].to_vec());
        // RFC 9053 section 7.1.1: an ES256 key on P-256.
        let key = Cbor::Map(BTreeMap::from([
            (Cbor::Integer(1), Cbor::Integer(2)),
            (Cbor::Integer(3), Cbor::Integer(-7)),
            (Cbor::Integer(-1), Cbor::Integer(1)),
            (Cbor::Integer(-2), coordinate(1)),
            (Cbor::Integer(-3), coordinate(33)),
        ]));
        let length = u16::try_from(self.credential_id.len()).expect("a short id").to_be_bytes();
        [&[0; 16][..], &length, &self.credential_id, &serde_cbor_2::to_vec(&key).expect("CBOR")].concat()
    }
}

fn read(options: &RawJson) -> Value {
    serde_json::from_str(options.as_str()).expect("options are JSON")
}

fn base64(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
