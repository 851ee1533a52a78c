use clap::Parser;

use super::{
    Cli,
    serve::{assemble, brand_host, public_origin, serve},
};

fn refused(arguments: &[&str]) -> String {
    let folder = tempfile::TempDir::new().expect("a folder");
    let data = folder.path().to_str().expect("a path in UTF-8");
    let cli = Cli::parse_from([&["reference-server", "--data", data], arguments].concat());
    assemble(&cli.serve, 8787).map(|_| ()).expect_err("it must not start").to_string()
}

#[test]
fn development_mode_stays_on_this_computer() {
    for origin in ["http://example.com", "https://auth.example.com", "http://localhost.example.com", "http://192.0.2.1"]
    {
        assert!(refused(&["--dev", "--public-origin", origin]).contains("loopback only"), "{origin}");
    }
    let cli = Cli::parse_from(["reference-server", "--dev", "--address", "0.0.0.0"]);
    assert!(serve(&cli.serve).expect_err("it must not start").to_string().contains("loopback only"));
}

#[test]
fn in_earnest_it_takes_an_https_origin_and_registered_clients() {
    assert!(refused(&[]).contains("--public-origin"));
    assert!(refused(&["--public-origin", "http://localhost:8787"]).contains("https"));
    assert!(refused(&["--public-origin", "https://auth.example.com"]).contains("--clients"));
    for origin in ["auth.example.com", "https://auth.example.com/path", "https://user@auth.example.com"] {
        assert!(refused(&["--public-origin", origin]).contains("is not an origin"), "{origin}");
    }
}

#[test]
fn a_file_of_providers_that_will_not_do_stops_the_start() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("providers.toml");
    std::fs::write(&file, "[[provider]]\nid = \"google\"\n").expect("a file");
    let error = refused(&["--dev", "--providers", file.to_str().expect("a path in UTF-8")]);
    assert!(error.contains("--providers") && error.contains("line 1") && error.contains("missing field"), "{error}");
    assert!(refused(&["--dev", "--providers", "no such file"]).contains("no such file"));
}

#[test]
fn a_gate_that_cannot_be_read_or_names_nobody_stops_the_start() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("gate.toml");
    let told = |text: &str| {
        std::fs::write(&file, text).expect("a file");
        refused(&["--dev", "--gate", file.to_str().expect("a path in UTF-8")])
    };
    let rule = "[[app]]\nplatform = \"ios\"\nversion = \"1\"\navailable_from = 2027-01-01\n";
    assert!(told(&rule.replace("ios", "tv")).contains("line 2: platform"));
    assert!(told(&format!("{rule}clients = [\"nobody\"]\n")).contains("there is no client \"nobody\""));
    assert!(refused(&["--dev", "--gate", "no such file"]).contains("reading the update gate's file"));
}

#[test]
fn a_host_with_a_brand_is_a_name_and_a_brand() {
    assert_eq!(brand_host("clinic.localhost=fjord"), Ok(("clinic.localhost".into(), "fjord".into())));
    for wrong in ["clinic.localhost", "=fjord", "clinic.localhost=", "https://a=b", "a:1=b", "a=../b"] {
        assert!(brand_host(wrong).is_err(), "{wrong}");
    }
    let gallery = ["--public-origin", "https://auth.example.com", "--gallery", "x"];
    assert!(refused(&gallery).contains("--gallery is for --dev"));
}

#[test]
fn the_public_origin_may_be_a_proxy_on_this_computer() {
    for origin in ["http://localhost:9999", "http://127.0.0.1:9999", "http://[::1]:9999", "https://localhost:9999/"] {
        let cli = Cli::parse_from(["reference-server", "--dev", "--public-origin", origin]);
        assert_eq!(public_origin(&cli.serve, 1).expect("an origin"), origin.trim_end_matches('/'));
    }
}
