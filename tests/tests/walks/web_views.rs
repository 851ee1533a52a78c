//! Inside other apps (U4): a web view in which a provider refuses to work.

use portico_tests::{Person, walk};
use serde_json::{Value, json};

use crate::social::WITH_APPLE;

const ANDROID: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
                       Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Mobile/15E148 Instagram 350.0.0 (iPhone15,3; iOS 18_1)";
/// The window that the system has for signing in is the browser, and says what it says.
const CUSTOM_TAB: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36";

async fn is_inside(person: &Person, agent: &str) {
    person.browser().cdp("Network.setUserAgentOverride", json!({"userAgent": agent})).await;
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.sees_the_program_arrive().await;
}

/// U4: Google is replaced by the way to the browser, where the sign-in goes on; what works in a web view stays.
#[test]
fn a_provider_that_refuses_web_views_becomes_the_way_to_the_browser() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let person = stage.person(&product).await;
        is_inside(&person, ANDROID).await;
        person.reads("[data-open=browser]").await;
        let way = person.property("[data-open=browser]", "href").await;
        let way = way.as_str().unwrap_or_default().to_owned();
        assert!(way.starts_with("intent://localhost") && way.contains("scheme=http;"), "{way}");
        assert!(person.reads(".way-out").await.contains("Google"));
        assert!(!person.can_see("[data-provider=google]").await);
        assert!(person.can_see("[data-provider=apple]").await);

        person.may_use_the_clipboard().await;
        person.clicks(".way-out [data-copy]").await;
        let copied = "return navigator.clipboard.readText().then(text => text.startsWith('http') && text);";
        let address = person.until("the address in the clipboard", copied, Value::Null).await;
        let browser = stage.person(&product).await;
        browser.opens_address(address.as_str().unwrap_or_default()).await;
        browser.sees("identify").await;
        assert!(browser.can_see("[data-provider=google]").await);
        assert!(browser.text_on_screen().await.contains("Northwind Notes"), "the sign-in goes on where it began");

        // U8 in a web view.
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
        assert!(!person.can_see("[data-provider=google]").await);
        person.presses_provider("apple").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&product.account(WITH_APPLE).await.username).await;
        person.lands_in_the_product().await;
    });
}

/// U4: on an iPhone the address has Safari's own scheme; the system's own window for signing in is left as it is.
#[test]
fn every_system_has_its_own_way() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let person = stage.person(&product).await;
        is_inside(&person, IPHONE).await;
        person.reads("[data-open=browser]").await;
        let way = person.property("[data-open=browser]", "href").await;
        assert!(way.as_str().is_some_and(|way| way.starts_with("x-safari-http://localhost")), "{way}");
        assert!(!person.can_see("[data-provider=google]").await);
        is_inside(&person, CUSTOM_TAB).await;
        person.reads("[data-provider=google]").await;
        assert!(!person.can_see("[data-open=browser], .way-out").await);
    });
}
