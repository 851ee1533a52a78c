//! Codes from text messages (`WebOTP`).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Event, EventInit, HtmlInputElement};

use super::{dom, window};

/// Waits for a text message with a code; stops when this is dropped.
#[must_use]
pub struct SmsCodeRequest(Option<AbortController>);

impl Drop for SmsCodeRequest {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Puts the code of a text message that names this host into the field with this id, as if it had been typed (`WebOTP`
/// API, W3C Community Group draft). Where the browser lacks it, or the person declines, nothing happens.
pub fn fill_from_sms(id: &'static str) -> SmsCodeRequest {
    // A preview must not ask for anybody's messages.
    if cfg!(feature = "preview") {
        return SmsCodeRequest(None);
    }
    let Ok(true) = Reflect::has(&window(), &"OTPCredential".into()) else { return SmsCodeRequest(None) };
    let controller = AbortController::new().ok();
    if let Some(asked) = controller.as_ref().and_then(|controller| ask(controller).ok()) {
        spawn_local(async move {
            let answer = JsFuture::from(asked).await;
            if let Some(code) = answer.ok().and_then(|credential| text(&credential, "code")) {
                type_into(id, &code);
            }
        });
    }
    SmsCodeRequest(controller)
}

fn ask(controller: &AbortController) -> Result<Promise, JsValue> {
    let (otp, options) = (Object::new(), Object::new());
    Reflect::set(&otp, &"transport".into(), &js_sys::Array::of1(&"sms".into()))?;
    Reflect::set(&options, &"otp".into(), &otp)?;
    Reflect::set(&options, &"signal".into(), &controller.signal())?;
    let credentials = Reflect::get(&window().navigator(), &"credentials".into())?;
    let get: Function = Reflect::get(&credentials, &"get".into())?.dyn_into()?;
    get.call1(&credentials, &options)?.dyn_into()
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    Reflect::get(of, &name.into()).ok()?.as_string()
}

/// The screen's own listener takes it from there, as it does after autofill.
fn type_into(id: &str, code: &str) {
    let Some(field) = dom::by_id::<HtmlInputElement>(id) else { return };
    field.set_value(code);
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        let _ = field.dispatch_event(&event);
    }
}
