//! Passkeys: the browser's side of Web Authentication Level 3. Options come from the server as JSON and what the device
//! gives goes back as JSON; the page looks inside neither.
//!
//! The interfaces are reached by name: `web-sys` has them only behind an unstable flag, without the JSON methods.

mod json;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use auth_contract::RawJson;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

use super::window;
use crate::flow::{Ceremony, CeremonyError};

const INTERFACE: &str = "PublicKeyCredential";

thread_local! {
    /// Browsers carry out one request at a time and refuse a second, so a new one ends the one before it.
    static CURRENT: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

/// Whether the browser has the interface at all: only in secure contexts, and not in every embedded view.
pub fn is_supported() -> bool {
    member(&window(), INTERFACE).is_function() && member(&window().navigator(), "credentials").is_object()
}

/// Asks the device. `done` gets the credential as JSON, or why there is none.
///
/// A dialog is asked for before this returns: Safari shows it only in the very event of a press.
pub fn ask(ceremony: Ceremony, options: &RawJson, done: impl FnOnce(Result<RawJson, CeremonyError>) + 'static) {
    stop();
    let Ok(abort) = AbortController::new() else { return done(Err(CeremonyError::Unsupported)) };
    let signal = abort.signal();
    CURRENT.replace(Some(abort));
    if ceremony == Ceremony::Conditional {
        let options = options.clone();
        spawn_local(async move {
            done(match (can_offer_beside_field().await, signal.aborted()) {
                (true, false) => settled(begin(ceremony, &options, &signal)).await,
                (_, true) => Err(CeremonyError::Cancelled),
                _ => Err(CeremonyError::Unsupported),
            });
        });
    } else {
        let asked = begin(ceremony, options, &signal);
        spawn_local(async move { done(settled(asked).await) });
    }
}

/// Stops asking, if the device is being asked.
pub fn stop() {
    if let Some(abort) = CURRENT.take() {
        abort.abort();
    }
}

/// Tells the device that the server does not know this passkey, so that it is not offered again (section 5.1.10). Where
/// the browser cannot, nothing happens.
pub fn forget(options: &RawJson, credential: &RawJson) {
    let signal = member(&interface(), "signalUnknownCredential");
    let (Ok(options), Ok(credential)) = (JSON::parse(options.as_str()), JSON::parse(credential.as_str())) else {
        return;
    };
    let Some(signal) = signal.dyn_ref::<Function>() else { return };
    let rp = Some(member(&options, "rpId")).filter(JsValue::is_string);
    let rp = rp.unwrap_or_else(|| window().location().hostname().unwrap_or_default().into());
    let about = Object::new();
    set(&about, "rpId", &rp);
    set(&about, "credentialId", &member(&credential, "id"));
    let told = signal.call1(&interface(), &about).and_then(JsCast::dyn_into::<Promise>);
    spawn_local(async move {
        if let Ok(told) = told {
            let _ = JsFuture::from(told).await;
        }
    });
}

fn begin(ceremony: Ceremony, options: &RawJson, signal: &AbortSignal) -> Result<Promise, JsValue> {
    let creates = ceremony == Ceremony::Create;
    let json = JSON::parse(options.as_str())?;
    let parse = if creates { "parseCreationOptionsFromJSON" } else { "parseRequestOptionsFromJSON" };
    let public_key = match member(&interface(), parse).dyn_ref::<Function>() {
        Some(parse) => parse.call1(&interface(), &json)?,
        None => json::options(json)?,
    };
    let request = Object::new();
    set(&request, "publicKey", &public_key);
    set(&request, "signal", signal);
    if ceremony == Ceremony::Conditional {
        set(&request, "mediation", &"conditional".into());
    }
    let credentials = member(&window().navigator(), "credentials");
    call(&credentials, if creates { "create" } else { "get" }, &Array::of1(&request))?.dyn_into()
}

async fn settled(asked: Result<Promise, JsValue>) -> Result<RawJson, CeremonyError> {
    let given = match asked {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    let credential = given.map_err(|error| reason(&error))?;
    if !credential.is_object() {
        return Err(CeremonyError::Failed);
    }
    // Extensions that answer in the browser's place give objects of their own, which cannot always do this.
    let json = call(&credential, "toJSON", &Array::new())
        .or_else(|_| json::credential(&credential))
        .and_then(|json| JSON::stringify(&json));
    json.map(|json| RawJson::new(String::from(json))).map_err(|_| CeremonyError::Failed)
}

/// Why a ceremony came to nothing (sections 5.1.3 and 5.1.4).
fn reason(error: &JsValue) -> CeremonyError {
    match member(error, "name").as_string().as_deref() {
        Some("NotAllowedError" | "AbortError" | "TimeoutError") => CeremonyError::Cancelled,
        Some("InvalidStateError") => CeremonyError::Exists,
        Some("SecurityError") => CeremonyError::Insecure,
        Some("NotSupportedError" | "ConstraintError") => CeremonyError::Unsupported,
        _ => CeremonyError::Failed,
    }
}

/// Whether the browser offers passkeys in the list of a field (section 5.1.7, `isConditionalMediationAvailable`).
async fn can_offer_beside_field() -> bool {
    let answer = call(&interface(), "isConditionalMediationAvailable", &Array::new());
    match answer.and_then(JsCast::dyn_into::<Promise>) {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy()),
        Err(_) => false,
    }
}

fn interface() -> JsValue {
    member(&window(), INTERFACE)
}

/// A member of anything; `undefined` where there is none.
fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn set(on: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(on, &name.into(), value);
}

/// Calls a method; an error where it is none.
fn call(on: &JsValue, method: &str, with: &Array) -> Result<JsValue, JsValue> {
    member(on, method).dyn_into::<Function>()?.apply(on, with)
}
