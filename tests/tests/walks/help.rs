//! Help where it is needed, in the page itself.

use portico_tests::walk;
use serde_json::{Value, json};

use crate::tour;

/// M6, U12: a code that does not work leads to the likely cause, to another method, and in the end to support.
#[test]
fn a_code_that_does_not_work_leads_to_help_and_support() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "mfa_challenge").await;
        person.gives_code("000000").await;
        let words = person.expects_error("invalid_code").await;
        assert!(words.contains("time") && words.contains("automatic"), "nothing about the clock: {words}");
        person.clicks("[data-step=mfa_challenge] summary").await;
        person.reads("[data-method=recovery_code]").await;
        assert!(person.text_on_screen().await.to_lowercase().contains("support"), "nothing about support");

        tour::goes_to(&person, "denied").await;
        person.reads("[data-step=denied] a[href^='mailto:'], [data-step=denied] a[href^='tel:']").await;
        person.presses("restart").await;
        person.sees("identify").await;
    });
}

/// P6: the page shows how long the current code lives, by the server's clock, and says to wait for the next one.
#[test]
fn the_life_of_the_current_code_is_shown() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        // Half a period away from the device's clock: who reckons with that one is wrong by 15 s.
        product.advance_clock(std::time::Duration::from_secs(45)).await;
        for step in ["totp_enroll", "mfa_challenge"] {
            tour::goes_to(&person, step).await;
            let seconds = "
                const text = words(find('[data-step]'));
                const shown = /(\\d+)\\s*s\\b/.exec(text);
                return shown && {left: Number(shown[1])};
            ";
            let shown = person.until("seconds", seconds, Value::Null).await["left"].as_i64().expect("a number");
            let left = 30 - i64::try_from(product.now().await % 30).expect("less than 30");
            // One second for the rounding on either side and one for looking.
            let apart = (shown - left).rem_euclid(30).min((left - shown).rem_euclid(30));
            assert!(apart <= 2, "{step}: {shown} s on screen, {left} s in truth");
            let ticks = format!("const text = words(find('[data-step]')); return !/\\b{shown}\\s*s\\b/.test(text);");
            person.until("the countdown to move", &ticks, Value::Null).await;
            let rule = "return document.querySelector('[data-step]').textContent.includes('wait for the next one')";
            assert_eq!(person.runs(rule, Value::Null).await, true, "{step}: no word on waiting for the next one");
        }
    });
}

/// M3: how to get an app is a press away from the QR code.
#[test]
fn where_to_get_an_app_is_told() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "totp_enroll").await;
        person
            .runs("document.querySelectorAll('[data-step] details').forEach(help => help.open = true)", Value::Null)
            .await;
        let told = "const text = words(find('[data-step]')); return arguments[0].every(name => text.includes(name));";
        let names = json!(["Microsoft Authenticator", "Google Authenticator", "App Store", "Google Play"]);
        person.until("the well-known apps and shops", told, names).await;
    });
}

/// Without JavaScript the page says so instead of doing nothing.
#[test]
fn a_browser_without_javascript_is_told() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        person.browser().cdp("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
        person.opens("/").await;
        let text = person.browser().client.find(fantoccini::Locator::Css("body")).await.expect("a body").text().await;
        assert!(text.expect("text").contains("JavaScript"), "no word about JavaScript");
    });
}
