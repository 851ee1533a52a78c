//! The virtual authenticators themselves, on a page that is not the product's.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use portico_tests::browser::Device;
use portico_tests::{Person, Product, walk};
use serde_json::{Value, json};

const PAGE: &str = "<!doctype html><html lang=en><title>Keys</title><main data-step=identify><h1>Keys</h1>
    <label for=username>Name</label><input id=username name=username autocomplete='username webauthn'></main>";

/// Makes a passkey and uses it, as the product's page would; what the page is told comes back.
async fn makes_and_uses(person: &Person) -> Value {
    let script = "
        const [_, done] = arguments;
        const challenge = new Uint8Array(32), id = new Uint8Array([1, 2, 3, 4]);
        (async () => {
            const made = await navigator.credentials.create({publicKey: {
                challenge, rp: {id: 'localhost', name: 'Keys'}, user: {id, name: 'kari', displayName: 'Kari'},
                pubKeyCredParams: [{type: 'public-key', alg: -7}],
                authenticatorSelection: {residentKey: 'required', userVerification: 'required'},
            }});
            const used = await navigator.credentials.get({publicKey: {challenge, rpId: 'localhost', userVerification: 'required'}});
            return {same: made.id === used.id, handle: [...new Uint8Array(used.response.userHandle)]};
        })().then(done, error => done({error: String(error)}));
    ";
    person.browser().client.execute_async(script, vec![Value::Null]).await.expect("a script that ends")
}

#[test]
fn chromium_makes_and_uses_a_passkey() {
    walk(async |stage| {
        let site = Router::new().route("/", get(|| async { Html(PAGE) }));
        let person = stage.person(&Product::around(site).await).await;
        person.opens("/").await;
        let device = person.browser().plugs_in(Device::BuiltIn).await;
        assert_eq!(makes_and_uses(&person).await, json!({"same": true, "handle": [1, 2, 3, 4]}));
        let kept = person.browser().passkeys_in(&device).await;
        assert_eq!((kept.len(), &kept[0]["rpId"]), (1, &json!("localhost")), "{kept:?}");
        person.browser().verifies(&device, false).await;
        let refused = makes_and_uses(&person).await["error"].to_string();
        assert!(refused.contains("NotAllowedError"), "{refused}");
    });
}

#[test]
fn firefox_makes_and_uses_a_passkey() {
    walk(async |stage| {
        let site = Router::new().route("/", get(|| async { Html(PAGE) }));
        let person = stage.person_with_firefox(&Product::around(site).await).await;
        person.opens("/").await;
        let device = person.browser().plugs_in(Device::BuiltIn).await;
        assert_eq!(makes_and_uses(&person).await, json!({"same": true, "handle": [1, 2, 3, 4]}));
        assert_eq!(person.browser().passkeys_in(&device).await.len(), 1);
    });
}

/// A request that waits for the field (conditional mediation) is answered when the person agrees; one that met a person
/// who does not, stays open until the page gives it up.
#[test]
fn a_request_waits_for_a_person_who_agrees() {
    walk(async |stage| {
        let site = Router::new().route("/", get(|| async { Html(PAGE) }));
        let person = stage.person(&Product::around(site).await).await;
        person.opens("/").await;
        let device = person.browser().plugs_in(Device::BuiltIn).await;
        makes_and_uses(&person).await;
        let asks = "
            window.givesUp?.();
            const stopper = new AbortController();
            [window.outcome, window.givesUp] = ['waits', () => stopper.abort()];
            const publicKey = {challenge: new Uint8Array(32), rpId: 'localhost', userVerification: 'required'};
            const asked = navigator.credentials.get({mediation: 'conditional', signal: stopper.signal, publicKey});
            asked.then(() => outcome = 'signed in', error => error.name === 'AbortError' || (outcome = String(error)));
        ";
        person.browser().agrees(&device, false).await;
        person.runs(asks, Value::Null).await;
        // Longer than an agreed request takes below.
        person.runs("return new Promise(then => setTimeout(then, 500));", Value::Null).await;
        assert_eq!(person.runs("return outcome;", Value::Null).await, "waits");
        person.browser().agrees(&device, true).await;
        person.runs(asks, Value::Null).await;
        person.until("signed in", "return outcome === 'signed in';", Value::Null).await;
    });
}
