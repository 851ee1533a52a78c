//! At least one sample of every action.

use super::{PERSON, Sample};
use crate::{Action, Method, RawJson, Secret};

/// Every action of the contract.
pub fn actions() -> Vec<Sample<Action>> {
    let sample = |name, value| Sample { name, value };
    vec![
        sample("identify", Action::Identify { identifier: PERSON.into(), password: None }),
        sample("identify-name", Action::Identify { identifier: "Åsa Öberg Sjöström".into(), password: None }),
        sample(
            "identify-with-password",
            Action::Identify { identifier: PERSON.into(), password: Some(Secret::new("fjord-lykt-måne-47")) },
        ),
        sample(
            "submit-password",
            Action::SubmitPassword { password: Secret::new("fjord-lykt-måne-47"), remember_device: false },
        ),
        sample(
            "submit-password-remember",
            Action::SubmitPassword { password: Secret::new("fjord-lykt-måne-47"), remember_device: true },
        ),
        sample("start-federation", Action::StartFederation { provider: "google".into() }),
        sample("submit-code", Action::SubmitCode { code: Secret::new("482 913"), trust_device: false }),
        sample("submit-code-trust", Action::SubmitCode { code: Secret::new("4qx7-m2kd-9pwa"), trust_device: true }),
        sample(
            "submit-public-key",
            Action::SubmitPublicKey {
                credential: RawJson::new(
                    r#"{"authenticatorAttachment":"platform","clientExtensionResults":{},"id":"c2FtcGxlLWlk","rawId":"c2FtcGxlLWlk","response":{"authenticatorData":"YQ","clientDataJSON":"Yg","signature":"Yw"},"type":"public-key"}"#,
                ),
                name: None,
                trust_device: false,
            },
        ),
        sample(
            "submit-public-key-new",
            Action::SubmitPublicKey {
                credential: RawJson::new(
                    r#"{"clientExtensionResults":{},"id":"c2FtcGxlLWlk","rawId":"c2FtcGxlLWlk","response":{"attestationObject":"YQ","clientDataJSON":"Yg","transports":["internal"]},"type":"public-key"}"#,
                ),
                name: Some("MacBook Air".into()),
                trust_device: false,
            },
        ),
        sample("select-method", Action::SelectMethod { method: Method::Totp }),
        sample("set-destination-email", Action::SetDestination { destination: PERSON.into(), country: None }),
        sample(
            "set-destination-sms",
            Action::SetDestination { destination: "400 00 042".into(), country: Some("NO".into()) },
        ),
        sample("resend", Action::Resend),
        sample("switch-method", Action::SwitchMethod { authenticator: "au_2".into() }),
        sample("skip", Action::Skip),
        sample("acknowledge", Action::Acknowledge),
        sample("change-password", Action::ChangePassword { new_password: Secret::new("tre hvite seil over havet") }),
        sample("request-reset", Action::RequestReset { identifier: None }),
        sample("request-reset-for", Action::RequestReset { identifier: Some(PERSON.into()) }),
        sample("select-organization", Action::SelectOrganization { organization: "o2".into() }),
        sample("set-pin", Action::SetPin { pin: Secret::new("6093") }),
        sample("submit-pin", Action::SubmitPin { pin: Secret::new("6093") }),
        sample("confirm", Action::Confirm),
        sample("back", Action::Back),
        sample("restart", Action::Restart),
    ]
}
