//! Starting, resuming and restarting a flow.

use auth_contract::{ClientPlatform, FlowKind, StartClient, StartFlow};

use super::Machine;
use crate::flow::{Call, Effect, Failure, Launch, RedirectState, Screen, Submit};

impl Machine {
    /// The page was opened.
    pub(super) fn open(&mut self, launch: Launch) -> Effect {
        self.guarded = launch.guarded;
        self.returned = launch.resume.is_some() && launch.resume == launch.redirected_flow;
        self.launch = launch;
        if let Some(flow) = self.launch.resume.clone() {
            self.screen = Some(Screen::Resuming);
            return self.call(Call::Resume { flow });
        }
        self.screen = self.launch.recover.then_some(Screen::Resuming);
        self.start()
    }

    pub(super) fn start(&mut self) -> Effect {
        let restart = self.restart.clone();
        let start = StartFlow {
            kind: if self.launch.recover { FlowKind::Recover } else { FlowKind::SignIn },
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

    pub(super) fn start_again(&mut self) -> Vec<Effect> {
        if let Some(hint) = self.restart.as_ref().and_then(|restart| restart.login_hint.clone()) {
            self.launch.identifier.get_or_insert(hint);
        }
        // A request that the server does not know any more would fail again.
        if *self.screen() == Screen::Failure(Failure::Request) {
            self.launch.request = None;
            self.restart = None;
        }
        self.flow = None;
        self.redirect = RedirectState::Idle;
        self.returned = false;
        self.launch.resume = None;
        self.screen = Some(if self.launch.recover { Screen::Resuming } else { Screen::Identify });
        self.submit = Submit::Idle;
        self.unanswered = None;
        let mut effects = vec![Effect::SetAddress(None), self.start()];
        effects.extend(self.unguard());
        effects
    }
}
