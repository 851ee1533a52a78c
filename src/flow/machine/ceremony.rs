//! Passkeys: when the device is asked and what its answer leads to.

use auth_contract::{Action, ActionType, RawJson, Step};

use super::Machine;
use crate::flow::{Ceremony, CeremonyError, Effect, Screen, Submit, SubmitError, SubmitErrorKind};

/// How often the passkey beside the field is offered after it came to nothing, until the server goes along again. A
/// device that refuses at once, or answers at once with a passkey that nobody has, would be asked for ever.
const MAX_CONDITIONAL_FAILURES: u8 = 3;

/// What the device is being asked for. There is never more than one: browsers refuse a second.
#[derive(Debug)]
pub(super) struct Running {
    ticket: u32,
    ceremony: Ceremony,
    options: RawJson,
    name: Option<String>,
    trust_device: bool,
}

impl Machine {
    /// A press that wants the device to be asked.
    pub(super) fn ask(&mut self, name: Option<String>, trust_device: bool) -> Vec<Effect> {
        if self.submit.is_sending() || self.submit == Submit::Asking || self.pending.is_some() {
            return vec![];
        }
        let Some((ceremony, options)) = self.public_key().filter(|_| !self.is_passkey_paused()) else { return vec![] };
        if !self.launch.passkeys {
            self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Passkey(CeremonyError::Unsupported)));
            return vec![];
        }
        // The device has answered this one already and only the line was lost: it need not be asked twice.
        if let Some((before, key)) = &self.unanswered
            && matches!(before.action, Action::SubmitPublicKey { .. })
            && self.flow.as_ref().is_some_and(|flow| flow.revision == before.revision)
        {
            let (action, key) = (before.action.clone(), key.clone());
            return self.submit_action(action, key);
        }
        let options = options.clone();
        self.submit = Submit::Asking;
        vec![self.begin(Running { ticket: 0, ceremony, options, name, trust_device })]
    }

    /// What the device said.
    pub(super) fn answered(&mut self, ticket: u32, key: String, result: Result<RawJson, CeremonyError>) -> Vec<Effect> {
        let Some(running) = self.ceremony.take_if(|running| running.ticket == ticket) else { return vec![] };
        match (result, running.ceremony) {
            (Ok(credential), ceremony) => {
                self.conditional_failures += u8::from(ceremony == Ceremony::Conditional);
                self.submit = Submit::Idle;
                let Running { name, trust_device, .. } = running;
                self.submit_action(Action::SubmitPublicKey { credential, name, trust_device }, key)
            }
            // Nobody pressed anything, so nobody needs to know.
            (Err(error), Ceremony::Conditional) => {
                self.conditional_failures = if error == CeremonyError::Cancelled {
                    self.conditional_failures + 1
                } else {
                    MAX_CONDITIONAL_FAILURES
                };
                vec![]
            }
            (Err(error), _) => {
                self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Passkey(error)));
                vec![]
            }
        }
    }

    /// Ends what is being asked when it is not wanted any more, and offers the passkey beside the field where it is.
    pub(super) fn update_ceremony(&mut self) -> Option<Effect> {
        let beside = self.conditional_options().cloned();
        let wanted = match &self.ceremony {
            Some(running) if running.ceremony == Ceremony::Conditional => beside.as_ref() == Some(&running.options),
            Some(_) => self.submit == Submit::Asking,
            None => false,
        };
        if wanted {
            return None;
        }
        let was_asking = self.ceremony.take().is_some();
        match beside {
            Some(options) => {
                let ceremony = Ceremony::Conditional;
                Some(self.begin(Running { ticket: 0, ceremony, options, name: None, trust_device: false }))
            }
            None => was_asking.then_some(Effect::AbortCeremony),
        }
    }

    /// What was sent to use, or to create, a passkey at this step.
    pub(super) fn public_key(&self) -> Option<(Ceremony, &RawJson)> {
        let flow = self.flow.as_ref().filter(|_| self.offers(ActionType::SubmitPublicKey))?;
        match &flow.step {
            Step::Identify(step) => Some((Ceremony::Get, step.passkey_options.as_ref()?)),
            Step::MfaChallenge(step) => Some((Ceremony::Get, step.public_key.as_ref()?)),
            Step::PasskeyEnroll(step) => Some((Ceremony::Create, &step.public_key)),
            _ => None,
        }
    }

    fn conditional_options(&self) -> Option<&RawJson> {
        let waits = *self.screen() == Screen::Identify && !self.submit.is_sending() && self.submit != Submit::Asking;
        let tries =
            self.launch.passkeys && self.conditional_failures < MAX_CONDITIONAL_FAILURES && !self.is_passkey_paused();
        self.public_key().filter(|_| waits && tries).map(|(_, options)| options)
    }

    fn is_passkey_paused(&self) -> bool {
        self.submit.error().is_some_and(|error| error.pauses == Some(ActionType::SubmitPublicKey))
    }

    fn begin(&mut self, running: Running) -> Effect {
        self.tickets += 1;
        let running = Running { ticket: self.tickets, ..running };
        let effect = Effect::StartCeremony {
            ticket: running.ticket,
            ceremony: running.ceremony,
            options: running.options.clone(),
        };
        self.ceremony = Some(running);
        effect
    }
}
