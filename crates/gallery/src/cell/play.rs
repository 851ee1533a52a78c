//! Scripted answers: what a server would say, read from the walk that the address names.

use std::rc::Rc;

use auth_contract::samples::{self, Scene};
use auth_contract::{Action, Flow, RawJson, Step};

use super::super::address::Network;
use super::{Shown, messages};
use portico::flow::{ApiError, Call, Ceremony, Effect, Launch, Machine, Msg, RedirectState};
use portico::host::browser::timer;

/// How long an answer takes, in milliseconds: long enough to see that work is under way, or as on a bad line.
const NORMAL: i32 = 350;
const SLOW: i32 = 4000;
/// How long a person takes with the dialog of a device, in milliseconds.
const ASKING: i32 = 1500;
/// How long a person is away at an identity provider, in milliseconds.
const VISITING: i32 = 2500;

impl Shown {
    /// Does what the flow asks for, without a server and without touching the browser's history.
    pub(super) fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Call { ticket, call } => self.answer(ticket, call),
            Effect::Wait { ticket, millis } => {
                let shown = Rc::clone(self);
                timer::set_timeout(i32::try_from(millis).unwrap_or(NORMAL), move || {
                    shown.update(Msg::RetryDue { ticket });
                });
            }
            Effect::Leave(target) => messages::left(&target),
            Effect::RedirectToProvider { flow, target } => {
                messages::left(&target);
                self.visit_provider(flow);
            }
            Effect::StartCeremony { ticket, ceremony, .. } => self.ask_device(ticket, ceremony),
            Effect::SetAddress(_)
            | Effect::StoreIdentifier(_)
            | Effect::StoreDestination(_)
            | Effect::PushGuardEntry
            | Effect::PopGuardEntry
            | Effect::NotifyTabs { .. }
            | Effect::Pause { .. }
            | Effect::AbortCeremony
            | Effect::StopNavigation
            | Effect::ClearRedirectedFlow
            | Effect::SignalUnknownCredential { .. } => {}
        }
    }

    /// Everybody who presses has a passkey; beside the field none is offered.
    fn ask_device(self: &Rc<Self>, ticket: u32, ceremony: Ceremony) {
        if ceremony == Ceremony::Conditional {
            return;
        }
        let shown = Rc::clone(self);
        timer::set_timeout(ASKING, move || {
            let (key, result) = (String::from("gallery"), Ok(RawJson::new("{}")));
            shown.update(Msg::PasskeyAnswered { ticket, key, result });
        });
    }

    /// The person signs in there, and the page is loaded anew with what came of it.
    fn visit_provider(self: &Rc<Self>, flow: String) {
        let provider = match self.machine.borrow().flow().map(|flow| flow.step.clone()) {
            Some(Step::FederationRedirect(step)) => step.provider.id,
            _ => return,
        };
        let Some(scene) = self.walk.and_then(|walk| walk.returns_from(&provider)) else { return };
        let shown = Rc::clone(self);
        timer::set_timeout(VISITING, move || {
            let leaving = shown.machine.borrow().redirect() == RedirectState::Leaving;
            if !leaving || !super::shown().is_some_and(|now| Rc::ptr_eq(&now, &shown)) {
                return;
            }
            shown.back.set(Some(scene));
            shown.machine.replace(Machine::default());
            let (resume, redirected_flow) = (Some(flow.clone()), Some(flow));
            shown.update(Msg::Launched(Launch { resume, redirected_flow, passkeys: true, ..Launch::default() }));
        });
    }

    fn answer(self: &Rc<Self>, ticket: u32, call: Call) {
        let shown = Rc::clone(self);
        timer::set_timeout(if self.is_slow() { SLOW } else { NORMAL }, move || {
            // Another cell may have been drawn in the meantime.
            if !super::shown().is_some_and(|now| Rc::ptr_eq(&now, &shown)) {
                return;
            }
            let result = if shown.address.network == Network::Offline {
                Err(ApiError::Connection)
            } else {
                shown.scripted(&call)
            };
            shown.update(Msg::Answered { ticket, result: result.map(Box::new) });
        });
    }

    fn scripted(&self, call: &Call) -> Result<Flow, ApiError> {
        let current = || self.machine.borrow().flow().map(|flow| Flow::clone(flow));
        let begins = self.walk.map_or("identify", |walk| walk.begins);
        match call {
            Call::Start(_) => Ok(self.arrive(begins)?),
            Call::Resume { .. } => match self.back.take() {
                Some(scene) => self.arrive(scene),
                None => current().map_or_else(|| self.arrive(begins), Ok),
            },
            Call::Act { request, .. } => {
                if let Action::Identify { identifier, .. } = &request.action {
                    self.typed.replace(Some(identifier.clone()));
                }
                let Some(flow) = current() else { return self.arrive(begins) };
                let (does, typed) = (request.action.action_type(), typed(&request.action));
                let next = self.walk.and_then(|walk| walk.next(&flow.step, does, &typed));
                next.map_or(Ok(flow), |scene| self.arrive(scene))
            }
        }
    }

    /// The flow of a scene, or its problem.
    fn arrive(&self, name: &str) -> Result<Flow, ApiError> {
        let scene = samples::scenes().into_iter().find(|scene| scene.name == name);
        let Some(Scene { mut flow, problem, .. }) = scene.map(|scene| scene.value) else {
            return Err(ApiError::Malformed(500));
        };
        messages::moved(name);
        if let Some(code) = problem {
            return Err(ApiError::Problem(Box::new(samples::problem(code, None))));
        }
        if let Some(name) = self.typed.borrow().clone() {
            if let Step::Password(step) = &mut flow.step {
                step.identifier.clone_from(&name);
            }
            if let Some(subject) = &mut flow.subject {
                subject.display = name;
            }
        }
        Ok(flow)
    }
}

/// What an action carries that a walk may ask about.
fn typed(action: &Action) -> String {
    match action {
        Action::Identify { identifier, .. } => identifier.trim().to_owned(),
        Action::SubmitPassword { password, .. } | Action::ChangePassword { new_password: password } => {
            password.expose().to_owned()
        }
        Action::SubmitCode { code, .. } => code.expose().chars().filter(|c| !c.is_whitespace()).collect(),
        Action::SelectMethod { method } => {
            serde_json::to_value(method).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default()
        }
        Action::SetDestination { destination, .. } => {
            if destination.contains('@') { "email" } else { "sms" }.to_owned()
        }
        Action::SwitchMethod { authenticator } => authenticator.clone(),
        Action::StartFederation { provider } => provider.clone(),
        _ => String::new(),
    }
}
