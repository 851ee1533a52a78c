use std::fs;

use super::*;
use crate::testing::scratch;

const LANGUAGES: [&str; 2] = ["en", "nb"];

fn languages() -> Vec<String> {
    LANGUAGES.map(str::to_owned).to_vec()
}

/// Reads a `brand.toml` with this text; on failure what is said about it, without the file's name.
fn read_text(name: &str, text: &str) -> Result<Document, Vec<String>> {
    let folder = scratch(name).join("brands").join("x");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("brand.toml"), text).unwrap();
    read(&folder.join("brand.toml"), &languages())
        .map_err(|slips| slips.0.iter().map(|slip| slip.to_string().replace("brands/x/brand.toml:", "")).collect())
}

const HEAD: &str = "name = \"X\"\ndefault_language = \"en\"\n";

#[test]
fn everything_that_a_brand_can_say_is_read() {
    let text = r#"
name = "Fjord Clinic"
default_language = "en"
[logo]
shows_name = true
[links]
help = { en = "https://example.com/help", nb = "https://example.com/hjelp" }
privacy = "mailto:privacy@example.com"
[support]
email = "help@example.com"
phone = "+47 22 00 00 00"
[navigation]
origins = ["https://app.example.com:8443"]
schemes = ["com.example.app:"]
identity_providers = ["https://login.example.com", "https://*.okta.com"]
loopback = true
[[notices]]
id = "night"
from = 2027-01-31T22:00:00+01:00
until = 2027-02-01
title = { en = "Maintenance", nb = "Vedlikehold" }
text = { en = "Tonight.", nb = "I natt." }
link = "https://status.example.com"
[[introduction]]
title = { en = "Hello", nb = "Hei" }
text = { en = "One.", nb = "Én." }
picture = "hello.svg"
"#;
    let Document { settings, pictures, .. } = read_text("document-whole", text).map_err(|e| e.join("\n")).unwrap();
    assert!(settings.logo_shows_name);
    assert_eq!(settings.links.help.as_ref().unwrap().get("nb"), "https://example.com/hjelp");
    assert_eq!(settings.links.privacy.as_ref().unwrap().get("nb"), "mailto:privacy@example.com");
    assert_eq!(settings.targets(), "https://app.example.com:8443 com.example.app: loopback");
    assert_eq!(settings.identity_providers(), "https://login.example.com https://*.okta.com loopback");
    let night = &settings.notices[0];
    assert_eq!((night.until.0 - night.from.0, night.from.0), (3 * 3600, 1_801_429_200));
    assert_eq!(night.title.get("nb"), "Vedlikehold");
    assert_eq!(settings.introduction[0].picture.as_deref(), Some("hello.svg"));
    assert_eq!(pictures, [("hello.svg".to_owned(), 27)]);
}

#[test]
fn structure_is_refused_with_line_key_and_what_is_allowed() {
    for (name, text, expected) in [
        ("unknown", "colour = \"red\"", &["3: colour: unknown field `colour`, expected one of `name`"][..]),
        ("nested", "[links]\nabout = \"https://x.example\"", &["4: links.about: unknown field", "`privacy`"]),
        (
            "type",
            "[logo]\nshows_name = \"yes\"",
            &["4: logo.shows_name: invalid type: string \"yes\", expected a boolean"],
        ),
        ("choice", "missing_texts = \"guess\"", &["3: missing_texts: unknown variant `guess`", "`default_language`"]),
        ("text", "[links]\nhelp = 3", &["4: links.help", "language = text"]),
        ("syntax", "[links\nhelp = 3", &["3: "]),
        ("missing", "[[notices]]\nid = \"a\"", &["notices[0]", "missing field `from`"]),
    ] {
        let slips = read_text(&format!("document-{name}"), &format!("{HEAD}{text}\n")).err().expect(name);
        for part in expected {
            assert!(slips[0].contains(part), "{name}: {slips:?}");
        }
    }
}

#[test]
fn values_are_refused_all_at_once() {
    let text = format!(
        "{HEAD}[links]\nhelp = \"javascript:x\"\n[support]\nemail = \"nobody\"\nphone = \"call\"\n[navigation]\norigins = [\"https://a.example/path\", \"http://b.example\"]\nschemes = [\"javascript:\"]\n"
    );
    let slips = read_text("document-values", &text).err().unwrap();
    for (slip, expected) in slips.iter().zip([
        "4: links.help: \"javascript:x\" must begin with https:// or mailto:",
        "6: support.email: \"nobody\" must be an address",
        "7: support.phone: \"call\" must be a number",
        "9: navigation.origins: \"https://a.example/path\" must be an origin",
        "9: navigation.origins: \"http://b.example\" must be an origin",
        "10: navigation.schemes: \"javascript:\" must be a scheme",
    ]) {
        assert!(slip.starts_with(expected), "{slip} instead of {expected}");
    }
    assert_eq!(slips.len(), 6);
}

/// What is let through here is what the page's policy reads (`src/host/allow_list.rs`).
#[test]
fn a_list_of_identity_providers_says_no_more_than_it_seems_to() {
    let read = |origin: &str| {
        let text = format!("{HEAD}[navigation]\nidentity_providers = [\"{origin}\"]\n");
        read_text("document-identity-providers", &text)
    };
    for good in ["https:", "https://login.example.com", "https://login.example.com:8443", "https://*.okta.com"] {
        assert!(read(good).is_ok(), "{good}");
    }
    for wrong in [
        "http:",
        "http://login.example.com",
        "https://*",
        "https://*.com",
        "https://*.*.okta.com",
        "https://*okta.com",
        "https://login.*.com",
        "https://*.okta.com/path",
        "https://*.OKTA.com",
        "https://login.example.com:443",
        "https://user@login.example.com",
        "https://b\u{fc}cher.example",
        "*.okta.com",
        "login.example.com",
        "javascript:",
        "loopback",
    ] {
        let slips = read(wrong).err().unwrap_or_else(|| panic!("{wrong} is let through"));
        assert!(
            slips[0].starts_with("4: navigation.identity_providers: ") && slips[0].contains("https://*."),
            "{slips:?}"
        );
    }
    let text = format!("{HEAD}[navigation]\norigins = [\"https://*.example.com\"]\n");
    assert!(read_text("document-wildcard", &text).is_err(), "products are named one by one");
}

#[test]
fn the_default_language_is_one_of_the_page() {
    let slips = read_text("document-default", "name = \"X\"\ndefault_language = \"xx\"").err().unwrap();
    assert_eq!(slips, ["2: default_language: there is no \"xx\"; allowed: en, nb"]);
}

#[test]
fn texts_cover_every_language_or_say_that_they_do_not() {
    let notice = |text: &str| {
        format!(
            "[[notices]]\nid = \"a\"\nfrom = 2027-01-01\nuntil = 2027-01-02\ntitle = {{ en = \"A\", nb = \"A\" }}\ntext = {text}\n"
        )
    };
    for (text, expected) in [
        ("{ en = \"A\" }", "notices[0].text.nb: is missing; write it, or `missing_texts"),
        ("{ nb = \"A\" }", "notices[0].text.en: is missing, and it is the default language"),
        (
            "{ en = \"A\", nb = \"A\", no = \"A\" }",
            "notices[0].text.no: is not a language of the page; allowed: en, nb",
        ),
        ("{ en = \"A\", nb = \" \" }", "notices[0].text.nb: \" \" must be 1 to 600 characters"),
        ("\"A\"", "notices[0].text: must be a table with a text for each language: en, nb"),
    ] {
        let slips = read_text("document-words", &format!("{HEAD}{}", notice(text))).err().expect(text);
        assert!(slips.len() == 1 && slips[0].starts_with("8: ") && slips[0].contains(expected), "{slips:?}");
    }
    let text = format!("{HEAD}missing_texts = \"default_language\"\n{}", notice("{ en = \"A\" }"));
    let document = read_text("document-fallback", &text).map_err(|e| e.join("\n")).unwrap();
    assert_eq!(document.settings.notices[0].text.get("nb"), "A");
}

#[test]
fn notices_make_sense() {
    let text = format!(
        r#"{HEAD}[[notices]]
id = "Not An Id"
from = 2027-01-02
until = 2027-01-02
title = {{ en = "A", nb = "A" }}
text = {{ en = "A", nb = "A" }}
[[notices]]
id = "b"
from = 10:00:00
until = 2027-01-02T10:00:00
title = {{ en = "A", nb = "A" }}
text = {{ en = "A", nb = "A" }}
"#
    );
    let mut slips = read_text("document-sense", &text).err().unwrap();
    slips.sort();
    for (slip, expected) in slips.iter().zip([
        "11: notices[1].from: must be a date",
        "12: notices[1].until: must be a date",
        "4: notices[0].id: \"Not An Id\" must be up to 64 lower-case",
        "6: notices[0].until: must be later",
    ]) {
        assert!(slip.starts_with(expected), "{slip} instead of {expected}");
    }
    assert_eq!(slips.len(), 4, "{slips:?}");
}

#[test]
fn the_old_address_is_a_host_with_an_end() {
    let moved = |from: &str| format!("{HEAD}[moved]\nfrom = \"{from}\"\nuntil = 2027-05-01\n");
    let document = read_text("document-moved", &moved("app.example.com")).map_err(|e| e.join("\n")).unwrap();
    let read = document.settings.moved.unwrap();
    assert_eq!((read.from.as_str(), read.until.0), ("app.example.com", 1_809_129_600));
    for wrong in
        ["https://app.example.com", "app.example.com/login", "app.example.com:8443", "App.example.com", "localhost"]
    {
        let slips = read_text("document-moved-wrong", &moved(wrong)).err().expect(wrong);
        assert_eq!(
            slips,
            [format!(
                "4: moved.from: {wrong:?} must be a host name such as app.example.com, without https:// and path"
            )]
        );
    }
}

#[test]
fn providers_are_read_in_order_and_each_has_an_id_of_its_own() {
    let text = format!(
        "{HEAD}[[providers]]\nid = \"google\"\nname = \"Google\"\nrefuses_embedded = true\n[[providers]]\nid = \"acme-id\"\nname = \"Acme ID\"\n"
    );
    let Document { settings, .. } = read_text("document-providers", &text).map_err(|e| e.join("\n")).unwrap();
    let read: Vec<_> =
        settings.providers.iter().map(|it| (it.id.as_str(), it.name.as_str(), it.refuses_embedded)).collect();
    assert_eq!(read, [("google", "Google", true), ("acme-id", "Acme ID", false)]);
    let text = format!(
        "{HEAD}[[providers]]\nid = \"a/b\"\nname = \"\"\n[[providers]]\nid = \"c\"\nname = \"C\"\n[[providers]]\nid = \"c\"\nname = \"C\"\n"
    );
    let slips = read_text("document-providers-wrong", &text).err().expect("it is refused").join("\n");
    for expected in ["providers[0].id: \"a/b\" must be", "providers[0].name: ", "providers[2].id: \"c\" is there twice"]
    {
        assert!(slips.contains(expected), "{slips}");
    }
}
