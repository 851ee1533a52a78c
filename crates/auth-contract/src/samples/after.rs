//! Samples of the steps before and after the factors, and of both final steps.

use super::{DAY, NOW, PERSON, PERSON_MASKED, Sample, Scene, failing, scene};
use crate::{
    App, AppUpdate, ClientPlatform, Complete, Confirm, Denied, DeniedCode, Detail, DevicePinSet, DevicePinVerify,
    FlowKind, Handoff, Introduction, IntroductionPage, NoticeCode, Organization, OrganizationSelect, PasswordChange,
    PasswordChangeReason, PasswordPolicy, PasswordResetCode, PasswordResetRequest, PasswordWeakness, ProblemCode,
    RecoveryCodes, Secret, Step, Support,
};

fn update(platform: ClientPlatform, installed: &str, required: &str, blocking: bool) -> Step {
    Step::AppUpdate(AppUpdate {
        platform,
        installed: Some(installed.into()),
        required: required.into(),
        available_since: NOW.plus(-20 * DAY),
        mandatory_from: Some(NOW.plus(if blocking { -DAY } else { 10 * DAY })),
        blocking,
        store_url: match platform {
            ClientPlatform::Ios => Some("https://apps.apple.com/app/id000000000".into()),
            ClientPlatform::Android => Some("https://play.google.com/store/apps/details?id=com.example.notes".into()),
            _ => None,
        },
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
            url: Some("https://help.example.no/sign-in".into()),
        }),
    })
}

fn complete(handoff: Handoff, redirect_to: &str) -> Step {
    Step::Complete(Complete {
        redirect_to: redirect_to.into(),
        handoff,
        app: Some(App {
            name: "Northwind Notes".into(),
            url: (handoff == Handoff::Web).then(|| "https://app.example.com/".into()),
            web_url: None,
        }),
        code: None,
    })
}

fn complete_in_app() -> Complete {
    Complete {
        redirect_to: "com.example.northwind:/callback?code=ac_7Hq3&state=xyz".into(),
        handoff: Handoff::Native,
        app: Some(App { name: "Northwind Notes".into(), url: None, web_url: Some("https://app.example.com/".into()) }),
        code: None,
    }
}

/// Recovery codes. The demo accounts have the same ones, so that a code seen in the gallery works in the demo.
pub const RECOVERY_CODES: [&str; 10] = [
    "4QX7-M2KD-9PWA",
    "7HN3-TV8C-2RFE",
    "B9GK-5ZQW-1XMJ",
    "C2WS-8DPT-6NVH",
    "E5RY-3JXB-7KQG",
    "G8MF-1CWN-4TZS",
    "J1VD-9QHK-5BXP",
    "M4TB-6YRE-8GCW",
    "P7KZ-2NSV-3HJD",
    "S3XQ-7FMA-9WRT",
];

pub(super) fn scenes() -> Vec<Sample<Scene>> {
    let policy = PasswordPolicy { min_length: 10, max_length: 128 };
    let change = |reason| Step::PasswordChange(PasswordChange { policy: policy.clone(), reason });
    let weak = |name, weakness| {
        failing(name, change(PasswordChangeReason::Forced), ProblemCode::WeakPassword).for_being(weakness)
    };
    let reset_code = || {
        Step::PasswordResetCode(PasswordResetCode {
            destination: Some(PERSON_MASKED.into()),
            code_length: Some(6),
            resend_at: NOW.plus(41),
            code_valid_until: Some(NOW.plus(581)),
            attempts_left: Some(5),
        })
    };
    vec![
        scene("recovery-codes", Step::RecoveryCodes(RecoveryCodes { codes: RECOVERY_CODES.map(Secret::new).into() })),
        scene("password-change-forced", change(PasswordChangeReason::Forced)),
        scene("password-change-expired", change(PasswordChangeReason::Expired)),
        scene("password-change-breached", change(PasswordChangeReason::Breached)),
        scene("password-change-reset", change(PasswordChangeReason::Reset)).of_kind(FlowKind::Recover),
        failing("password-change-weak", change(PasswordChangeReason::Reset), ProblemCode::WeakPassword)
            .of_kind(FlowKind::Recover),
        weak("password-change-too-short", PasswordWeakness::TooShort),
        weak("password-change-too-long", PasswordWeakness::TooLong),
        weak("password-change-in-a-leak", PasswordWeakness::Breached),
        weak("password-change-personal", PasswordWeakness::Personal),
        weak("password-change-reused", PasswordWeakness::Reused),
        weak("password-change-word", PasswordWeakness::Word),
        weak("password-change-name", PasswordWeakness::Name),
        weak("password-change-date", PasswordWeakness::Date),
        weak("password-change-keyboard", PasswordWeakness::Keyboard),
        weak("password-change-repeated", PasswordWeakness::Repeated),
        weak("password-change-sequence", PasswordWeakness::Sequence),
        weak("password-change-guessable", PasswordWeakness::Guessable),
        scene(
            "password-reset-request",
            Step::PasswordResetRequest(PasswordResetRequest { identifier: Some(PERSON.into()) }),
        )
        .of_kind(FlowKind::Recover),
        scene("password-reset-request-unnamed", Step::PasswordResetRequest(PasswordResetRequest { identifier: None }))
            .of_kind(FlowKind::Recover),
        failing(
            "password-reset-request-invalid",
            Step::PasswordResetRequest(PasswordResetRequest { identifier: Some("kari.nordmann@".into()) }),
            ProblemCode::InvalidInput,
        )
        .of_kind(FlowKind::Recover),
        failing(
            "password-reset-request-rate-limited",
            Step::PasswordResetRequest(PasswordResetRequest { identifier: Some(PERSON.into()) }),
            ProblemCode::RateLimited,
        )
        .of_kind(FlowKind::Recover),
        scene("password-reset-code", reset_code()).of_kind(FlowKind::Recover),
        scene(
            "password-reset-code-for-username",
            Step::PasswordResetCode(PasswordResetCode {
                destination: None,
                code_length: None,
                resend_at: NOW,
                code_valid_until: None,
                attempts_left: None,
            }),
        )
        .of_kind(FlowKind::Recover)
        .about("Åsa Öberg Sjöström", "Å•••m"),
        failing("password-reset-code-wrong", reset_code(), ProblemCode::InvalidCode).of_kind(FlowKind::Recover),
        failing("password-reset-code-expired", reset_code(), ProblemCode::CodeExpired)
            .run_out()
            .of_kind(FlowKind::Recover),
        failing("password-reset-code-superseded", reset_code(), ProblemCode::CodeSuperseded).of_kind(FlowKind::Recover),
        failing("password-reset-code-locked", reset_code(), ProblemCode::Locked).of_kind(FlowKind::Recover),
        failing("password-reset-code-too-soon", reset_code(), ProblemCode::RateLimited)
            .of_kind(FlowKind::Recover)
            .too_soon(),
        failing("password-reset-code-not-delivered", reset_code(), ProblemCode::DeliveryFailed)
            .of_kind(FlowKind::Recover),
        scene("password-reset-code-sent-again", reset_code())
            .of_kind(FlowKind::Recover)
            .with_notice(NoticeCode::CodeSent, &[]),
        scene("app-update-desktop", update(ClientPlatform::Desktop, "1.0.9", "1.1.2", true))
            .for_client(ClientPlatform::Desktop),
        scene("app-update-ios", update(ClientPlatform::Ios, "3.0.4", "3.1.0", true)).for_client(ClientPlatform::Ios),
        scene("app-update-ios-soon", update(ClientPlatform::Ios, "3.0.4", "3.1.0", false))
            .for_client(ClientPlatform::Ios),
        scene("app-update-android", update(ClientPlatform::Android, "2.4.1", "2.5.0", true))
            .for_client(ClientPlatform::Android),
        scene("app-update-desktop-soon", update(ClientPlatform::Desktop, "1.1.1", "1.1.2", false))
            .for_client(ClientPlatform::Desktop),
        scene("app-update-android-soon", update(ClientPlatform::Android, "2.4.1", "2.5.0", false))
            .for_client(ClientPlatform::Android),
        failing(
            "app-update-too-late",
            update(ClientPlatform::Desktop, "1.1.1", "1.1.2", true),
            ProblemCode::SkipExpired,
        )
        .for_client(ClientPlatform::Desktop),
        scene("app-update-web", update(ClientPlatform::Web, "4.12.0", "4.13.0", true)),
        scene(
            "app-update-unknown-version",
            Step::AppUpdate(AppUpdate {
                platform: ClientPlatform::Desktop,
                installed: None,
                required: "1.1.2".into(),
                available_since: NOW.plus(-20 * DAY),
                mandatory_from: None,
                blocking: false,
                store_url: None,
            }),
        )
        .for_client(ClientPlatform::Desktop),
        scene(
            "introduction",
            Step::Introduction(Introduction {
                pages: (1..=5)
                    .map(|n| IntroductionPage {
                        title: format!("Page {n}"),
                        text: "What the product does for you.".into(),
                        image: (n == 1).then(|| "introduction/welcome.svg".into()),
                    })
                    .collect(),
            }),
        ),
        scene("device-pin-set", Step::DevicePinSet(DevicePinSet { length: 4 })),
        scene(
            "device-pin-verify",
            Step::DevicePinVerify(DevicePinVerify {
                length: 4,
                attempts_left: Some(5),
                valid_until: NOW.plus(42 * DAY),
            }),
        ),
        failing(
            "device-pin-verify-wrong",
            Step::DevicePinVerify(DevicePinVerify {
                length: 4,
                attempts_left: Some(2),
                valid_until: NOW.plus(42 * DAY),
            }),
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
        )
        .of_kind(FlowKind::SwitchOrganization),
        scene(
            "confirm",
            Step::Confirm(Confirm {
                title: "Send 14 invoices".into(),
                details: vec![
                    Detail { label: "Total".into(), value: "NOK 182,400".into() },
                    Detail { label: "From".into(), value: "Bjørk Regnskap AS".into() },
                ],
            }),
        )
        .of_kind(FlowKind::StepUp),
        scene("complete-web", complete(Handoff::Web, "https://app.example.com/callback?code=ac_7Hq3&state=xyz")),
        scene(
            "complete-recovery-codes-low",
            complete(Handoff::Web, "https://app.example.com/callback?code=ac_7Hq3&state=xyz"),
        )
        .with_notice(NoticeCode::RecoveryCodesLow, &["2"]),
        scene(
            "complete-unnamed",
            Step::Complete(Complete {
                redirect_to: "https://app.example.com/callback?code=ac_7Hq3&state=xyz".into(),
                handoff: Handoff::Web,
                app: None,
                code: None,
            }),
        ),
        scene("complete-native", Step::Complete(complete_in_app())).for_client(ClientPlatform::Desktop),
        scene(
            "complete-native-loopback",
            complete(Handoff::Native, "http://127.0.0.1:51004/callback?code=ac_7Hq3&state=xyz"),
        )
        .for_client(ClientPlatform::Desktop),
        scene(
            "complete-native-code",
            Step::Complete(Complete {
                code: Some(Secret::new("ac_7Hq3mR9vK2xW5tB8nY4pL1sD6fG0jZ")),
                ..complete_in_app()
            }),
        )
        .for_client(ClientPlatform::Android),
        scene("denied-without-support", Step::Denied(Denied { code: DeniedCode::AccountDisabled, support: None })),
        scene("denied-disabled", denied(DeniedCode::AccountDisabled)),
        scene("denied-not-authorized", denied(DeniedCode::NotAuthorized)),
        scene("denied-invalid-request", denied(DeniedCode::InvalidRequest)),
        scene("denied-outdated", denied(DeniedCode::ClientOutdated)),
        scene("denied-too-many", denied(DeniedCode::TooManyAttempts)),
        scene("denied-not-begun-here", denied(DeniedCode::NotBegunHere)),
    ]
}
