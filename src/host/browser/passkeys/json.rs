//! What `parse…FromJSON` and `toJSON` do, for browsers that have passkeys without them (Safari before 18.4, Firefox
//! before 119): base64url to bytes on the way in, and back on the way out.

use js_sys::{Array, ArrayBuffer, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{call, member, set};
use crate::host::browser::window;

/// What stands as bytes in a credential (Web Authentication Level 3, section 5.2).
const BYTES: [&str; 5] = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/// Options as the API takes them, out of `json`, which is changed.
pub(super) fn options(json: JsValue) -> Result<JsValue, JsValue> {
    decode(&json, "challenge")?;
    decode(&member(&json, "user"), "id")?;
    for list in ["allowCredentials", "excludeCredentials"] {
        if let Some(list) = member(&json, list).dyn_ref::<Array>() {
            for descriptor in list.iter() {
                decode(&descriptor, "id")?;
            }
        }
    }
    Ok(json)
}

/// A credential as the server reads it.
pub(super) fn credential(credential: &JsValue) -> Result<JsValue, JsValue> {
    let (from, response) = (member(credential, "response"), Object::new());
    for name in BYTES {
        if let Some(bytes) = member(&from, name).dyn_ref::<ArrayBuffer>() {
            set(&response, name, &encode(bytes)?.into());
        }
    }
    if let Ok(transports) = call(&from, "getTransports", &Array::new()) {
        set(&response, "transports", &transports);
    }
    let json = Object::new();
    let id = member(credential, "id");
    set(&json, "rawId", &id);
    set(&json, "id", &id);
    for name in ["type", "authenticatorAttachment"] {
        set(&json, name, &member(credential, name));
    }
    set(&json, "response", &response);
    set(&json, "clientExtensionResults", &call(credential, "getClientExtensionResults", &Array::new())?);
    Ok(json.into())
}

/// Puts bytes in the place of base64url (RFC 4648 section 5), where there is any.
fn decode(on: &JsValue, name: &str) -> Result<(), JsValue> {
    if let Some(text) = member(on, name).as_string() {
        let binary = window().atob(&text.replace('-', "+").replace('_', "/"))?;
        // One character a byte (HTML, section 8.3).
        let bytes: Vec<u8> = binary.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
        set(on, name, &Uint8Array::from(&bytes[..]).buffer());
    }
    Ok(())
}

fn encode(bytes: &ArrayBuffer) -> Result<String, JsValue> {
    let binary: String = Uint8Array::new(bytes).to_vec().into_iter().map(char::from).collect();
    Ok(window().btoa(&binary)?.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned())
}
