//! Samples of every factor beside the password: challenge and enrolment.

use super::identify::request_options;
use super::{DAY, NOW, PERSON, PERSON_MASKED, Sample, Scene, failing, scene};
use crate::{
    ActionType, Alternative, Country, Days, EnrollMethod, EnrollReason, Method, MfaChallenge, MfaEnrollSelect,
    NoticeCode, OtpDestination, OtpEnroll, PasskeyEnroll, ProblemCode, RawJson, Secret, Step, Timestamp, TotpEnroll,
};

fn challenge(method: Method) -> MfaChallenge {
    let sent = matches!(method, Method::Email | Method::Sms);
    let other = |authenticator: &str, method, destination: Option<&str>| Alternative {
        authenticator: authenticator.into(),
        method,
        destination: destination.map(Into::into),
        name: (method == Method::Passkey).then(|| "MacBook Air".into()),
    };
    MfaChallenge {
        authenticator: "au_1".into(),
        method,
        destination: match method {
            Method::Email => Some(PERSON_MASKED.into()),
            Method::Sms => Some("+47 ••• •• •42".into()),
            _ => None,
        },
        name: (method == Method::Passkey).then(|| "MacBook Air".into()),
        code_length: match method {
            Method::Totp | Method::Email | Method::Sms => Some(6),
            _ => None,
        },
        attempts_left: Some(5),
        resend_at: sent.then(|| NOW.plus(41)),
        code_valid_until: sent.then(|| NOW.plus(581)),
        period: (method == Method::Totp).then_some(30),
        public_key: (method == Method::Passkey).then(request_options),
        alternatives: [
            other("au_1", Method::Totp, None),
            other("au_2", Method::Email, Some(PERSON_MASKED)),
            other("au_4", Method::Passkey, None),
            other("au_5", Method::Sms, Some("+47 ••• •• •42")),
            other("au_3", Method::RecoveryCode, None),
        ]
        .into_iter()
        .filter(|alternative| alternative.method != method)
        // One scene with all methods; the others have the typical selection.
        .filter(|alternative| alternative.method != Method::Sms || method == Method::RecoveryCode)
        .collect(),
        trust_device: Some(Days { days: 30 }),
    }
}

fn creation_options() -> RawJson {
    RawJson::new(
        r#"{"challenge":"c2FtcGxlLWNoYWxsZW5nZQ","excludeCredentials":[],"pubKeyCredParams":[{"alg":-7,"type":"public-key"}],"rp":{"id":"auth.example.com","name":"Northwind Clinic"},"user":{"displayName":"Kari Nordmann","id":"dXNlcg","name":"kari.nordmann@example.no"}}"#,
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
        replaces: (reason == EnrollReason::Migration).then(|| "Northwind Clinic (old)".into()),
    })
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
        account: PERSON.into(),
        replaces: None,
        attempts_left: Some(5),
    }
}

fn destination(method: Method, confirms: bool) -> Step {
    let country =
        |(region, calling_code): (&str, &str)| Country { region: region.into(), calling_code: calling_code.into() };
    let countries = [("NO", "47"), ("SE", "46"), ("DK", "45"), ("FI", "358"), ("GB", "44"), ("DE", "49"), ("US", "1")];
    let sms = method == Method::Sms;
    Step::OtpDestination(OtpDestination {
        method,
        confirms,
        countries: countries.into_iter().filter(|_| sms).map(country).collect(),
        country: sms.then(|| "NO".into()),
    })
}

fn otp_enroll(method: Method, destination: &str) -> Step {
    Step::OtpEnroll(OtpEnroll {
        method,
        destination: destination.into(),
        code_length: Some(6),
        resend_at: NOW.plus(41),
        code_valid_until: Some(NOW.plus(581)),
        attempts_left: Some(5),
    })
}

pub(super) fn scenes() -> Vec<Sample<Scene>> {
    let mut scenes = challenges();
    scenes.extend(enrolments());
    scenes
}

fn challenges() -> Vec<Sample<Scene>> {
    vec![
        scene("mfa-challenge-totp", Step::MfaChallenge(challenge(Method::Totp))),
        failing(
            "mfa-challenge-totp-wrong",
            Step::MfaChallenge(MfaChallenge { attempts_left: Some(3), ..challenge(Method::Totp) }),
            ProblemCode::InvalidCode,
        ),
        failing(
            "mfa-challenge-totp-last-try",
            Step::MfaChallenge(MfaChallenge { attempts_left: Some(1), ..challenge(Method::Totp) }),
            ProblemCode::InvalidCode,
        ),
        failing("mfa-challenge-totp-clock", Step::MfaChallenge(challenge(Method::Totp)), ProblemCode::InvalidCode)
            .at(NOW.plus(4 * 60)),
        scene(
            "mfa-challenge-totp-alone",
            Step::MfaChallenge(MfaChallenge {
                attempts_left: None,
                alternatives: vec![],
                trust_device: None,
                ..challenge(Method::Totp)
            }),
        ),
        failing("mfa-challenge-locked", Step::MfaChallenge(challenge(Method::Totp)), ProblemCode::Locked),
        scene("mfa-challenge-email", Step::MfaChallenge(challenge(Method::Email))),
        scene("mfa-challenge-email-sent-again", Step::MfaChallenge(challenge(Method::Email)))
            .with_notice(NoticeCode::CodeSent, &[]),
        scene(
            "mfa-challenge-email-may-send-again",
            Step::MfaChallenge(MfaChallenge { resend_at: Some(NOW), ..challenge(Method::Email) }),
        ),
        failing("mfa-challenge-email-expired", Step::MfaChallenge(challenge(Method::Email)), ProblemCode::CodeExpired)
            .run_out(),
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
        scene("mfa-challenge-email-run-out", Step::MfaChallenge(challenge(Method::Email))).run_out(),
        scene(
            "mfa-challenge-email-unnamed",
            Step::MfaChallenge(MfaChallenge { destination: None, ..challenge(Method::Email) }),
        ),
        failing(
            "mfa-challenge-email-wrong",
            Step::MfaChallenge(MfaChallenge { attempts_left: Some(4), ..challenge(Method::Email) }),
            ProblemCode::InvalidCode,
        ),
        scene("mfa-challenge-sms", Step::MfaChallenge(challenge(Method::Sms))),
        scene("mfa-challenge-sms-sent-again", Step::MfaChallenge(challenge(Method::Sms)))
            .with_notice(NoticeCode::CodeSent, &[]),
        failing("mfa-challenge-sms-wrong", Step::MfaChallenge(challenge(Method::Sms)), ProblemCode::InvalidCode),
        failing("mfa-challenge-sms-too-soon", Step::MfaChallenge(challenge(Method::Sms)), ProblemCode::RateLimited)
            .too_soon(),
        failing(
            "mfa-challenge-sms-not-delivered",
            Step::MfaChallenge(challenge(Method::Sms)),
            ProblemCode::DeliveryFailed,
        ),
        scene("mfa-challenge-passkey", Step::MfaChallenge(challenge(Method::Passkey))),
        failing(
            "mfa-challenge-passkey-refused",
            Step::MfaChallenge(challenge(Method::Passkey)),
            ProblemCode::InvalidCredential,
        ),
        failing(
            "mfa-challenge-passkey-unknown",
            Step::MfaChallenge(challenge(Method::Passkey)),
            ProblemCode::UnknownCredential,
        ),
        scene("mfa-challenge-recovery", Step::MfaChallenge(challenge(Method::RecoveryCode))),
        failing(
            "mfa-challenge-recovery-wrong",
            Step::MfaChallenge(MfaChallenge { attempts_left: Some(4), ..challenge(Method::RecoveryCode) }),
            ProblemCode::InvalidCode,
        ),
    ]
}

fn enrolments() -> Vec<Sample<Scene>> {
    vec![
        scene("mfa-enroll-select-one", select(EnrollReason::Policy, &[(Method::Totp, true, false)], None))
            .without(ActionType::Skip),
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
                Some(NOW.plus(159 * DAY)),
            ),
        ),
        scene(
            "mfa-enroll-select-migration",
            select(
                EnrollReason::Migration,
                &[(Method::Sms, false, true), (Method::Totp, true, false), (Method::Email, false, false)],
                None,
            ),
        )
        .without(ActionType::Skip),
        scene(
            "mfa-enroll-select-reset",
            select(EnrollReason::AdminReset, &[(Method::Totp, true, false), (Method::Email, false, false)], None),
        )
        .without(ActionType::Skip),
        scene(
            "mfa-enroll-select-recommendation",
            select(EnrollReason::Recommendation, &[(Method::Totp, true, false)], Some(NOW.plus(159 * DAY))),
        ),
        failing(
            "mfa-enroll-select-too-late",
            select(EnrollReason::Policy, &[(Method::Totp, true, false)], Some(NOW.plus(-60))),
            ProblemCode::SkipExpired,
        )
        .without(ActionType::Skip),
        scene("totp-enroll", Step::TotpEnroll(totp_enroll())),
        failing(
            "totp-enroll-wrong",
            Step::TotpEnroll(TotpEnroll { attempts_left: Some(4), ..totp_enroll() }),
            ProblemCode::InvalidCode,
        ),
        scene(
            "totp-enroll-migration",
            Step::TotpEnroll(TotpEnroll { replaces: Some("Northwind Clinic (old)".into()), ..totp_enroll() }),
        ),
        scene("otp-destination-email", destination(Method::Email, true)),
        scene("otp-destination-email-new", destination(Method::Email, false)),
        failing("otp-destination-mismatch", destination(Method::Email, true), ProblemCode::DestinationMismatch),
        failing("otp-destination-email-invalid", destination(Method::Email, false), ProblemCode::InvalidInput),
        scene("otp-destination-sms", destination(Method::Sms, false)),
        scene("otp-destination-sms-confirm", destination(Method::Sms, true)),
        failing("otp-destination-sms-invalid", destination(Method::Sms, false), ProblemCode::InvalidInput),
        failing("otp-destination-sms-mismatch", destination(Method::Sms, true), ProblemCode::DestinationMismatch),
        failing("otp-destination-not-delivered", destination(Method::Sms, false), ProblemCode::DeliveryFailed),
        failing("otp-destination-rate-limited", destination(Method::Sms, false), ProblemCode::RateLimited),
        failing("otp-destination-locked", destination(Method::Sms, true), ProblemCode::Locked),
        scene("otp-enroll-email", otp_enroll(Method::Email, PERSON_MASKED)),
        scene("otp-enroll-sms", otp_enroll(Method::Sms, "+47 ••• •• •42")),
        scene("otp-enroll-sent-again", otp_enroll(Method::Email, PERSON_MASKED)).with_notice(NoticeCode::CodeSent, &[]),
        failing("otp-enroll-expired", otp_enroll(Method::Email, PERSON_MASKED), ProblemCode::CodeExpired).run_out(),
        failing("otp-enroll-superseded", otp_enroll(Method::Sms, "+47 ••• •• •42"), ProblemCode::CodeSuperseded),
        failing("otp-enroll-wrong", otp_enroll(Method::Email, PERSON_MASKED), ProblemCode::InvalidCode),
        failing("otp-enroll-sms-wrong", otp_enroll(Method::Sms, "+47 ••• •• •42"), ProblemCode::InvalidCode),
        scene("otp-enroll-sms-sent-again", otp_enroll(Method::Sms, "+47 ••• •• •42"))
            .with_notice(NoticeCode::CodeSent, &[]),
        failing("otp-enroll-locked", otp_enroll(Method::Email, PERSON_MASKED), ProblemCode::Locked),
        failing("otp-enroll-too-soon", otp_enroll(Method::Sms, "+47 ••• •• •42"), ProblemCode::RateLimited).too_soon(),
        failing("otp-enroll-not-delivered", otp_enroll(Method::Sms, "+47 ••• •• •42"), ProblemCode::DeliveryFailed),
        scene("passkey-enroll", Step::PasskeyEnroll(PasskeyEnroll { public_key: creation_options() })),
        failing(
            "passkey-enroll-refused",
            Step::PasskeyEnroll(PasskeyEnroll { public_key: creation_options() }),
            ProblemCode::InvalidCredential,
        ),
    ]
}
