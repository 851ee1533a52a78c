use std::sync::Arc;

use auth_contract::{
    Action, ActionRequest, ActionType, ClientPlatform, Flow, FlowKind, Handoff, Restart, StartClient, StartFlow, Step,
    StepType,
};

use super::{Call, Effect, Failure, Launch, Msg, Screen, Submit, Trouble, TroubleKind};

mod failing;

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
    in_flight: Option<InFlight>,
    /// A press that waits for the flow to be started.
    held: Option<(Action, String)>,
    /// The last action that got no answer. Repeating it keeps its key, so that it is carried out once.
    unanswered: Option<(ActionRequest, String)>,
    guarded: bool,
    /// Complete in this very page, not found complete after a reload.
    arrived: bool,
    tickets: u32,
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

    /// Whether the person has just completed the flow, so that the page may leave by itself.
    pub fn arrived(&self) -> bool {
        self.arrived
    }

    /// What the person has typed to say who they are, as far as the page knows.
    pub fn identifier(&self) -> Option<&str> {
        self.launch.identifier.as_deref()
    }

    /// Takes a message; returns what to do about it, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Launched(launch) => {
                self.guarded = launch.guarded;
                self.launch = launch;
                match self.launch.resume.clone() {
                    Some(flow) => {
                        self.screen = Some(Screen::Resuming);
                        vec![self.call(Call::Resume { flow })]
                    }
                    None => vec![self.start()],
                }
            }
            Msg::Pressed { action, key } => self.press(action, key),
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
                self.submit = Submit::Failed(Trouble::of(TroubleKind::Refused));
                vec![]
            }
            Msg::Spoke { locale } => {
                self.launch.locale = locale;
                vec![]
            }
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

    fn start(&mut self) -> Effect {
        let restart = self.restart.clone();
        let start = StartFlow {
            kind: FlowKind::SignIn,
            authorization_request: restart
                .as_ref()
                .map_or(self.launch.request.clone(), |r| r.authorization_request.clone()),
            return_to: restart.as_ref().and_then(|r| r.return_to.clone()),
            login_hint: self.launch.identifier.clone(),
            locale: self.launch.locale.clone(),
            client: StartClient { platform: ClientPlatform::Web, version: None },
            supported_steps: self.launch.supported_steps.to_vec(),
        };
        self.call(Call::Start(start))
    }

    fn start_again(&mut self) -> Vec<Effect> {
        if let Some(hint) = self.restart.as_ref().and_then(|restart| restart.login_hint.clone()) {
            self.launch.identifier.get_or_insert(hint);
        }
        // A request that the server does not know any more would fail again.
        if *self.screen() == Screen::Failure(Failure::Request) {
            self.launch.request = None;
            self.restart = None;
        }
        self.flow = None;
        self.launch.resume = None;
        self.screen = Some(Screen::Identify);
        self.submit = Submit::Idle;
        self.unanswered = None;
        let mut effects = vec![Effect::Address(None), self.start()];
        effects.extend(self.unguard());
        effects
    }

    fn press(&mut self, action: Action, key: String) -> Vec<Effect> {
        if self.submit.is_sending() || self.held.is_some() {
            return vec![];
        }
        let mut effects = vec![];
        if is_empty(&action) {
            self.submit = Submit::Failed(Trouble::of(TroubleKind::Empty));
            return vec![];
        }
        if let Action::Identify { identifier, .. } = &action {
            self.launch.identifier = Some(identifier.clone());
            effects.push(Effect::Keep(Some(identifier.clone())));
        }
        self.submit = Submit::Sending(Some(action.action_type()));
        let Some(flow) = &self.flow else {
            self.held = Some((action, key));
            if self.in_flight.is_none() {
                effects.push(self.start());
            }
            return effects;
        };
        let flow_id = flow.id.clone();
        let request = ActionRequest { revision: flow.revision, action };
        let key = match self.unanswered.take() {
            Some((before, its_key)) if before == request => its_key,
            _ => key,
        };
        effects.push(self.call(Call::Act { flow: flow_id, request, key }));
        effects
    }

    fn accept(&mut self, flow: Flow, call: &Call) -> Vec<Effect> {
        let mut effects = vec![];
        self.unanswered = None;
        self.restart = None;
        if self.flow_id().as_ref() != Some(&flow.id) || matches!(call, Call::Start(_)) {
            effects.push(Effect::Address(Some(flow.id.clone())));
        }
        let acted = matches!(call, Call::Act { .. });
        if acted {
            effects.push(Effect::Tell { flow: flow.id.clone(), revision: flow.revision });
        }
        effects.extend(self.show(flow));
        if let Some((action, key)) = self.held.take() {
            self.submit = Submit::Idle;
            if self.offers(action.action_type()) {
                effects.extend(self.press(action, key));
            }
            return effects;
        }
        self.submit = Submit::Idle;
        if let Some(Step::Complete(complete)) = self.flow.as_ref().map(|flow| &flow.step) {
            self.arrived = acted;
            effects.push(Effect::Keep(None));
            if acted && complete.handoff == Handoff::Web {
                effects.push(Effect::Leave(complete.redirect_to.clone()));
            }
        }
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
        self.flow = Some(Arc::new(flow));
        if identify {
            self.unguard()
        } else if self.guarded {
            vec![]
        } else {
            self.guarded = true;
            vec![Effect::Guard]
        }
    }

    fn unguard(&mut self) -> Vec<Effect> {
        if std::mem::take(&mut self.guarded) { vec![Effect::Unguard] } else { vec![] }
    }

    fn offers(&self, action: ActionType) -> bool {
        self.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action))
    }

    fn go_back(&mut self, key: String) -> Vec<Effect> {
        self.guarded = false;
        if *self.screen() != Screen::Step {
            return vec![];
        }
        let mut effects = vec![];
        if !self.submit.is_sending() && self.offers(ActionType::Back) {
            effects.extend(self.press(Action::Back, key));
        } else {
            self.guarded = true;
            effects.push(Effect::Guard);
            if !self.submit.is_sending()
                && self.flow.as_ref().is_some_and(|flow| flow.step.step_type() == StepType::RecoveryCodes)
            {
                self.submit = Submit::Failed(Trouble::of(TroubleKind::NoWayBack));
            }
        }
        effects
    }
}

/// Whether the person has left the field empty: nothing worth sending, and the page has its own words for it.
fn is_empty(action: &Action) -> bool {
    match action {
        Action::Identify { identifier, .. } => identifier.trim().is_empty(),
        Action::SubmitPassword { password, .. } => password.expose().is_empty(),
        Action::SubmitCode { code, .. } => code.expose().trim().is_empty(),
        _ => false,
    }
}
