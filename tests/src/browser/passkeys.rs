//! Virtual authenticators (WebAuthn Level 3 section 11.2, the extension of WebDriver): what makes and keeps passkeys.

use serde_json::{Value, json};

use super::Browser;
use super::driver::OtherCommand;

/// A kind of authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// The computer itself: knows its person by face or PIN, keeps passkeys that can be found without a username.
    BuiltIn,
    /// A key on USB with a PIN.
    SecurityKey,
    /// A key on USB that a touch is enough for, and that keeps nothing by itself.
    OldSecurityKey,
}

impl Browser {
    /// Plugs an authenticator in, and returns its id. Its person agrees to everything.
    pub async fn plugs_in(&self, device: Device) -> String {
        let (transport, keeps, verifies) = match device {
            Device::BuiltIn => ("internal", true, true),
            Device::SecurityKey => ("usb", true, true),
            Device::OldSecurityKey => ("usb", false, false),
        };
        let options = json!({
            "protocol": "ctap2", "transport": transport, "hasResidentKey": keeps, "hasUserVerification": verifies,
            "isUserConsenting": true, "isUserVerified": verifies,
        });
        let id = self.asks("a virtual authenticator", OtherCommand::post("webauthn/authenticator", options)).await;
        id.as_str().expect("the id of an authenticator").to_owned()
    }

    /// Takes an authenticator away, with the passkeys in it.
    pub async fn unplugs(&self, authenticator: &str) {
        self.asks("unplug", OtherCommand::delete(format!("webauthn/authenticator/{authenticator}"))).await;
    }

    /// Whether the person shows face or PIN when asked to.
    pub async fn verifies(&self, authenticator: &str, verifies: bool) {
        let path = format!("webauthn/authenticator/{authenticator}/uv");
        self.asks("user verification", OtherCommand::post(path, json!({"isUserVerified": verifies}))).await;
    }

    /// Whether the person touches the authenticator as soon as it asks (Chromium); as it was plugged in, yes.
    pub async fn agrees(&self, authenticator: &str, agrees: bool) {
        let parameters = json!({"authenticatorId": authenticator, "enabled": agrees});
        self.cdp("WebAuthn.setAutomaticPresenceSimulation", parameters).await;
    }

    /// The passkeys in an authenticator: `{credentialId, rpId, userHandle, isResidentCredential, signCount …}`.
    pub async fn passkeys_in(&self, authenticator: &str) -> Vec<Value> {
        let path = format!("webauthn/authenticator/{authenticator}/credentials");
        match self.asks("the passkeys", OtherCommand::get(path)).await {
            Value::Array(passkeys) => passkeys,
            other => panic!("no list of passkeys: {other}"),
        }
    }

    async fn asks(&self, what: &str, command: OtherCommand) -> Value {
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{what}: {error}"))
    }
}
