//! Identity providers, where they are offered (U4, U7, U8, U10).

use auth_contract::{FlowNotice, NoticeCode};

use super::*;
use crate::flow::WebView;
use crate::i18n::Key;
use crate::i18n::wording;

/// The ids of the providers that are offered, in order; what is made of later has none.
fn offered(html: &str) -> Vec<&str> {
    let ids = html.split("data-provider=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.filter(|id| !id.is_empty()).collect()
}

#[test]
fn providers_are_offered_below_the_form_in_the_order_of_the_server() {
    let html = draw(&sample("identify-providers"), "en");
    assert_eq!(offered(&html), ["google", "apple", "microsoft"]);
    let places = ["</form>", ">or<", "Continue with Google", "identify-passkey"].map(|text| html.find(text).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    assert!(html.contains("href=\"#provider-google\""), "the logo comes from the document's sprite");
}

#[test]
fn many_providers_are_folded_after_the_fifth_and_none_is_lost() {
    let scene = sample("identify-twelve-providers");
    let Step::Identify(step) = &scene.flow.step else { panic!("another step") };
    let html = draw(&scene, "en");
    let ids: Vec<_> = step.providers.iter().map(|provider| provider.id.as_str()).collect();
    assert_eq!(offered(&html), ids);
    let (first, others) = html.split_once("<details class=\"disclosure more\">").expect("something to open");
    assert_eq!(offered(first).len(), 5);
    assert!(others.contains(bundled("en").get(Key::ProviderMore)), "{others}");
    let few = draw(&sample("identify-providers"), "en");
    assert!(few.contains("<details class=\"disclosure more\" hidden"), "one too few to fold");
}

#[test]
fn a_provider_without_a_logo_has_its_first_letter() {
    let html = draw(&sample("identify-twelve-providers"), "en");
    let (_, github) = html.split_once("data-provider=\"github\"").unwrap();
    let (github, _) = github.split_once("</button>").unwrap();
    assert!(github.contains(">G</span>") && !github.contains("<svg"), "{github}");
}

#[test]
fn without_providers_nothing_of_them_is_seen() {
    let html = draw(&sample("identify"), "en");
    assert!(html.contains("id=\"identify-providers\" hidden"), "{html}");
    assert!(!draw(&sample("password"), "en").contains("data-provider"));
}

/// U8: the same for everybody, and going back is one press.
#[test]
fn the_password_screen_offers_the_providers_again() {
    let html = draw(&sample("password-providers"), "en");
    assert_eq!(offered(&html), ["google", "apple", "microsoft"]);
    assert!(html.find("</form>") < html.find("data-provider"), "the form comes first");
    assert!(html.contains("data-action=\"back\""));
}

#[test]
fn the_last_way_is_marked_on_its_own_button_and_on_no_other() {
    let html = draw_with(&sample("password-providers"), "en", |state| state.last_used_method = Some("apple".into()));
    assert_eq!(html.matches("class=\"badge\"").count(), 1);
    let (_, apple) = html.split_once("data-provider=\"apple\"").unwrap();
    assert!(apple.split("</button>").next().unwrap().contains("Last used"));
    let gone =
        draw_with(&sample("password-providers"), "en", |state| state.last_used_method = Some("elsewhere".into()));
    assert!(!gone.contains("class=\"badge\""));
}

/// U4: a provider that refuses the app around the page gives way to the browser; the others stay.
#[test]
fn inside_an_app_the_browser_takes_the_place_of_a_provider_that_refuses() {
    let web_view = |web_view| draw_with(&sample("password-providers"), "en", |state| state.web_view = Some(web_view));
    let html = web_view(WebView::Ios);
    assert_eq!(offered(&html), ["apple", "microsoft"]);
    assert!(html.contains("Google doesn’t work inside other apps"));
    assert!(html.contains("href=\"x-safari-https://auth.example.com/?request="), "{html}");
    assert!(web_view(WebView::Android).contains("href=\"intent://auth.example.com/?request="));
    let other = web_view(WebView::Other);
    assert!(!other.contains("data-open") && other.contains("data-copy"), "copying always works");
}

/// Each has words in every language, with every name filled in, and the hook says which it is.
#[test]
fn every_notice_has_words_and_a_name() {
    for code in NoticeCode::ALL {
        let notice = |reference: Option<&str>| FlowNotice {
            code: *code,
            params: vec!["Sjøbu".into(), "Fjordhav".into()],
            reference: reference.map(str::to_owned),
        };
        let name = wording::notice_name(*code);
        assert_eq!(serde_json::to_value(code).unwrap(), name);
        for (tag, _) in BUNDLED {
            let text = wording::notice(bundled(tag), &notice(None));
            assert!(text.len() > 10 && !text.contains(['{', '}']), "{name} in {tag}: {text}");
            assert!(!text.contains("  ") && !text.contains(" ,") && !text.starts_with(' '), "{name} in {tag}: {text}");
        }
        let mut scene = sample("password");
        scene.flow.notice = Some(notice(Some("7f3c-91ab")));
        let html = draw(&scene, "en");
        assert!(html.contains(&format!("data-notice=\"{name}\"")) && html.contains("7f3c-91ab"), "{html}");
    }
}

/// U10: who signs the person in, which button does not work, and the one press that goes on.
#[test]
fn a_mismatch_names_both_sides_and_the_button_to_press() {
    let scene = sample("identify-federation-mismatch");
    for (tag, _) in BUNDLED {
        let words = bundled(tag);
        let text = wording::notice(words, scene.flow.notice.as_ref().unwrap());
        for part in ["Google", "Fjord Hospital Trust", words.get(Key::CommonContinue)] {
            assert!(text.contains(part), "{tag}: {part}: {text}");
        }
    }
}
