//! Whom an answer stands for, case by case.

use auth_contract::ProviderKind;

use super::matched::*;
use crate::domain::federation::Identity;

fn identity(provider: &str, email: Option<&str>, email_verified: bool) -> Identity {
    Identity {
        provider: provider.into(),
        subject: "s-77".into(),
        email: email.map(Into::into),
        email_verified,
        name: None,
        amr: Vec::new(),
        acr: None,
        signed_in_at: None,
    }
}

fn candidate(account: &str, organization: Option<&str>, has_password: bool, linked: &[&str]) -> Candidate {
    Candidate {
        account: account.into(),
        username: format!("name of {account}"),
        organization: organization.map(Into::into),
        has_password,
        linked: linked.iter().map(ToString::to_string).collect(),
    }
}

fn known(kind: ProviderKind) -> Known {
    Known { kind, linked: None, by_email: None, organization: None }
}

#[test]
fn whom_a_social_provider_s_answer_stands_for() {
    let name = |account: &str| (account.to_owned(), format!("name of {account}"));
    let fjord = || Organization { name: "Fjord".into(), is_at_provider: false, provisions: true };
    let by_email = |candidate| Known { by_email: Some(candidate), ..known(ProviderKind::Social) };
    let linked = |candidate| Known { linked: Some(candidate), ..known(ProviderKind::Social) };
    let of_organization =
        |username: &str| Matched::OfOrganization { username: username.into(), organization: "Fjord".into() };
    let (account, username) = name("a");
    for (case, known, verified, expected) in [
        (
            "linked",
            linked(candidate("a", None, true, &["google"])),
            true,
            Matched::Account { account: account.clone(), username: username.clone() },
        ),
        (
            "linked, and says nothing of an address",
            linked(candidate("a", None, false, &["google"])),
            false,
            Matched::Account { account: account.clone(), username: username.clone() },
        ),
        (
            "linked once, and an organisation's by now",
            linked(candidate("a", Some("Fjord"), true, &["google"])),
            true,
            of_organization("name of a"),
        ),
        (
            "an organisation's address",
            Known { organization: Some(fjord()), ..known(ProviderKind::Social) },
            true,
            of_organization("x@example.no"),
        ),
        (
            "an organisation's address, not verified",
            Known { organization: Some(fjord()), ..known(ProviderKind::Social) },
            false,
            Matched::Nobody,
        ),
        (
            "on file at an organisation's person",
            by_email(candidate("a", Some("Fjord"), true, &[])),
            true,
            of_organization("name of a"),
        ),
        (
            "has a password",
            by_email(candidate("a", None, true, &[])),
            true,
            Matched::ToProve { account: account.clone(), username: username.clone() },
        ),
        ("has a password, but anybody can say so", by_email(candidate("a", None, true, &[])), false, Matched::Nobody),
        (
            "has a password, and another subject here",
            by_email(candidate("a", None, true, &["google"])),
            true,
            Matched::ToProve { account, username },
        ),
        (
            "has Apple",
            by_email(candidate("a", None, false, &["apple"])),
            true,
            Matched::Elsewhere { provider: "apple".into() },
        ),
        (
            "has another subject at the same one",
            by_email(candidate("a", None, false, &["google"])),
            true,
            Matched::Nobody,
        ),
        (
            "has that and Apple",
            by_email(candidate("a", None, false, &["google", "apple"])),
            true,
            Matched::Elsewhere { provider: "apple".into() },
        ),
        ("has nothing", by_email(candidate("a", None, false, &[])), true, Matched::Nobody),
        ("a stranger", known(ProviderKind::Social), true, Matched::Nobody),
    ] {
        assert_eq!(matched(&identity("google", Some("x@example.no"), verified), known), expected, "{case}");
    }
}

#[test]
fn whom_an_organisation_s_answer_stands_for() {
    let at = |is_at_provider, provisions| Some(Organization { name: "Fjord".into(), is_at_provider, provisions });
    let of = |by_email, organization| Known { by_email, organization, ..known(ProviderKind::Enterprise) };
    let (account, username) = ("a".to_owned(), "name of a".to_owned());
    let to_link = Matched::AccountToLink { account: account.clone(), username: username.clone() };
    let linked = Some(candidate("a", None, true, &["fjord"]));
    for (case, known, email, expected) in [
        ("linked", Known { linked, ..known(ProviderKind::Enterprise) }, None, Matched::Account { account, username }),
        (
            "its person",
            of(Some(candidate("a", Some("Fjord"), false, &[])), at(true, false)),
            Some("x"),
            to_link.clone(),
        ),
        ("its address on file", of(Some(candidate("a", None, true, &["google"])), at(true, false)), Some("x"), to_link),
        (
            "on file at another organisation's person",
            of(Some(candidate("a", Some("Bay"), true, &[])), at(true, true)),
            Some("x"),
            Matched::Nobody,
        ),
        (
            "an address that was another person's before",
            of(Some(candidate("a", Some("Fjord"), false, &["fjord"])), at(true, true)),
            Some("x"),
            Matched::Nobody,
        ),
        (
            "an address of another organisation",
            of(Some(candidate("a", None, true, &[])), at(false, true)),
            Some("x"),
            Matched::Nobody,
        ),
        ("an address of no organisation", of(Some(candidate("a", None, true, &[])), None), Some("x"), Matched::Nobody),
        ("no address", of(None, at(true, true)), None, Matched::Nobody),
        ("new, and wanted", of(None, at(true, true)), Some("x"), Matched::NewAccount { username: "x".into() }),
        ("new, and not wanted", of(None, at(true, false)), Some("x"), Matched::Nobody),
    ] {
        // Whether the address was verified is the organisation's to know.
        for verified in [true, false] {
            assert_eq!(matched(&identity("fjord", email, verified), known.clone()), expected, "{case}");
        }
    }
}
