use super::*;

const GOOGLE: &str = r#"
[[provider]]
id = "google"
name = "Google"
kind = "social"
issuer = "https://accounts.google.com"
client_id = "c"
client_secret_file = "secret"
"#;

fn read(text: &str) -> Result<Registrations, String> {
    let folder = tempfile::TempDir::new().expect("a folder");
    fs::write(folder.path().join("secret"), "s3cret\n").expect("a secret");
    fs::write(folder.path().join("empty"), "\n").expect("an empty file");
    let file = folder.path().join("providers.toml");
    fs::write(&file, text).expect("a file");
    Registrations::read(&file).map_err(|error| error.to_string())
}

/// What is wrong with [`GOOGLE`] when `instead` stands there for `line`.
fn wrong(line: &str, instead: &str) -> String {
    let text = GOOGLE.replace(line, instead);
    assert_ne!(text, GOOGLE, "{line} is not there");
    read(&text).map(|_| ()).expect_err(instead)
}

#[test]
fn what_is_left_out_has_a_value_that_is_safe() {
    let google = read(GOOGLE).expect("a file");
    let google = google.get("google").expect("the provider");
    assert_eq!(google.scopes, ["openid", "email", "profile"]);
    assert_eq!((google.response_mode, google.second_factor), (ResponseMode::Query, SecondFactor::Trusted));
    assert!(!google.email_is_verified && !google.refuses_embedded);
    assert!(!read(GOOGLE).expect("a file").is_by_person());
    assert!(!format!("{google:?}").contains("s3cret"));
}

#[test]
fn an_error_says_where_and_what_is_allowed() {
    for (line, instead, said) in [
        ("id = \"google\"", "id = \"Google!\"", "line 3: an id has 1 to 40 of a-z, 0-9 and -"),
        ("name = \"Google\"", "name = \" \"", "line 4: the name is empty"),
        ("\"social\"", "\"sociable\"", "expected `social` or `enterprise`"),
        ("kind = \"social\"", "", "missing field `kind`"),
        ("https://accounts.google.com", "http://accounts.google.com", "line 6: issuer: an https:// address is wanted"),
        ("https://accounts.google.com", "accounts.google.com", "line 6: issuer: an https:// address is wanted"),
        ("https://accounts.google.com", "https://accounts.google.com?x=1", "line 6: an issuer has no query"),
        (
            "https://accounts.google.com",
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "line 6: an issuer that stands for every tenant",
        ),
        (
            "https://accounts.google.com",
            "https://login.microsoftonline.com/common/v2.0",
            "line 6: an issuer that stands for every tenant",
        ),
        ("client_secret_file = \"secret\"", "", "line 3: the provider google needs exactly one of client_secret_env"),
        ("_file = \"secret\"", "_file = \"empty\"", "line 8: empty is empty"),
        ("_file = \"secret\"", "_file = \"nowhere\"", "line 8: reading nowhere"),
        (
            "_file = \"secret\"",
            "_env = \"PORTICO_NOT_SET_IN_TESTS\"",
            "line 8: the environment variable PORTICO_NOT_SET",
        ),
        ("_file = \"secret\"", " = \"s\"", "line 8: client_secret may only stand here for an issuer on this computer"),
        ("_file = \"secret\"", "_file = \"secret\"\nclient_secret_env = \"HOME\"", "needs exactly one of"),
        ("_file = \"secret\"", "_file = \"secret\"\nscopes = [\"email\"]", "line 9: scopes must hold \"openid\""),
        ("_file = \"secret\"", "_file = \"secret\"\nprompt = \"none\"", "line 9: prompt is \"login\""),
        ("_file = \"secret\"", "_file = \"secret\"\nsecond_factor = \"never\"", "`trusted`, `by_amr`, `asked`"),
        ("_file = \"secret\"", "_file = \"secret\"\nresponse_mode = \"fragment\"", "expected `query` or `form_post`"),
        (
            "_file = \"secret\"",
            "_file = \"secret\"\ntoken_auth = \"none\"",
            "`client_secret_basic` or `client_secret_post`",
        ),
        ("_file = \"secret\"", "_file = \"secret\"\nsecret = 1", "unknown field `secret`"),
        (
            "client_secret_file = \"secret\"",
            "apple = { team_id = \"T\", key_id = \"K\", key_file = \"secret\" }",
            "line 8: secret is no P-256 key",
        ),
    ] {
        let error = wrong(line, instead);
        assert!(error.contains("providers.toml") && error.contains(said), "{instead}: {error}");
    }
    let twice = format!("{GOOGLE}{GOOGLE}");
    assert!(read(&twice).expect_err("twice").contains("line 11: the provider google stands here twice"));
    assert!(read("[asking]\ntimeout = 9").expect_err("too long").contains("line 2: timeout is 1 to 8 seconds"));
}

#[test]
fn a_secret_may_stand_in_the_file_for_this_computer_only() {
    for issuer in ["http://127.0.0.1:9180", "http://localhost:9180", "https://localhost", "http://[::1]:1"] {
        let text = GOOGLE.replace("https://accounts.google.com", issuer).replace("_file = \"secret\"", " = \"s\"");
        assert!(read(&text).is_ok(), "{issuer}");
    }
}

fn with_organizations(organizations: &str) -> Result<Registrations, String> {
    let okta = GOOGLE.replace("google\"", "okta\"").replace("social", "enterprise");
    read(&format!("{GOOGLE}{okta}{organizations}"))
}

#[test]
fn an_organisation_is_found_by_domain_or_alias_and_by_nothing_else() {
    let all = with_organizations(
        "[[organization]]\nid = \"fjord\"\nname = \"Fjord\"\nprovider = \"okta\"\ndomains = [\"Fjord.Example\", \"blåbær.example\"]\n\
         aliases = [\"Fjord\"]\nprovision = true\n\
         [[organization]]\nid = \"vik\"\nname = \"Vik\"\nprovider = \"okta\"\naliases = [\"vik legesenter\"]\n",
    );
    let all = all.expect("a file");
    let of = |typed: &str| all.organization_of(typed).map(|it| it.id.as_str());
    for typed in [
        "kari@fjord.example",
        " Kari@FJORD.example ",
        "kari@fjord.example.",
        "kari@blåbær.example",
        "kari@BLÅBÆR.example",
        "kari@xn--blbr-roah.example",
        "FJORD",
        "kari@fjord",
        "fjord\\kari",
        "\"a@b\"@fjord.example",
    ] {
        assert_eq!(of(typed), Some("fjord"), "{typed}");
    }
    assert_eq!(of("Vik  legesenter"), Some("vik"));
    for typed in [
        "",
        "kari",
        "@fjord.example",
        "@fjord",
        "fjord.example",
        "kari@sub.fjord.example",
        "kari@notfjord.example",
        "kari@fjord.example.evil.example",
        "kari@fjord.example@evil.example",
        "kari\\fjord",
        "\\fjord",
        "kari@",
    ] {
        assert_eq!(of(typed), None, "{typed}");
    }
    assert!(
        all.organization_of("fjord").is_some_and(|it| it.provision && it.owns("a@fjord.example") && !it.owns("fjord"))
    );
    assert_eq!(all.organizations_at("okta").count(), 2);
    assert_eq!(all.organizations_at("google").count(), 0);
}

#[test]
fn organisations_do_not_contradict_each_other() {
    for (organizations, said) in [
        ("id = \"a\"\nname = \"A\"\nprovider = \"nobody\"\naliases = [\"a\"]", "there is no provider nobody"),
        ("id = \"a\"\nname = \"A\"\nprovider = \"google\"\naliases = [\"a\"]", "kind = \"enterprise\""),
        ("id = \"a\"\nname = \"A\"\nprovider = \"okta\"", "it needs domains or aliases"),
        ("id = \"a\"\nname = \"A\"\nprovider = \"okta\"\ndomains = [\"a\"]", "a domain is wanted"),
        ("id = \"a\"\nname = \"A\"\nprovider = \"okta\"\ndomains = [\"x@a.example\"]", "a domain is wanted"),
        ("id = \"a\"\nname = \"A\"\nprovider = \"okta\"\ndomains = [\"192.0.2.1\"]", "a domain is wanted"),
        ("id = \"a\"\nname = \"A\"\nprovider = \"okta\"\naliases = [\"a@b\"]", "an alias is a word without @"),
        (
            "id = \"a\"\nname = \"A\"\nprovider = \"okta\"\ndomains = [\"a.example\", \"A.example\"]",
            "the domain a.example",
        ),
        (
            "id = \"a\"\nname = \"A\"\nprovider = \"okta\"\naliases = [\"x\"]\n[[organization]]\nid = \"b\"\nname = \"B\"\n\
             provider = \"okta\"\naliases = [\"X\"]",
            "the alias x",
        ),
    ] {
        let error = with_organizations(&format!("[[organization]]\n{organizations}\n")).map(|_| ()).expect_err(said);
        assert!(error.contains(said) && error.contains("line "), "{organizations}: {error}");
    }
}
