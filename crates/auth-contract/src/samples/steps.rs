use super::{NOW, Sample, Scene, flow};
use crate::*;

/// The longest name that a screen must hold without breaking.
const LONG: &str = "karianne-elisabeth.bjørnstad-wilhelmsen.von-der-lippe@regionalsykehuset-nordvest.example.no";

fn scene(name: &'static str, step: Step) -> Sample<Scene> {
    Sample { name, value: Scene { flow: flow(step), problem: None } }
}

fn failing(name: &'static str, step: Step, problem: ProblemCode) -> Sample<Scene> {
    Sample { name, value: Scene { flow: flow(step), problem: Some(problem) } }
}

fn provider(id: &str, name: &str, kind: ProviderKind) -> Provider {
    Provider { id: id.into(), name: name.into(), kind }
}

fn social() -> Vec<Provider> {
    vec![provider("google", "Google", ProviderKind::Social), provider("apple", "Apple", ProviderKind::Social)]
}

fn identify() -> Identify {
    Identify {
        identifier_types: vec![IdentifierType::Email, IdentifierType::Username],
        identifier: None,
        providers: vec![],
        passkey_options: None,
    }
}

fn password() -> Password {
    Password {
        identifier: "kari.nordmann@example.no".into(),
        providers_hint: vec![],
        remember_device: None,
        reset_allowed: true,
    }
}

fn challenge(method: Method) -> MfaChallenge {
    let sent = matches!(method, Method::Email | Method::Sms);
    let other = |authenticator: &str, method, destination: Option<&str>| Alternative {
        authenticator: authenticator.into(),
        method,
        destination: destination.map(Into::into),
    };
    MfaChallenge {
        authenticator: "au_1".into(),
        method,
        destination: match method {
            Method::Email => Some("k•••n@example.no".into()),
            Method::Sms => Some("+47 ••• •• •42".into()),
            _ => None,
        },
        code_length: match method {
            Method::Totp | Method::Email | Method::Sms => Some(6),
            _ => None,
        },
        attempts_left: 5,
        resend_at: sent.then(|| NOW.plus(41)),
        period: (method == Method::Totp).then_some(30),
        public_key: (method == Method::Passkey).then(request_options),
        alternatives: [
            other("au_1", Method::Totp, None),
            other("au_2", Method::Email, Some("k•••n@example.no")),
            other("au_3", Method::RecoveryCode, None),
        ]
        .into_iter()
        .filter(|alternative| alternative.method != method)
        .collect(),
        trust_device: Some(Days { days: 30 }),
    }
}

fn request_options() -> RawJson {
    RawJson::new(
        r#"{"challenge":"c2FtcGxlLWNoYWxsZW5nZQ","rpId":"auth.example.com","allowCredentials":[],"userVerification":"preferred"}"#,
    )
}

fn creation_options() -> RawJson {
    RawJson::new(
        r#"{"challenge":"c2FtcGxlLWNoYWxsZW5nZQ","rp":{"id":"auth.example.com","name":"Northwind Clinic"},"user":{"id":"dXNlcg","name":"kari.nordmann@example.no","displayName":"Kari Nordmann"},"pubKeyCredParams":[{"type":"public-key","alg":-7}],"excludeCredentials":[]}"#,
    )
}

fn select(reason: EnrollReason, methods: &[(Method, bool, bool)], skippable_until: Option<Timestamp>) -> Step {
    Step::MfaEnrollSelect(MfaEnrollSelect {
        methods: methods
            .iter()
            .map(|&(method, recommended, previous)| EnrollMethod { method, recommended, previous })
            .collect(),
        reason,
        skippable_until,
    })
}

/// A flow that offers `skip` only when the step says until when.
fn without_skip(mut sample: Sample<Scene>) -> Sample<Scene> {
    sample.value.flow.actions.retain(|action| *action != ActionType::Skip);
    sample
}

fn totp_enroll() -> TotpEnroll {
    TotpEnroll {
        otpauth_uri: Secret::new(
            "otpauth://totp/Northwind:kari.nordmann%40example.no?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Northwind",
        ),
        secret: Secret::new("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
        digits: 6,
        period: 30,
        issuer: "Northwind".into(),
        account: "kari.nordmann@example.no".into(),
        attempts_left: 5,
    }
}

fn otp_enroll(method: Method, destination: &str) -> Step {
    Step::OtpEnroll(OtpEnroll {
        method,
        destination: destination.into(),
        code_length: 6,
        resend_at: NOW.plus(41),
        attempts_left: 5,
    })
}

fn update(platform: ClientPlatform, installed: &str, required: &str, blocking: bool) -> Step {
    Step::AppUpdate(AppUpdate {
        platform,
        installed: installed.into(),
        required: required.into(),
        available_since: NOW.plus(-20 * 86_400),
        mandatory_from: NOW.plus(if blocking { -86_400 } else { 10 * 86_400 }),
        blocking,
        store_url: None,
    })
}

fn organization(id: &str, name: &str, detail: &str) -> Organization {
    Organization { id: id.into(), name: name.into(), detail: Some(detail.into()) }
}

fn denied(code: DeniedCode) -> Step {
    Step::Denied(Denied {
        code,
        support: Some(Support {
            email: Some("support@example.no".into()),
            phone: Some("+47 22 00 00 00".into()),
            url: None,
        }),
    })
}

fn complete(handoff: Handoff, redirect_to: &str) -> Step {
    Step::Complete(Complete {
        redirect_to: redirect_to.into(),
        handoff,
        app: Some(App { name: "Northwind Notes".into() }),
    })
}

pub(super) fn all() -> Vec<Sample<Scene>> {
    let mut scenes = vec![
        scene("identify", Step::Identify(identify())),
        scene(
            "identify-filled",
            Step::Identify(Identify { identifier: Some("kari.nordmann@example.no".into()), ..identify() }),
        ),
        scene("identify-longest", Step::Identify(Identify { identifier: Some(LONG.into()), ..identify() })),
        scene("identify-providers", Step::Identify(Identify { providers: social(), ..identify() })),
        failing("identify-empty", Step::Identify(identify()), ProblemCode::InvalidInput),
        failing("identify-rate-limited", Step::Identify(identify()), ProblemCode::RateLimited),
        scene("password", Step::Password(password())),
        scene("password-longest", Step::Password(Password { identifier: LONG.into(), ..password() })),
        scene(
            "password-providers",
            Step::Password(Password {
                providers_hint: social(),
                remember_device: Some(Days { days: 90 }),
                ..password()
            }),
        ),
        failing("password-wrong", Step::Password(password()), ProblemCode::InvalidCredentials),
        failing("password-locked", Step::Password(password()), ProblemCode::Locked),
        failing("password-rate-limited", Step::Password(password()), ProblemCode::RateLimited),
        failing("password-other-tab", Step::Password(password()), ProblemCode::RevisionConflict),
        failing("password-server-error", Step::Password(password()), ProblemCode::ServerError),
        scene(
            "federation-redirect-sso",
            Step::FederationRedirect(FederationRedirect {
                provider: provider("fjord", "Fjord Hospital Trust", ProviderKind::Enterprise),
                url: "https://login.fjord.example/authorize".into(),
                reason: FederationReason::Sso,
            }),
        ),
        scene("mfa-challenge-totp", Step::MfaChallenge(challenge(Method::Totp))),
        failing(
            "mfa-challenge-totp-wrong",
            Step::MfaChallenge(MfaChallenge { attempts_left: 3, ..challenge(Method::Totp) }),
            ProblemCode::InvalidCode,
        ),
        failing(
            "mfa-challenge-totp-last-try",
            Step::MfaChallenge(MfaChallenge { attempts_left: 1, ..challenge(Method::Totp) }),
            ProblemCode::InvalidCode,
        ),
        failing("mfa-challenge-locked", Step::MfaChallenge(challenge(Method::Totp)), ProblemCode::Locked),
        scene("mfa-challenge-email", Step::MfaChallenge(challenge(Method::Email))),
        failing("mfa-challenge-email-expired", Step::MfaChallenge(challenge(Method::Email)), ProblemCode::CodeExpired),
        failing(
            "mfa-challenge-email-superseded",
            Step::MfaChallenge(challenge(Method::Email)),
            ProblemCode::CodeSuperseded,
        ),
        failing(
            "mfa-challenge-email-not-delivered",
            Step::MfaChallenge(challenge(Method::Email)),
            ProblemCode::DeliveryFailed,
        ),
        scene("mfa-challenge-sms", Step::MfaChallenge(challenge(Method::Sms))),
        scene("mfa-challenge-passkey", Step::MfaChallenge(challenge(Method::Passkey))),
        failing(
            "mfa-challenge-passkey-refused",
            Step::MfaChallenge(challenge(Method::Passkey)),
            ProblemCode::InvalidCredential,
        ),
        scene("mfa-challenge-recovery", Step::MfaChallenge(challenge(Method::RecoveryCode))),
        failing(
            "mfa-challenge-recovery-wrong",
            Step::MfaChallenge(MfaChallenge { attempts_left: 4, ..challenge(Method::RecoveryCode) }),
            ProblemCode::InvalidCode,
        ),
        without_skip(scene(
            "mfa-enroll-select-one",
            select(EnrollReason::Policy, &[(Method::Totp, true, false)], None),
        )),
        scene(
            "mfa-enroll-select-policy",
            select(
                EnrollReason::Policy,
                &[
                    (Method::Totp, true, false),
                    (Method::Passkey, false, false),
                    (Method::Email, false, false),
                    (Method::Sms, false, false),
                ],
                Some(NOW.plus(159 * 86_400)),
            ),
        ),
        without_skip(scene(
            "mfa-enroll-select-migration",
            select(
                EnrollReason::Migration,
                &[(Method::Sms, false, true), (Method::Totp, true, false), (Method::Email, false, false)],
                None,
            ),
        )),
        without_skip(scene(
            "mfa-enroll-select-reset",
            select(EnrollReason::AdminReset, &[(Method::Totp, true, false), (Method::Email, false, false)], None),
        )),
        scene(
            "mfa-enroll-select-recommendation",
            select(EnrollReason::Recommendation, &[(Method::Totp, true, false)], Some(NOW.plus(159 * 86_400))),
        ),
        failing(
            "mfa-enroll-select-too-late",
            select(EnrollReason::Policy, &[(Method::Totp, true, false)], Some(NOW.plus(-60))),
            ProblemCode::SkipExpired,
        ),
        scene("totp-enroll", Step::TotpEnroll(totp_enroll())),
        failing(
            "totp-enroll-wrong",
            Step::TotpEnroll(TotpEnroll { attempts_left: 4, ..totp_enroll() }),
            ProblemCode::InvalidCode,
        ),
        scene("otp-destination-email", Step::OtpDestination(OtpDestination { method: Method::Email })),
        scene("otp-destination-sms", Step::OtpDestination(OtpDestination { method: Method::Sms })),
        failing(
            "otp-destination-mismatch",
            Step::OtpDestination(OtpDestination { method: Method::Email }),
            ProblemCode::DestinationMismatch,
        ),
        scene("otp-enroll-email", otp_enroll(Method::Email, "k•••n@example.no")),
        scene("otp-enroll-sms", otp_enroll(Method::Sms, "+47 ••• •• •42")),
        failing("otp-enroll-wrong", otp_enroll(Method::Email, "k•••n@example.no"), ProblemCode::InvalidCode),
        scene("passkey-enroll", Step::PasskeyEnroll(PasskeyEnroll { public_key: creation_options() })),
        failing(
            "passkey-enroll-refused",
            Step::PasskeyEnroll(PasskeyEnroll { public_key: creation_options() }),
            ProblemCode::InvalidCredential,
        ),
    ];
    scenes.extend(later());
    scenes
}

/// The steps after the factors, and both ends.
fn later() -> Vec<Sample<Scene>> {
    let policy = PasswordPolicy { min_length: 10, max_length: 128 };
    let change = |reason| Step::PasswordChange(PasswordChange { policy: policy.clone(), reason });
    let reset_code = || {
        Step::PasswordResetCode(PasswordResetCode {
            destination: "k•••n@example.no".into(),
            code_length: 6,
            resend_at: NOW.plus(41),
            attempts_left: 5,
        })
    };
    vec![
        scene(
            "recovery-codes",
            Step::RecoveryCodes(RecoveryCodes {
                codes: [
                    "h7kq-2mxd",
                    "9wvn-4rtz",
                    "c3pf-8ybs",
                    "m6gj-5xkw",
                    "t2dz-7hqn",
                    "v8rb-3cmy",
                    "k4xs-9pgf",
                    "w5nt-6djh",
                    "y9qm-2vkz",
                    "b3hf-8trx",
                ]
                .into_iter()
                .map(Secret::new)
                .collect(),
            }),
        ),
        scene("password-change-forced", change(PasswordChangeReason::Forced)),
        failing("password-change-weak", change(PasswordChangeReason::Reset), ProblemCode::WeakPassword),
        scene(
            "password-reset-request",
            Step::PasswordResetRequest(PasswordResetRequest { identifier: Some("kari.nordmann@example.no".into()) }),
        ),
        scene("password-reset-code", reset_code()),
        failing("password-reset-code-wrong", reset_code(), ProblemCode::InvalidCode),
        scene("app-update-desktop", update(ClientPlatform::Desktop, "1.0.9", "1.1.2", true)),
        scene("app-update-ios-soon", update(ClientPlatform::Ios, "3.0.4", "3.1.0", false)),
        scene("app-update-android", update(ClientPlatform::Android, "2.4.1", "2.5.0", true)),
        scene(
            "introduction",
            Step::Introduction(Introduction {
                pages: (1..=5)
                    .map(|n| IntroductionPage {
                        title: format!("Page {n}"),
                        text: "What the product does for you.".into(),
                        image: None,
                    })
                    .collect(),
            }),
        ),
        scene("device-pin-set", Step::DevicePinSet(DevicePinSet { length: 4 })),
        scene(
            "device-pin-verify",
            Step::DevicePinVerify(DevicePinVerify { attempts_left: 5, valid_until: NOW.plus(42 * 86_400) }),
        ),
        failing(
            "device-pin-verify-wrong",
            Step::DevicePinVerify(DevicePinVerify { attempts_left: 2, valid_until: NOW.plus(42 * 86_400) }),
            ProblemCode::InvalidCode,
        ),
        scene(
            "organization-select",
            Step::OrganizationSelect(OrganizationSelect {
                organizations: vec![
                    organization("o1", "Bjørk Regnskap AS", "Bookkeeper"),
                    organization("o2", "Nordlys Legesenter", "Practice staff"),
                    organization("o3", "Åsgård Tannklinikk og Kjeveortopedi DA", "Administrator"),
                ],
                last: Some("o2".into()),
            }),
        ),
        scene(
            "confirm",
            Step::Confirm(Confirm {
                title: "Send 14 invoices".into(),
                details: vec![
                    Detail { label: "Total".into(), value: "NOK 182,400".into() },
                    Detail { label: "From".into(), value: "Bjørk Regnskap AS".into() },
                ],
            }),
        ),
        scene("complete-web", complete(Handoff::Web, "https://app.example.com/callback?code=x")),
        scene("complete-native", complete(Handoff::Native, "com.example.notes:/callback?code=x")),
        scene("denied-disabled", denied(DeniedCode::AccountDisabled)),
        scene("denied-not-authorized", denied(DeniedCode::NotAuthorized)),
        scene("denied-invalid-request", denied(DeniedCode::InvalidRequest)),
        scene("denied-outdated", denied(DeniedCode::ClientOutdated)),
        scene("denied-too-many", denied(DeniedCode::TooManyAttempts)),
    ]
}
