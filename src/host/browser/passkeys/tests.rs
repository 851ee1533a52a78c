//! Against a browser that is told what to be: an old one without the JSON methods, one with an extension in its place.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Error, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Every value of a byte, and what it is in base64url (RFC 4648 section 5).
fn every_byte() -> Vec<u8> {
    (0..=255).collect()
}

fn bytes(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer()
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, value);
    }
    object.into()
}

fn function(body: impl FnMut(JsValue) -> JsValue + 'static) -> JsValue {
    let body: Box<dyn FnMut(JsValue) -> JsValue> = Box::new(body);
    Closure::wrap(body).into_js_value()
}

/// A browser whose interface has these members besides what any function has, and whose requests end with `answer`.
/// What it was asked is kept.
fn browser(members: &[(&str, JsValue)], answer: impl Fn() -> Promise + 'static) -> Rc<RefCell<Vec<JsValue>>> {
    let interface = function(|_| JsValue::UNDEFINED);
    for (name, value) in members {
        set(&interface, name, value);
    }
    set(&window(), INTERFACE, &interface);
    let asked = Rc::new(RefCell::new(vec![]));
    let log = asked.clone();
    let request = function(move |options| {
        log.borrow_mut().push(options);
        answer().into()
    });
    let credentials = object(&[("get", request.clone()), ("create", request)]);
    let property = object(&[("value", credentials), ("configurable", true.into())]);
    Object::define_property(&window().navigator(), &"credentials".into(), property.unchecked_ref());
    asked
}

fn never() -> Promise {
    Promise::new(&mut |_, _| {})
}

/// What an authenticator gives on an old browser: bytes, and no `toJSON`.
fn assertion() -> JsValue {
    object(&[
        ("id", "AQID".into()),
        ("type", "public-key".into()),
        ("authenticatorAttachment", "platform".into()),
        ("getClientExtensionResults", function(|_| Object::new().into())),
        (
            "response",
            object(&[
                ("clientDataJSON", bytes(b"{}").into()),
                ("authenticatorData", bytes(&[0xfb, 0xff, 0xfe]).into()),
                ("signature", bytes(&[1]).into()),
                ("userHandle", JsValue::NULL),
            ]),
        ),
    ])
}

async fn ask_for(ceremony: Ceremony, options: &str) -> Result<RawJson, CeremonyError> {
    let result = Rc::new(RefCell::new(None));
    let place = result.clone();
    let done = Promise::new(&mut |resolve, _| {
        let place = place.clone();
        ask(ceremony, &RawJson::new(options), move |result| {
            place.replace(Some(result));
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    JsFuture::from(done).await.expect("an end");
    result.take().expect("a result")
}

fn parsed(json: &RawJson) -> JsValue {
    JSON::parse(json.as_str()).expect("JSON")
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    member(of, name).as_string()
}

fn read(of: &JsValue, name: &str) -> Vec<u8> {
    Uint8Array::new(&member(of, name)).to_vec()
}

#[wasm_bindgen_test]
fn options_reach_an_old_browser_as_bytes() {
    let all = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn-AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmqq6ytrq-wsbKztLW2t7i5uru8vb6_wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t_g4eLj5OXm5-jp6uvs7e7v8PHy8_T19vf4-fr7_P3-_w";
    let json = format!(
        r#"{{"challenge":"{all}","user":{{"id":"AQID","name":"kari"}},"excludeCredentials":[{{"id":"-_8","type":"public-key"}}],"timeout":60000}}"#
    );
    let options = json::options(JSON::parse(&json).unwrap()).unwrap();
    assert_eq!(read(&options, "challenge"), every_byte());
    assert_eq!(read(&member(&options, "user"), "id"), [1, 2, 3]);
    assert_eq!(text(&member(&options, "user"), "name").as_deref(), Some("kari"));
    let list: Array = member(&options, "excludeCredentials").unchecked_into();
    assert_eq!(read(&list.get(0), "id"), [0xfb, 0xff]);
    assert_eq!(member(&options, "timeout").as_f64(), Some(60000.0));
}

#[wasm_bindgen_test]
async fn what_an_old_browser_gives_is_written_as_the_contract_has_it() {
    let asked = browser(&[], || Promise::resolve(&assertion()));
    let options = r#"{"challenge":"AQ","allowCredentials":[{"id":"AQID","type":"public-key"}]}"#;
    let json = parsed(&ask_for(Ceremony::Get, options).await.unwrap());
    assert_eq!(text(&json, "id").as_deref(), Some("AQID"));
    assert_eq!(text(&json, "rawId").as_deref(), Some("AQID"));
    assert_eq!(text(&json, "type").as_deref(), Some("public-key"));
    let response = member(&json, "response");
    assert_eq!(text(&response, "authenticatorData").as_deref(), Some("-__-"));
    assert_eq!(text(&response, "clientDataJSON").as_deref(), Some("e30"), "no padding");
    assert!(member(&response, "userHandle").is_undefined(), "there was none");
    let request = member(&asked.borrow()[0], "publicKey");
    assert_eq!(read(&request, "challenge"), [1]);
    assert!(member(&asked.borrow()[0], "mediation").is_undefined());
}

#[wasm_bindgen_test]
async fn the_browser_does_it_itself_where_it_can() {
    let parse = function(|json| object(&[("challenge", member(&json, "challenge")), ("parsed", true.into())]));
    let members = [("parseRequestOptionsFromJSON", parse)];
    let given = || object(&[("toJSON", function(|_| object(&[("by", "browser".into())])))]);
    let asked = browser(&members, move || Promise::resolve(&given()));
    let json = parsed(&ask_for(Ceremony::Get, r#"{"challenge":"AQ"}"#).await.unwrap());
    assert_eq!(text(&json, "by").as_deref(), Some("browser"));
    assert_eq!(member(&member(&asked.borrow()[0], "publicKey"), "parsed").as_bool(), Some(true));
}

#[wasm_bindgen_test]
async fn an_extension_that_answers_in_its_place_is_read_by_hand() {
    let given = || {
        let credential = assertion();
        set(&credential, "toJSON", &function(|_| wasm_bindgen::throw_str("Illegal invocation")));
        credential
    };
    browser(&[], move || Promise::resolve(&given()));
    let json = parsed(&ask_for(Ceremony::Get, r#"{"challenge":"AQ"}"#).await.unwrap());
    assert_eq!(text(&json, "id").as_deref(), Some("AQID"));
}

#[wasm_bindgen_test]
async fn every_refusal_is_told_apart() {
    let reasons = [
        ("NotAllowedError", CeremonyError::Cancelled),
        ("AbortError", CeremonyError::Cancelled),
        ("InvalidStateError", CeremonyError::Exists),
        ("SecurityError", CeremonyError::Insecure),
        ("NotSupportedError", CeremonyError::Unsupported),
        ("ConstraintError", CeremonyError::Unsupported),
        ("UnknownError", CeremonyError::Failed),
    ];
    for (name, reason) in reasons {
        browser(&[], move || {
            let error = Error::new("no");
            error.set_name(name);
            Promise::reject(&error)
        });
        assert_eq!(ask_for(Ceremony::Create, r#"{"challenge":"AQ"}"#).await, Err(reason), "{name}");
    }
    browser(&[], || Promise::resolve(&JsValue::NULL));
    assert_eq!(ask_for(Ceremony::Get, r#"{"challenge":"AQ"}"#).await, Err(CeremonyError::Failed));
}

#[wasm_bindgen_test]
fn one_request_at_a_time_and_stopping_ends_it() {
    let asked = browser(&[], never);
    let aborted = |index: usize| {
        let signal: AbortSignal = member(&asked.borrow()[index], "signal").unchecked_into();
        signal.aborted()
    };
    let options = RawJson::new(r#"{"challenge":"AQ"}"#);
    ask(Ceremony::Get, &options, |_| {});
    assert_eq!(asked.borrow().len(), 1, "asked in the very event of the press");
    assert!(!aborted(0));
    ask(Ceremony::Create, &options, |_| {});
    assert!(aborted(0) && !aborted(1));
    stop();
    assert!(aborted(1));
    stop();
}

#[wasm_bindgen_test]
async fn beside_a_field_is_asked_only_where_the_browser_offers_it() {
    for available in [true, false] {
        let answer = function(move |_| Promise::resolve(&JsValue::from_bool(available)).into());
        let asked = browser(&[("isConditionalMediationAvailable", answer)], || Promise::resolve(&assertion()));
        let result = ask_for(Ceremony::Conditional, r#"{"challenge":"AQ"}"#).await;
        assert_eq!(result.is_ok(), available);
        assert_eq!(asked.borrow().len(), usize::from(available));
        if available {
            assert_eq!(text(&asked.borrow()[0], "mediation").as_deref(), Some("conditional"));
        }
    }
    browser(&[], never);
    let old = ask_for(Ceremony::Conditional, r#"{"challenge":"AQ"}"#).await;
    assert_eq!(old, Err(CeremonyError::Unsupported), "a browser that has never heard of it");
}

#[wasm_bindgen_test]
fn the_device_is_told_which_passkey_nobody_has() {
    let told = Rc::new(RefCell::new(JsValue::UNDEFINED));
    let place = told.clone();
    let signal = function(move |about| {
        place.replace(about);
        Promise::resolve(&JsValue::UNDEFINED).into()
    });
    browser(&[("signalUnknownCredential", signal)], never);
    forget(&RawJson::new(r#"{"rpId":"auth.example.com"}"#), &RawJson::new(r#"{"id":"AQID"}"#));
    assert_eq!(text(&told.borrow(), "rpId").as_deref(), Some("auth.example.com"));
    assert_eq!(text(&told.borrow(), "credentialId").as_deref(), Some("AQID"));
    forget(&RawJson::new("{}"), &RawJson::new(r#"{"id":"AQID"}"#));
    assert_eq!(text(&told.borrow(), "rpId"), window().location().hostname().ok(), "the page's own, when not said");
    browser(&[], never);
    forget(&RawJson::new("{}"), &RawJson::new("{}"));
}
