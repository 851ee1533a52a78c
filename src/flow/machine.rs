//! The state machine: one method takes a message and returns effects. The files below it each hold one kind of
//! transition.

use std::sync::Arc;

use auth_contract::{Action, ActionRequest, ActionType, Flow, Handoff, Restart, Step, Timestamp};

use super::{Call, Effect, Launch, Msg, RedirectState, Screen, Submit, SubmitError, SubmitErrorKind, WebView};

mod ceremony;
mod failing;
mod guard;
mod redirecting;
mod starting;
mod submitting;

#[cfg(test)]
pub(super) use failing::RETRY_DELAYS;

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
    cause: Option<SubmitError>,
    in_flight: Option<InFlight>,
    /// An action that waits for the flow to be started.
    pending: Option<(Action, String)>,
    /// How often the flow was restarted for the action in progress.
    restarts: u8,
    /// The last action that got no answer. Repeating it keeps its key, so that it is carried out once.
    unanswered: Option<(ActionRequest, String)>,
    guarded: bool,
    /// Complete by what was done in this page or at the identity provider, not found complete after a reload.
    completed_here: bool,
    redirect: RedirectState,
    /// This page was loaded because the identity provider has sent the person back, as far as it knows.
    returned: bool,
    tickets: u32,
    ceremony: Option<ceremony::Running>,
    /// How often a conditional ceremony has failed since the server last accepted an action.
    conditional_failures: u8,
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
    pub fn cause(&self) -> Option<&SubmitError> {
        self.cause.as_ref().filter(|_| matches!(self.screen(), Screen::Failure(_)))
    }

    /// Whether the person has just completed the flow, so that the page may leave by itself.
    pub fn completed_here(&self) -> bool {
        self.completed_here
    }

    /// How far the redirect to the identity provider is.
    pub fn redirect(&self) -> RedirectState {
        self.redirect
    }

    /// Until when the answer to this step need not be tried again.
    pub fn pauses_until(&self) -> Option<Timestamp> {
        self.submit.error().and_then(|error| error.pauses.and(error.retry_at))
    }

    /// Where the person last wanted codes to go; forgotten with who they are.
    pub fn destination(&self) -> Option<&Action> {
        self.launch.destination.as_ref()
    }

    /// What the person has typed to say who they are, as far as the page knows.
    pub fn identifier(&self) -> Option<&str> {
        self.launch.identifier.as_deref()
    }

    /// The system of the app that has the page inside it.
    pub fn web_view(&self) -> Option<WebView> {
        self.launch.web_view
    }

    /// The method of the last sign-in on this device.
    pub fn last_used_method(&self) -> Option<&str> {
        self.launch.last_used_method.as_deref()
    }

    /// Whether the browser knows passkeys.
    pub fn passkeys(&self) -> bool {
        self.launch.passkeys
    }

    /// Takes a message; returns what to do about it, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = self.take(msg);
        effects.extend(self.update_ceremony());
        effects
    }

    fn take(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Launched(launch) => vec![self.open(launch)],
            Msg::ActionSubmitted { action, key } => {
                self.restarts = 0;
                self.submit_action(action, key)
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
            Msg::RetryDue { ticket } => match &self.in_flight {
                Some(sent) if sent.ticket == ticket => vec![Effect::Call { ticket, call: sent.call.clone() }],
                _ => vec![],
            },
            Msg::WentBack { key } => self.go_back(key),
            Msg::RetryRequested => match self.flow_id() {
                Some(flow) => {
                    self.submit = Submit::Sending(None);
                    vec![self.call(Call::Resume { flow })]
                }
                None => self.start_again(),
            },
            // The server knows the destination of a flow that it still has; a new flow would have to be told.
            Msg::RestartRequested { key } if self.offers(ActionType::Restart) && *self.screen() == Screen::Step => {
                self.submit_action(Action::Restart, key)
            }
            Msg::RestartRequested { .. } => self.start_again(),
            Msg::AdvancedInOtherTab { flow, revision } => match &self.flow {
                Some(mine) if mine.id == flow && mine.revision < revision && self.in_flight.is_none() => {
                    vec![self.call(Call::Resume { flow })]
                }
                _ => vec![],
            },
            Msg::TargetRefused => {
                self.redirect = RedirectState::Idle;
                self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Refused));
                vec![]
            }
            Msg::RedirectRequested => self.redirect_to_provider(),
            Msg::RedirectCancelled => self.cancel_redirect(),
            Msg::RedirectStalled => self.mark_redirect_stalled(),
            Msg::PageRestored => self.restore(),
            Msg::PauseEnded { until } => {
                if self.pauses_until() == Some(until) {
                    self.submit = Submit::Idle;
                }
                vec![]
            }
            Msg::ConfirmationMismatch => {
                if !self.submit.is_sending() {
                    self.submit = Submit::Failed(SubmitError::of(SubmitErrorKind::Mismatch));
                }
                vec![]
            }
            Msg::LocaleChanged { locale } => {
                self.launch.locale = locale;
                vec![]
            }
            Msg::PasskeyRequested { name, trust_device } => self.ask(name, trust_device),
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
        self.conditional_failures = 0;
        // Begun: from here on the flow says what it is, and whatever comes after it is a sign-in again.
        self.launch.recover = false;
        // A page that was sent here, by an identity provider for one, has more in its address than it will need.
        if self.flow_id().as_ref() != Some(&flow.id) || !matches!(call, Call::Act { .. }) {
            effects.push(Effect::SetAddress(Some(flow.id.clone())));
        }
        let acted = matches!(call, Call::Act { .. });
        if acted {
            effects.push(Effect::NotifyTabs { flow: flow.id.clone(), revision: flow.revision });
        }
        effects.extend(self.show(flow));
        let returned = self.take_returned(call);
        effects.extend(returned.then_some(Effect::ClearRedirectedFlow));
        if let Some((action, key)) = self.pending.take() {
            self.submit = Submit::Idle;
            if self.offers(action.action_type()) {
                effects.extend(self.submit_action(action, key));
            }
            return effects;
        }
        // An error on the first screen from before the server answered is still true.
        if !(matches!(call, Call::Start(_)) && self.submit.error().is_some()) {
            self.submit = Submit::Idle;
        }
        if let Some(Step::Complete(complete)) = self.flow.as_ref().map(|flow| &flow.step) {
            self.completed_here = acted || returned;
            effects.push(Effect::StoreIdentifier(None));
            if self.completed_here && complete.handoff == Handoff::Web {
                effects.push(Effect::Leave(complete.redirect_to.clone()));
            }
        }
        effects.extend(self.redirect_after(call));
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
        self.update_redirect(&flow);
        self.flow = Some(Arc::new(flow));
        if identify {
            let mut effects = self.unguard();
            effects.extend(self.launch.destination.take().map(|_| Effect::StoreDestination(None)));
            effects
        } else if self.guarded {
            vec![]
        } else {
            self.guarded = true;
            vec![Effect::PushGuardEntry]
        }
    }

    fn offers(&self, action: ActionType) -> bool {
        self.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action))
    }
}
