//! The redirect to an identity provider and the return from it.

use auth_contract::{ActionType, FederationReason, Flow, Step};

use super::Machine;
use crate::flow::{Call, Effect, RedirectState, Screen, Submit};

impl Machine {
    /// What follows when a submitted action leads to an identity provider. After a press on the provider's button the page
    /// redirects at once; after a typed name it announces the redirect first. In all other cases (reload, Back) it waits for
    /// a press.
    pub(super) fn redirect_after(&mut self, call: &Call) -> Vec<Effect> {
        let Call::Act { request, .. } = call else { return vec![] };
        if matches!(request.action.action_type(), ActionType::Back | ActionType::Restart) {
            return vec![];
        }
        match self.flow.as_ref().map(|flow| &flow.step) {
            Some(Step::FederationRedirect(step)) if step.reason == FederationReason::Social => {
                self.redirect_to_provider()
            }
            Some(Step::FederationRedirect(_)) => {
                self.redirect = RedirectState::Scheduled;
                vec![]
            }
            _ => vec![],
        }
    }

    pub(super) fn redirect_to_provider(&mut self) -> Vec<Effect> {
        let Some(flow) = &self.flow else { return vec![] };
        let Step::FederationRedirect(step) = &flow.step else { return vec![] };
        let busy = self.submit.is_sending() || self.redirect == RedirectState::Leaving;
        if busy || *self.screen() != Screen::Step {
            return vec![];
        }
        let effect = Effect::RedirectToProvider { flow: flow.id.clone(), target: step.url.clone() };
        self.redirect = RedirectState::Leaving;
        self.submit = Submit::Idle;
        vec![effect]
    }

    /// Cancels the automatic redirect, and the navigation if the browser was already told to navigate.
    pub(super) fn cancel_redirect(&mut self) -> Vec<Effect> {
        match std::mem::take(&mut self.redirect) {
            RedirectState::Leaving | RedirectState::Stalled => vec![Effect::StopNavigation],
            RedirectState::Idle | RedirectState::Scheduled => vec![],
        }
    }

    /// The person does something else: an answer of the provider would belong to a step that is left now.
    pub(super) fn abandon_redirect(&mut self) -> Vec<Effect> {
        let mut effects = self.cancel_redirect();
        if matches!(self.flow.as_ref().map(|flow| &flow.step), Some(Step::FederationRedirect(_))) {
            self.returned = false;
            effects.push(Effect::ClearRedirectedFlow);
        }
        effects
    }

    pub(super) fn mark_redirect_stalled(&mut self) -> Vec<Effect> {
        if self.redirect == RedirectState::Leaving {
            self.redirect = RedirectState::Stalled;
        }
        vec![]
    }

    /// The page is restored from the back-forward cache: no redirect is in progress any more, and the server knows the state
    /// of the sign-in.
    pub(super) fn restore(&mut self) -> Vec<Effect> {
        self.redirect = RedirectState::Idle;
        match &self.flow {
            Some(flow) if self.in_flight.is_none() => vec![self.call(Call::Resume { flow: flow.id.clone() })],
            _ => vec![],
        }
    }

    /// An answer of the server ends a redirect, unless it names the same target.
    pub(super) fn update_redirect(&mut self, next: &Flow) {
        let target = |flow: &Flow| match &flow.step {
            Step::FederationRedirect(step) => Some(step.url.clone()),
            _ => None,
        };
        let before = self.flow.as_deref().and_then(target);
        if self.redirect == RedirectState::Scheduled || before.is_none() || before != target(next) {
            self.redirect = RedirectState::Idle;
        }
    }

    /// Whether this answer shows the result of the identity provider's callback; `true` once. While the flow still waits for
    /// the callback, it may come yet.
    pub(super) fn take_returned(&mut self, call: &Call) -> bool {
        let waits = matches!(self.flow.as_ref().map(|flow| &flow.step), Some(Step::FederationRedirect(_)));
        let resumed = matches!(call, Call::Resume { .. });
        !waits && std::mem::take(&mut self.returned) && resumed
    }
}
