//! The action `submit_code`: a one-time code or a recovery code.

use auth_contract::{Method, ProblemCode, Secret};

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::Refused,
    send_code::Verified,
};
use crate::{
    base::vault::Fingerprint,
    domain::{
        messages::Change,
        recovery_code,
        throttle::{self, Rule},
    },
    flow::{
        state::{Stage, State},
        table::{Event, Next, advance},
        throttle_subject,
    },
    store::{StoreError, recovery_codes, throttles},
};

/// What a code came to.
pub(super) enum Tried {
    Right(Event),
    Wrong,
    /// It was right once. Nobody guesses such a code, so it does not count as a guess.
    Old(ProblemCode),
}

impl Tried {
    pub(super) fn sent(verified: Verified, event: Event) -> Self {
        match verified {
            Verified::Right => Self::Right(event),
            Verified::Wrong => Self::Wrong,
            Verified::Expired => Self::Old(ProblemCode::CodeExpired),
            Verified::Superseded => Self::Old(ProblemCode::CodeSuperseded),
        }
    }
}

impl Performance<'_, '_> {
    pub(super) fn code(
        &mut self,
        state: State,
        code: &Secret,
        trust_device: bool,
    ) -> Result<NextOrRefused, StoreError> {
        let account = state.account.clone().unwrap_or_default();
        match state.stage.clone() {
            Stage::MfaChallenge { authenticator } => {
                let method = self.facts.authenticator(&authenticator).map(|asked| asked.method);
                let subject = throttle_subject::codes(&self.context.vault, &account);
                self.counted(state, &subject, throttle::CODES, |this, state| {
                    let tried = this.challenged(state, &account, &authenticator, method, code)?;
                    if matches!(tried, Tried::Right(_)) {
                        this.trust_device(state, trust_device)?;
                    }
                    Ok(tried)
                })
            }
            Stage::TotpEnroll { seed } => self.totp_enrolled(state, &account, &seed, code),
            Stage::OtpEnroll { method, destination } => {
                let subject = throttle_subject::codes(&self.context.vault, &account);
                self.counted(state, &subject, throttle::CODES, |this, state| {
                    this.otp_enrolled(state, &account, method, &destination, code)
                })
            }
            Stage::PasswordResetCode => {
                let subject =
                    throttle_subject::reset_codes(&self.context.vault, state.identifier.as_deref().unwrap_or_default());
                self.counted(state, &subject, throttle::RESETS, |this, state| this.reset_code(state, code))
            }
            _ => Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed))),
        }
    }

    /// Tries a code within the limits of its subject, across all flows, and of this flow.
    fn counted(
        &mut self,
        state: State,
        subject: &Fingerprint,
        rule: Rule,
        attempt: impl FnOnce(&mut Self, &State) -> Result<Tried, StoreError>,
    ) -> Result<NextOrRefused, StoreError> {
        let throttle = throttles::get(self.tx, subject)?;
        if let Some(at) = throttle.locked(self.now) {
            return Ok(refuse(state, Refused::until(ProblemCode::Locked, at)));
        }
        match attempt(self, &state)? {
            Tried::Right(event) => {
                throttles::clear(self.tx, subject)?;
                Ok((advance(state, event, &self.facts), None))
            }
            Tried::Old(code) => Ok(refuse(state, Refused::field(code, "/code"))),
            Tried::Wrong => {
                throttles::set(self.tx, subject, throttle.after_failure(self.now, rule))?;
                Ok(self.wrong_code(state))
            }
        }
    }

    fn challenged(
        &self,
        state: &State,
        account: &str,
        id: &str,
        method: Option<Method>,
        code: &Secret,
    ) -> Result<Tried, StoreError> {
        let answered = |method| Event::Answered { method, recovery_codes_left: None };
        let tried = match method {
            Some(method @ Method::Totp) if self.use_totp(account, id, code)? => Tried::Right(answered(method)),
            Some(method @ (Method::Email | Method::Sms)) => {
                Tried::sent(self.use_sent_code(state, code)?, answered(method))
            }
            Some(Method::RecoveryCode) => self.use_recovery_code(account, code)?,
            _ => Tried::Wrong,
        };
        Ok(tried)
    }

    fn use_recovery_code(&self, account: &str, code: &Secret) -> Result<Tried, StoreError> {
        let fingerprint = recovery_code::fingerprint(&self.context.vault, account, code);
        if !recovery_codes::take(self.tx, account, &fingerprint, self.now)? {
            return Ok(Tried::Wrong);
        }
        let left = recovery_codes::left(self.tx, account)?;
        self.tell(account, Change::RecoveryCodeUsed { left })?;
        Ok(Tried::Right(Event::Answered { method: Method::RecoveryCode, recovery_codes_left: Some(left) }))
    }

    /// The last wrong code that a flow allows ends it: that is a step to show, no longer an error on a field.
    pub(super) fn wrong_code(&self, state: State) -> NextOrRefused {
        let next = advance(state, Event::CodeRefused, &self.facts);
        let ended = matches!(&next, Next::At(state) if matches!(state.stage, Stage::Denied { .. }));
        (next, (!ended).then(|| Refused::field(ProblemCode::InvalidCode, "/code")))
    }
}
