use auth_contract::{Action, Flow, Method, Problem, Secret, Step, StepType, Timestamp};
use http::StatusCode;
use reference_server::dev::people::Person;
use serde_json::json;

use super::{Browser, browser::param};

pub fn identify(identifier: &str) -> Action {
    Action::Identify { identifier: identifier.into(), password: None }
}

pub fn identify_with_password(identifier: &str, password: &str) -> Action {
    Action::Identify { identifier: identifier.into(), password: Some(Secret::new(password)) }
}

pub fn submit_password(password: &str) -> Action {
    Action::SubmitPassword { password: Secret::new(password), remember_device: false }
}

pub fn choose_totp() -> Action {
    Action::SelectMethod { method: Method::Totp }
}

pub fn submit_code(code: &str) -> Action {
    Action::SubmitCode { code: Secret::new(code), trust_device: false }
}

pub fn switch_to(authenticator: &str) -> Action {
    Action::SwitchMethod { authenticator: authenticator.into() }
}

pub fn skip() -> Action {
    Action::Skip
}

pub fn acknowledge() -> Action {
    Action::Acknowledge
}

pub fn back() -> Action {
    Action::Back
}

pub fn restart() -> Action {
    Action::Restart
}

/// The code that an authenticator app with this seed (Base32) shows. Not the server's own implementation.
pub fn totp_code(seed: &str, at: Timestamp) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let key = data_encoding::BASE32_NOPAD.decode(seed.as_bytes()).expect("a seed in Base32");
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&key).expect("a key of any length");
    mac.update(&(at.0 / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0xf);
    let number = u32::from_be_bytes([digest[offset], digest[offset + 1], digest[offset + 2], digest[offset + 3]]);
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The first of the recovery codes that a step shows.
pub fn recovery_code(flow: &Flow) -> String {
    match &flow.step {
        Step::RecoveryCodes(step) => step.codes[0].expose().into(),
        other => panic!("recovery codes were expected, not {other:?}"),
    }
}

/// A person in front of the page.
pub struct Visit<'a> {
    pub browser: &'a mut Browser,
    pub flow: Flow,
}

impl Visit<'_> {
    /// Does something that works.
    pub async fn does(&mut self, action: Action) -> &mut Self {
        let name = action.action_type().name();
        let answer = self.browser.act(&self.flow, action).await;
        assert_eq!(answer.status, 200, "{name} at {:?}: {}", self.flow.step.step_type(), answer.text());
        self.flow = answer.flow();
        self
    }

    /// Does something that does not work. The page goes on with the flow that the problem brings.
    pub async fn fails(&mut self, action: Action) -> Problem {
        let problem = self.browser.act(&self.flow, action).await.problem();
        if let Some(flow) = &problem.flow {
            self.flow = (**flow).clone();
        }
        problem
    }

    /// The screen is this one.
    #[track_caller]
    pub fn sees(&self, step: StepType) -> &Self {
        assert_eq!(self.flow.step.step_type(), step);
        self
    }

    /// Types username and password.
    pub async fn gives_password(&mut self, person: &Person) -> &mut Self {
        self.does(identify(person.username)).await.does(submit_password(person.password)).await
    }

    /// Signs in as `person` and sets up an authenticator app, up to the recovery codes. Answers the seed.
    pub async fn enrolls(&mut self, person: &Person, now: Timestamp) -> String {
        self.gives_password(person).await.does(choose_totp()).await;
        let seed = self.seed();
        self.does(submit_code(&totp_code(&seed, now))).await.sees(StepType::RecoveryCodes);
        seed
    }

    /// Sets up an authenticator app from where the choice is, up to the end. Answers the seed.
    pub async fn enrolls_here(&mut self, app: &super::TestApp) -> String {
        self.does(choose_totp()).await;
        let seed = self.seed();
        self.does(submit_code(&totp_code(&seed, app.now()))).await.does(acknowledge()).await.sees(StepType::Complete);
        seed
    }

    /// The seed on the screen.
    pub fn seed(&self) -> String {
        match &self.flow.step {
            Step::TotpEnroll(step) => step.secret.expose().into(),
            other => panic!("a seed was expected, not {other:?}"),
        }
    }

    /// Where the page sends the person when all is done.
    pub fn destination(&self) -> String {
        match &self.flow.step {
            Step::Complete(step) => step.redirect_to.clone(),
            other => panic!("the end was expected, not {other:?}"),
        }
    }

    /// The authorization code on the way back to the product.
    pub fn code(&self) -> String {
        param(&self.destination(), "code").expect("a code for the product")
    }

    /// Wrong codes that are still possible.
    pub fn attempts_left(&self) -> Option<u8> {
        match &self.flow.step {
            Step::MfaChallenge(step) => step.attempts_left,
            Step::TotpEnroll(step) => step.attempts_left,
            Step::OtpEnroll(step) => step.attempts_left,
            Step::PasswordResetCode(step) => step.attempts_left,
            other => panic!("a code field was expected, not {other:?}"),
        }
    }

    /// Reloads the page.
    pub async fn reloads(&mut self) -> &mut Self {
        self.flow = self.browser.resume(&self.flow).await.flow();
        self
    }
}

impl Browser {
    /// Arrives at the page from the product.
    pub async fn arrives(&mut self) -> Visit<'_> {
        self.arrives_with(&[("prompt", "login")]).await
    }

    /// The same with these parameters of `/authorize`.
    pub async fn arrives_with(&mut self, changes: &[(&str, &str)]) -> Visit<'_> {
        let handle = self.authorize(changes).await.redirect_param("request").expect("a handle for the page");
        let answer = self.start(json!({ "authorization_request": handle })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        Visit { flow: answer.flow(), browser: self }
    }
}
