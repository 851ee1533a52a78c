//! Samples of the first steps: identifier, password, identity providers.

use super::{LONG, PERSON, Sample, Scene, failing, scene};
use crate::{
    ActionType, Days, FederationReason, FederationRedirect, FlowKind, IdentifierType, Identify, NoticeCode, Password,
    ProblemCode, Provider, ProviderKind, RawJson, Step,
};

fn provider(id: &str, name: &str, kind: ProviderKind) -> Provider {
    Provider { id: id.into(), name: name.into(), kind, refuses_embedded: id == "google" }
}

pub(super) fn social() -> Vec<Provider> {
    vec![
        provider("google", "Google", ProviderKind::Social),
        provider("apple", "Apple", ProviderKind::Social),
        provider("microsoft", "Microsoft", ProviderKind::Social),
    ]
}

fn twelve() -> Vec<Provider> {
    let named = ["GitHub", "GitLab", "LinkedIn", "Slack", "Discord", "Spotify", "Vipps", "BankID", "Buypass"];
    let mut providers = social();
    providers.extend(named.map(|name| provider(&name.to_lowercase(), name, ProviderKind::Social)));
    providers.push(provider(
        "nordvest",
        "Regionalsykehuset Nordvest helseforetak, avdeling for pasientsikkerhet",
        ProviderKind::Enterprise,
    ));
    providers
}

fn identify() -> Identify {
    Identify {
        identifier_types: vec![IdentifierType::Email, IdentifierType::Username],
        identifier: None,
        providers: vec![],
        passkey_options: None,
    }
}

fn returned() -> Step {
    Step::Identify(Identify { identifier: Some(PERSON.into()), providers: social(), ..identify() })
}

fn password() -> Password {
    Password { identifier: PERSON.into(), providers_hint: vec![], remember_device: None, reset_allowed: true }
}

pub(super) fn request_options() -> RawJson {
    RawJson::new(
        r#"{"allowCredentials":[],"challenge":"c2FtcGxlLWNoYWxsZW5nZQ","rpId":"auth.example.com","userVerification":"preferred"}"#,
    )
}

fn redirect(provider: Provider, organization: Option<&str>, url: &str) -> Step {
    let reason = if organization.is_some() { FederationReason::Sso } else { FederationReason::Social };
    let organization = organization.map(Into::into);
    Step::FederationRedirect(FederationRedirect { provider, organization, url: url.into(), reason })
}

pub(super) fn scenes() -> Vec<Sample<Scene>> {
    vec![
        scene("identify", Step::Identify(identify())),
        scene("identify-filled", Step::Identify(Identify { identifier: Some(PERSON.into()), ..identify() })),
        scene("identify-longest", Step::Identify(Identify { identifier: Some(LONG.into()), ..identify() })),
        scene("identify-providers", Step::Identify(Identify { providers: social(), ..identify() })),
        scene("identify-twelve-providers", Step::Identify(Identify { providers: twelve(), ..identify() })),
        scene("identify-passkey", Step::Identify(Identify { passkey_options: Some(request_options()), ..identify() })),
        failing(
            "identify-passkey-refused",
            Step::Identify(Identify { passkey_options: Some(request_options()), ..identify() }),
            ProblemCode::InvalidCredential,
        ),
        failing(
            "identify-passkey-unknown",
            Step::Identify(Identify { passkey_options: Some(request_options()), ..identify() }),
            ProblemCode::UnknownCredential,
        ),
        scene(
            "identify-email",
            Step::Identify(Identify { identifier_types: vec![IdentifierType::Email], ..identify() }),
        ),
        scene(
            "identify-username",
            Step::Identify(Identify { identifier_types: vec![IdentifierType::Username], ..identify() }),
        ),
        scene(
            "identify-phone",
            Step::Identify(Identify { identifier_types: vec![IdentifierType::Phone], ..identify() }),
        )
        .without(ActionType::RequestReset),
        failing(
            "identify-invalid",
            Step::Identify(Identify { identifier: Some("kari.nordmann@".into()), ..identify() }),
            ProblemCode::InvalidInput,
        ),
        failing("identify-rate-limited", Step::Identify(identify()), ProblemCode::RateLimited),
        scene("identify-federation-mismatch", returned())
            .with_notice(NoticeCode::FederationMismatch, &["Google", "Fjord Hospital Trust"]),
        scene("identify-federation-unknown", returned()).with_notice(NoticeCode::FederationUnknown, &["Microsoft"]),
        scene("identify-federation-cancelled", returned()).with_notice(NoticeCode::FederationCancelled, &["Apple"]),
        scene("identify-federation-login-required", returned())
            .with_fault(NoticeCode::FederationLoginRequired, &["Google"]),
        scene("identify-federation-not-fresh", returned()).with_fault(NoticeCode::FederationNotFresh, &["Google"]),
        scene("identify-federation-unavailable", returned())
            .with_fault(NoticeCode::FederationUnavailable, &["Fjord Entra ID"]),
        scene("identify-federation-late", returned()).with_fault(NoticeCode::FederationLate, &["Google"]),
        scene("identify-federation-misconfigured", returned())
            .with_fault(NoticeCode::FederationMisconfigured, &["Google"]),
        scene("identify-federation-failed", returned()).with_fault(NoticeCode::FederationFailed, &["Google"]),
        scene("identify-account-exists-elsewhere", returned())
            .with_notice(NoticeCode::AccountExistsElsewhere, &["Google", "Apple"]),
        scene("password", Step::Password(password())),
        scene("password-longest", Step::Password(Password { identifier: LONG.into(), ..password() }))
            .about(LONG, "k•••e@regionalsykehuset-nordvest.example.no"),
        scene(
            "password-providers",
            Step::Password(Password {
                providers_hint: social(),
                remember_device: Some(Days { days: 90 }),
                ..password()
            }),
        ),
        scene("password-account-exists", Step::Password(password()))
            .with_notice(NoticeCode::AccountExists, &["Google"]),
        scene("password-without-reset", Step::Password(Password { reset_allowed: false, ..password() })),
        scene("password-after-reset", Step::Password(password()))
            .of_kind(FlowKind::Recover)
            .with_notice(NoticeCode::PasswordChanged, &[]),
        failing("password-wrong", Step::Password(password()), ProblemCode::InvalidCredentials),
        failing("password-locked", Step::Password(password()), ProblemCode::Locked),
        failing("password-rate-limited", Step::Password(password()), ProblemCode::RateLimited),
        failing("password-other-tab", Step::Password(password()), ProblemCode::RevisionConflict),
        failing("password-server-error", Step::Password(password()), ProblemCode::ServerError),
        failing("password-unavailable", Step::Password(password()), ProblemCode::Unavailable),
        failing("password-not-allowed", Step::Password(password()), ProblemCode::ActionNotAllowed),
        failing("password-already-signed-in", Step::Password(password()), ProblemCode::AlreadySignedIn),
        failing("password-cross-origin", Step::Password(password()), ProblemCode::CrossOrigin),
        failing("password-bad-request", Step::Password(password()), ProblemCode::BadRequest),
        scene(
            "federation-redirect-sso",
            redirect(
                provider("fjord", "Fjord Entra ID", ProviderKind::Enterprise),
                Some("Fjord Hospital Trust"),
                "https://login.fjord.example/authorize?client_id=portico&state=st_5Yw2",
            ),
        )
        .about("dr.lie@fjord.example", "d•••e@fjord.example"),
        scene(
            "federation-redirect-longest",
            redirect(
                provider("nordvest", "Felles pålogging for helseforetakene", ProviderKind::Enterprise),
                Some("Regionalsykehuset Nordvest helseforetak, avdeling for pasientsikkerhet"),
                "https://login.nordvest.example/authorize?client_id=portico&state=st_2Hf9",
            ),
        )
        .about(LONG, "k•••e@regionalsykehuset-nordvest.example.no"),
        scene(
            "federation-redirect-unnamed",
            Step::FederationRedirect(FederationRedirect {
                provider: provider("fjord", "Fjord Entra ID", ProviderKind::Enterprise),
                organization: None,
                url: "https://login.fjord.example/authorize?client_id=portico&state=st_7Tn3".into(),
                reason: FederationReason::Sso,
            }),
        )
        .about("dr.lie@fjord.example", "d•••e@fjord.example"),
        scene(
            "federation-redirect-social",
            redirect(
                provider("google", "Google", ProviderKind::Social),
                None,
                "https://accounts.google.example/authorize?client_id=portico&state=st_8Kd1",
            ),
        ),
    ]
}
