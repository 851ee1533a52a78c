//! Samples of the messages outside a flow: start, session, configuration.

use super::{DAY, NOW, PERSON, PERSON_MASKED, Sample, identify::social, subject};
use crate::{
    ClientPlatform, Config, ConfigNotice, FlowKind, LocalizedText, Session, SignedOut, StartClient, StartFlow, StepType,
};

fn start(kind: FlowKind, platform: ClientPlatform) -> StartFlow {
    StartFlow {
        kind,
        authorization_request: Some("ar_9dK2wE7tYb".into()),
        return_to: None,
        login_hint: None,
        locale: "nb".into(),
        client: StartClient { platform, version: None },
        supported_steps: StepType::ALL.to_vec(),
    }
}

/// Request bodies of `POST /flows`.
pub fn starts() -> Vec<Sample<StartFlow>> {
    vec![
        Sample { name: "web", value: start(FlowKind::SignIn, ClientPlatform::Web) },
        Sample {
            name: "desktop",
            value: StartFlow {
                client: StartClient { platform: ClientPlatform::Desktop, version: Some("1.1.2".into()) },
                ..start(FlowKind::SignIn, ClientPlatform::Desktop)
            },
        },
        Sample {
            name: "without-authorization-request",
            value: StartFlow {
                authorization_request: None,
                return_to: Some("https://app.example.com/inbox".into()),
                login_hint: Some(PERSON.into()),
                ..start(FlowKind::SignIn, ClientPlatform::Web)
            },
        },
        Sample { name: "step-up", value: start(FlowKind::StepUp, ClientPlatform::Ios) },
        Sample { name: "switch-organization", value: start(FlowKind::SwitchOrganization, ClientPlatform::Android) },
        Sample { name: "recover", value: start(FlowKind::Recover, ClientPlatform::Web) },
    ]
}

/// Responses of `GET /session`.
pub fn sessions() -> Vec<Sample<Session>> {
    vec![
        Sample {
            name: "signed-in",
            value: Session {
                subject: Some(subject(PERSON, PERSON_MASKED)),
                amr: vec!["pwd".into(), "otp".into(), "mfa".into()],
                expires_at: Some(NOW.plus(8 * 60 * 60)),
                server_time: NOW,
            },
        },
        Sample {
            name: "signed-out",
            value: Session { subject: None, amr: vec![], expires_at: None, server_time: NOW },
        },
    ]
}

/// Responses of `DELETE /session`.
pub fn sign_outs() -> Vec<Sample<SignedOut>> {
    vec![
        Sample { name: "stay", value: SignedOut { redirect_to: None } },
        Sample {
            name: "to-product",
            value: SignedOut { redirect_to: Some("https://app.example.com/signed-out".into()) },
        },
    ]
}

/// Responses of `GET /config`.
pub fn configs() -> Vec<Sample<Config>> {
    let words = |locale: &str, title: &str, text: &str| LocalizedText {
        locale: locale.into(),
        title: title.into(),
        text: text.into(),
    };
    vec![
        Sample {
            name: "plain",
            value: Config { brand: "portico".into(), locales: vec!["en".into()], providers: vec![], notices: vec![] },
        },
        Sample {
            name: "announcement",
            value: Config {
                brand: "portico".into(),
                locales: vec!["en".into(), "nb".into()],
                providers: social(),
                notices: vec![ConfigNotice {
                    id: "move-2026".into(),
                    starts_at: NOW.plus(-7 * DAY),
                    ends_at: NOW.plus(60 * DAY),
                    words: vec![
                        words("en", "Sign-in has moved", "Only how you sign in has changed. Your data has not."),
                        words("nb", "Innloggingen har flyttet", "Bare innloggingen er ny. Dataene dine er de samme."),
                    ],
                }],
            },
        },
    ]
}
