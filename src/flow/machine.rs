use std::sync::Arc;

use auth_contract::{Action, ActionRequest, ActionType, Flow, Handoff, Restart, Step, Timestamp};

use crate::embedded::Inside;

use super::{Call, Departure, Effect, Launch, Msg, Screen, Submit, Trouble, TroubleKind};

mod ceremony;
mod departing;
mod failing;
mod guard;
mod pressing;
mod starting;

#[cfg(test)]
pub(super) use failing::PAUSES;

#[derive(Clone, Debug)]
struct InFlight {
    ticket: u32,
    call: Call,
    repeats: usize,
}

/// The sign-in of one tab.
#[derive(Debug, Default)]
pub struct Machine {
    launch: Launch,
    restart: Option<Restart>,
    flow: Option<Arc<Flow>>,
    screen: Option<Screen>,
    submit: Submit,
    /// What led to the failure that is on screen.
    cause: Option<Trouble>,
    in_flight: Option<InFlight>,
    /// A press that waits for the flow to be started.
    held: Option<(Action, String)>,
    /// How often the flow was begun anew for the press under way.
    renewals: u8,
    /// The last action that got no answer. Repeating it keeps its key, so that it is carried out once.
    unanswered: Option<(ActionRequest, String)>,
    guarded: bool,
    /// Complete by what was done in this page or at the identity provider, not found complete after a reload.
    arrived: bool,
    departure: Departure,
    /// This page was loaded because the identity provider has sent the person back, as far as it knows.
    returning: bool,
    tickets: u32,
    ceremony: Option<ceremony::Running>,
    /// How often the passkey beside the field has come to nothing since the server last went along.
    refusals: u8,
}

impl Machine {
    pub fn screen(&self) -> &Screen {
        self.screen.as_ref().unwrap_or(&Screen::Identify)
    }

    pub fn flow(&self) -> Option<&Arc<Flow>> {
        self.flow.as_ref()
    }

    pub fn submit(&self) -> &Submit {
        &self.submit
    }

    /// What led to the failure that is on screen.
    pub fn cause(&self) -> Option<&Trouble> {
        self.cause.as_ref().filter(|_| matches!(self.screen(), Screen::Failure(_)))
    }

    /// Whether the person has just completed the flow, so that the page may leave by itself.
    pub fn arrived(&self) -> bool {
        self.arrived
    }

    /// How far the page is on its way to the identity provider.
    pub fn departure(&self) -> Departure {
        self.departure
    }

    /// Until when the answer to this step need not be tried again.
    pub fn pauses_until(&self) -> Option<Timestamp> {
        self.submit.trouble().and_then(|trouble| trouble.pauses.and(trouble.retry_at))
    }

    /// Where the person last wanted codes to go; forgotten with who they are.
    pub fn given(&self) -> Option<&Action> {
        self.launch.given.as_ref()
    }

    /// What the person has typed to say who they are, as far as the page knows.
    pub fn identifier(&self) -> Option<&str> {
        self.launch.identifier.as_deref()
    }

    /// The system of the app that has the page inside it.
    pub fn inside(&self) -> Option<Inside> {
        self.launch.inside
    }

    /// The way by which somebody last signed in on this device.
    pub fn last_used(&self) -> Option<&str> {
        self.launch.last_used.as_deref()
    }

    /// Whether the browser knows passkeys.
    pub fn passkeys(&self) -> bool {
        self.launch.passkeys
    }

    /// Takes a message; returns what to do about it, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = self.take(msg);
        effects.extend(self.settle());
        effects
    }

    fn take(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Launched(launch) => vec![self.open(launch)],
            Msg::Pressed { action, key } => {
                self.renewals = 0;
                self.press(action, key)
            }
            Msg::Answered { ticket, result } => match self.in_flight.take() {
                Some(sent) if sent.ticket == ticket => match result {
                    Ok(flow) => self.accept(*flow, &sent.call),
                    Err(error) => self.fail(sent, error),
                },
                // An answer that nobody waits for any more.
                other => {
                    self.in_flight = other;
                    vec![]
                }
            },
            Msg::Waited { ticket } => match &self.in_flight {
                Some(sent) if sent.ticket == ticket => vec![Effect::Call { ticket, call: sent.call.clone() }],
                _ => vec![],
            },
            Msg::WentBack { key } => self.go_back(key),
            Msg::TriedAgain => match self.flow_id() {
                Some(flow) => {
                    self.submit = Submit::Sending(None);
                    vec![self.call(Call::Resume { flow })]
                }
                None => self.start_again(),
            },
            // The server knows the destination of a flow that it still has; a new flow would have to be told.
            Msg::StartedAgain { key } if self.offers(ActionType::Restart) && *self.screen() == Screen::Step => {
                self.press(Action::Restart, key)
            }
            Msg::StartedAgain { .. } => self.start_again(),
            Msg::MovedElsewhere { flow, revision } => match &self.flow {
                Some(mine) if mine.id == flow && mine.revision < revision && self.in_flight.is_none() => {
                    vec![self.call(Call::Resume { flow })]
                }
                _ => vec![],
            },
            Msg::Refused => {
                self.departure = Departure::Standing;
                self.submit = Submit::Failed(Trouble::of(TroubleKind::Refused));
                vec![]
            }
            Msg::Departed => self.depart(),
            Msg::Stayed => self.stay(),
            Msg::Stalled => self.stall(),
            Msg::CameBack => self.come_back(),
            Msg::PauseOver { until } => {
                if self.pauses_until() == Some(until) {
                    self.submit = Submit::Idle;
                }
                vec![]
            }
            Msg::Mistyped => {
                if !self.submit.is_sending() {
                    self.submit = Submit::Failed(Trouble::of(TroubleKind::Mismatch));
                }
                vec![]
            }
            Msg::Spoke { locale } => {
                self.launch.locale = locale;
                vec![]
            }
            Msg::PasskeyAsked { name, trust_device } => self.ask(name, trust_device),
            Msg::PasskeyCancelled => {
                if self.submit == Submit::Asking {
                    self.submit = Submit::Idle;
                }
                vec![]
            }
            Msg::PasskeyAnswered { ticket, key, result } => self.answered(ticket, key, result),
        }
    }

    fn flow_id(&self) -> Option<String> {
        self.flow.as_ref().map(|flow| flow.id.clone()).or_else(|| self.launch.resume.clone())
    }

    fn call(&mut self, call: Call) -> Effect {
        self.tickets += 1;
        self.in_flight = Some(InFlight { ticket: self.tickets, call: call.clone(), repeats: 0 });
        Effect::Call { ticket: self.tickets, call }
    }

    fn accept(&mut self, flow: Flow, call: &Call) -> Vec<Effect> {
        let mut effects = vec![];
        self.unanswered = None;
        self.restart = None;
        self.refusals = 0;
        // Begun: from here on the flow says what it is, and whatever comes after it is a sign-in again.
        self.launch.recover = false;
        // A page that was sent here, by an identity provider for one, has more in its address than it will need.
        if self.flow_id().as_ref() != Some(&flow.id) || !matches!(call, Call::Act { .. }) {
            effects.push(Effect::Address(Some(flow.id.clone())));
        }
        let acted = matches!(call, Call::Act { .. });
        if acted {
            effects.push(Effect::Tell { flow: flow.id.clone(), revision: flow.revision });
        }
        effects.extend(self.show(flow));
        let returned = self.has_returned(call);
        effects.extend(returned.then_some(Effect::Returned));
        if let Some((action, key)) = self.held.take() {
            self.submit = Submit::Idle;
            if self.offers(action.action_type()) {
                effects.extend(self.press(action, key));
            }
            return effects;
        }
        // What was said on the first screen before the server answered is still true.
        if !(matches!(call, Call::Start(_)) && self.submit.trouble().is_some()) {
            self.submit = Submit::Idle;
        }
        if let Some(Step::Complete(complete)) = self.flow.as_ref().map(|flow| &flow.step) {
            self.arrived = acted || returned;
            effects.push(Effect::Keep(None));
            if self.arrived && complete.handoff == Handoff::Web {
                effects.push(Effect::Leave(complete.redirect_to.clone()));
            }
        }
        effects.extend(self.set_out(call));
        effects
    }

    /// Takes over the flow that the server has sent, whatever came with it.
    fn show(&mut self, flow: Flow) -> Vec<Effect> {
        let identify = matches!(flow.step, Step::Identify(_));
        if let Step::Identify(step) = &flow.step
            && self.launch.identifier.is_none()
        {
            self.launch.identifier.clone_from(&step.identifier);
        }
        self.screen = Some(if identify { Screen::Identify } else { Screen::Step });
        self.stand(&flow);
        self.flow = Some(Arc::new(flow));
        if identify {
            let mut effects = self.unguard();
            effects.extend(self.launch.given.take().map(|_| Effect::KeepGiven(None)));
            effects
        } else if self.guarded {
            vec![]
        } else {
            self.guarded = true;
            vec![Effect::Guard]
        }
    }

    fn offers(&self, action: ActionType) -> bool {
        self.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action))
    }
}
