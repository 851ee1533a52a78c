//! `tests/data/hostile-targets.txt` and `friendly-targets.txt` against the page's list, with a real URL parser beside it.

use url::Url;

use super::{AllowList, Purpose, agrees};

const HOSTILE: &str = include_str!("../../../tests/data/hostile-targets.txt");
const FRIENDLY: &str = include_str!("../../../tests/data/friendly-targets.txt");

/// What the head of the table says.
const LIST: &str = "https://app.example.com/ https://*.okta.example com.example.notes: JAVASCRIPT: data: loopback";
const EVERY: [Purpose; 3] = [Purpose::Product, Purpose::Provider, Purpose::Link];

fn policy() -> AllowList {
    AllowList::parse(LIST, LIST, "https://auth.example.com")
}

fn lines(file: &str) -> Vec<String> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}

/// Both halves: as it is written, and as a parser reads it.
fn permitted(policy: &AllowList, purpose: Purpose, target: &str) -> bool {
    policy.permits(purpose, target).is_some_and(|head| {
        // What only seems to be Punycode.
        let Ok(url) = Url::parse(target) else { return false };
        let agreed = agrees(target, head, url.as_str());
        // An app's own address has no rules of its own to be judged by; on the web nothing is left to mend.
        assert!(agreed || !url.is_special(), "the parser reads another place: {target} as {url}");
        agreed
    })
}

#[test]
fn hostile_targets_are_refused() {
    let (policy, targets) = (policy(), lines(HOSTILE));
    assert!(targets.len() > 300, "the table is read");
    for target in targets {
        for purpose in [Purpose::Product, Purpose::Provider] {
            assert_eq!(policy.permits(purpose, &target), None, "{purpose:?} {target:?}");
        }
    }
}

/// A link may lead to any site, and then to the one that is written there.
#[test]
fn a_hostile_link_is_refused_or_is_what_it_seems() {
    let policy = policy();
    for target in lines(HOSTILE).iter().filter(|target| permitted(&policy, Purpose::Link, target)) {
        let url = Url::parse(target).unwrap();
        assert!(matches!(url.scheme(), "https" | "mailto" | "tel"), "{target}");
        assert!(url.host_str().is_none_or(|host| target.starts_with(&format!("https://{host}"))), "{target}");
        assert!(url.username().is_empty() && url.password().is_none(), "{target}");
    }
    for plain in ["https://help.example.no/sign-in", "mailto:support@example.no", "tel:+4722000000"] {
        assert!(permitted(&policy, Purpose::Link, plain), "{plain}");
    }
    for other in
        ["http://help.example.no/", "https://localhost/", "https://10.0.0.1/", "mailto:", "com.example.notes:/"]
    {
        assert!(!permitted(&policy, Purpose::Link, other), "{other}");
    }
}

#[test]
fn friendly_targets_are_permitted() {
    let policy = policy();
    for target in lines(FRIENDLY) {
        assert!(permitted(&policy, Purpose::Product, &target), "{target}");
        let lower = target.to_ascii_lowercase();
        let elsewhere = lower.starts_with("com.") || lower.starts_with("https://auth.");
        assert_eq!(permitted(&policy, Purpose::Provider, &target), !elsewhere, "{target}");
    }
}

/// Whatever is written into an address at whatever place: what is permitted is a permitted place to a URL parser too.
#[test]
fn nothing_inserted_leads_astray() {
    let policy = policy();
    let origins = ["https://app.example.com", "https://auth.example.com"];
    let inserted = [
        "@",
        ":",
        "/",
        "//",
        "\\",
        "?",
        "#",
        ".",
        "..",
        "%",
        "%2f",
        "%40",
        "%00",
        "\t",
        "\n",
        " ",
        "\u{0}",
        "*",
        "evil.test",
        "@evil.test",
        "\\@evil.test",
        ".evil.test",
        "[",
        "]",
        ";",
        "&",
        "\u{ff0e}",
        "\u{ff0f}",
        "\u{3002}",
        "0",
        "443",
        "-",
    ];
    let mut tried = 0;
    for target in lines(FRIENDLY) {
        for place in 0..=target.len() {
            for (text, purpose) in inserted.iter().flat_map(|text| EVERY.map(|purpose| (text, purpose))) {
                let changed = format!("{}{text}{}", &target[..place], &target[place..]);
                tried += 1;
                if purpose == Purpose::Link || !permitted(&policy, purpose, &changed) {
                    continue;
                }
                let url = Url::parse(&changed).unwrap();
                let origin = url.origin().ascii_serialization();
                let known = match url.scheme() {
                    "https" => origins.contains(&&*origin) || url.host_str().is_some_and(is_one_label_below),
                    "http" => matches!(url.host_str(), Some("127.0.0.1" | "[::1]")),
                    scheme => scheme == "com.example.notes",
                };
                assert!(known && url.username().is_empty() && url.password().is_none(), "{changed:?} is {url}");
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

fn is_one_label_below(host: &str) -> bool {
    host.strip_suffix(".okta.example").is_some_and(|label| !label.is_empty() && !label.contains('.'))
}

/// The person chooses a provider; which ones there are, the operator may leave to the server.
#[test]
fn every_provider_may_be_allowed_and_then_by_its_name() {
    let policy = AllowList::parse("", "https:", "https://auth.example.com");
    assert!(permitted(&policy, Purpose::Provider, "https://login.fjord.example/authorize?state=1"));
    assert!(permitted(&policy, Purpose::Provider, "https://login.fjord.example:8443/authorize"));
    for target in [
        "http://login.fjord.example/",
        "https://2130706433/",
        "https://0x7f.0x0.0x0.0x1/",
        "https://10.1/",
        "https://localhost/",
        "https://login.fjord.example./",
        "https://login.fjord.example@evil.test/",
        "https://login.fjord.example:443/",
        "https://login.fjord.example:08/",
    ] {
        assert!(!permitted(&policy, Purpose::Provider, target), "{target}");
    }
    assert!(!permitted(&policy, Purpose::Product, "https://login.fjord.example/"), "the lists are two");
}

#[test]
fn a_list_is_taken_at_its_word() {
    let policy = AllowList::parse("https://APP.example.com/", "http://127.0.0.1:9180 https://[2001:db8::1]", "");
    assert!(permitted(&policy, Purpose::Product, "https://app.example.com/"), "case is nothing");
    assert!(!permitted(&policy, Purpose::Product, "http://127.0.0.1:1/"), "loopback only where it is listed");
    assert!(!permitted(&policy, Purpose::Provider, "http://127.0.0.1:9180/"), "http is for loopback as a whole");
    assert!(permitted(&policy, Purpose::Provider, "https://[2001:db8::1]/"));
    assert!(!permitted(&AllowList::default(), Purpose::Product, "https://app.example.com/"));
}

#[test]
fn a_parser_that_reads_another_place_is_not_followed() {
    let target = "https://app.example.com/a";
    let head = "https://app.example.com".len();
    for (href, same) in [
        ("https://app.example.com/a", true),
        ("https://app.example.com", true),
        ("https://app.example.com.evil.test/a", false),
        ("https://app.example.com:8443/a", false),
        ("https://evil.test/a", false),
        ("https://u@app.example.com/a", false),
        ("", false),
    ] {
        assert_eq!(agrees(target, head, href), same, "{href}");
    }
}
