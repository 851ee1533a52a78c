//! Several brands from one build: who comes from which product meets which brand, from the first byte to the last screen.

use portico_tests::{Person, walk};
use serde_json::Value;

/// Product of the lobby, the name of its brand.
const BRANDS: [(&str, &str); 3] = [("web", "Portico"), ("fjord", "Fjord Clinic"), ("ledger", "Ledgerline")];

/// What of the brand is on screen: name, title, icon, and what the theme made of button, card and heading.
async fn seen(person: &Person) -> Value {
    let body = "
        const style = selector => getComputedStyle(document.querySelector(selector));
        const card = [...document.querySelectorAll('.card')].find(card => card.checkVisibility());
        return {
            name: document.querySelector('.brand-name').textContent,
            title: document.title,
            icon: document.querySelector('link[rel=icon]').href,
            logo: document.querySelector('.brand-logo').currentSrc,
            accent: style('.button').backgroundColor,
            corner: getComputedStyle(card).borderRadius,
            heading: getComputedStyle(card.querySelector('h1')).fontFamily,
        };
    ";
    person.runs(body, Value::Null).await
}

/// The brand is in the one document that comes, before any script; it stays on the next screen, over a reload, and the
/// way back to the product is open.
#[test]
fn a_product_brings_its_brand_from_the_first_byte_to_the_last_screen() {
    walk(async |stage| {
        let product = stage.product().await;
        let account = product.account("plain").await;
        for (platform, name) in BRANDS {
            let person = stage.person(&product).await;
            let held = product.faults().on("GET /assets/*.js").holds_the_request();
            person.opens("/dev").await;
            product.traffic().clear();
            person.clicks(&format!("a[href='/dev/client/{platform}/start']")).await;
            person.sees("identify").await;
            let first = seen(&person).await;
            assert_eq!(first["name"], name, "{}", person.journal());
            assert!(first["title"].as_str().is_some_and(|title| title.ends_with(name)), "{first}");
            let documents = product.traffic().matching("GET /");
            assert_eq!(documents.len(), 1, "one document and no detour");
            held.release();
            person.sees_the_program_arrive().await;
            person.identifies(&account).await;
            person.sees("password").await;
            for key in ["name", "icon", "logo", "accent", "corner", "heading"] {
                assert_eq!(seen(&person).await[key], first[key], "{name}: {key} on the next screen");
            }
            person.reloads().await;
            person.sees("password").await;
            assert_eq!(seen(&person).await["accent"], first["accent"], "{name} after a reload");
            person.gives_password(&account).await;
            person.lands_in_the_product().await;
        }
    });
}

/// Every brand looks another way, in light and in dark.
#[test]
fn no_two_brands_look_alike() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        for scheme in ["light", "dark"] {
            person.prefers(scheme).await;
            let mut looks: Vec<Value> = Vec::new();
            for (platform, name) in BRANDS {
                person.opens(&format!("/dev/client/{platform}/start")).await;
                person.sees("identify").await;
                let look = seen(&person).await;
                for other in &looks {
                    for key in ["icon", "logo", "accent", "corner"] {
                        assert_ne!(look[key], other[key], "{key} of {name} in {scheme}");
                    }
                }
                looks.push(look);
            }
        }
    });
}

/// A wide logo and the longest words still fit a small phone.
#[test]
fn no_brand_scrolls_sideways_on_a_small_phone() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.uses_screen(320, 640).await;
        for (platform, name) in BRANDS {
            for language in ["en", "nb"] {
                person.opens(&format!("/dev/client/{platform}/start?ui_locales={language}")).await;
                person.sees("identify").await;
                let body = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
                assert_eq!(person.runs(body, Value::Null).await, 0, "{name} in {language}");
            }
        }
    });
}

/// A brand may have a help page in each language; the link follows the language that the person chooses.
#[test]
fn links_lead_to_pages_in_the_language_on_screen() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens("/dev/client/fjord/start?ui_locales=en").await;
        person.sees("identify").await;
        person.sees_the_program_arrive().await;
        let help = async || person.property(".foot-link:not([hidden])", "href").await;
        assert_eq!(help().await, "https://fjord-clinic.example/help");
        person.runs("const s = document.querySelector('#language'); s.value = 'nb'; s.dispatchEvent(new Event('change', {bubbles: true}))", Value::Null).await;
        person.until("the page in Norwegian", "return document.documentElement.lang === 'nb'", Value::Null).await;
        assert_eq!(help().await, "https://fjord-clinic.example/hjelp");
    });
}
