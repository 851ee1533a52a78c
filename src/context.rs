//! The context of every screen: the words, the state of the flow, and the way to dispatch what the person asks for.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Flow, ProblemCode, Step, Timestamp};
use leptos::prelude::*;

use crate::flow::{Machine, RedirectState, Screen, Submit, SubmitError, SubmitErrorKind, WebView};
use crate::host;
use crate::i18n::{Key, Words};

/// A text or an attribute that follows a signal: the language, the flow.
pub type Text = Signal<String>;

/// What a press on a control does.
pub type Handler = Arc<dyn Fn() + Send + Sync>;

/// What a person asks for on a screen. Only the root (`app`) carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Send this action of the contract.
    Act(Action),
    /// Try again what failed.
    Retry,
    /// Begin the sign-in anew.
    Restart,
    /// Ask the device for a passkey.
    UsePasskey {
        /// What a new one is to be called.
        name: Option<String>,
        trust_device: bool,
    },
    /// Stop asking the device.
    CancelPasskey,
    /// Load the page again.
    Reload,
    /// A field and its confirmation differ: nothing to send yet.
    ConfirmationMismatch,
    /// Leave for this address.
    Leave(String),
    /// Leave for the identity provider of this step.
    Redirect,
    /// Do not leave for it automatically.
    CancelRedirect,
    /// The browser should have left for it long ago.
    ReportStalledRedirect,
}

/// The state that changes while a screen stays mounted.
#[derive(Clone, Debug)]
pub struct ScreenState {
    pub screen: Screen,
    pub flow: Option<Arc<Flow>>,
    pub submit: Submit,
    /// Server's clock minus the device's, in seconds.
    pub offset: i64,
    /// Completed in this page and not before a reload, so that the page leaves automatically.
    pub completed_here: bool,
    /// How far the redirect to the identity provider is.
    pub redirect: RedirectState,
    /// Whether the browser supports passkeys.
    pub passkeys: bool,
    /// The web view that the page is in. Does not change while the page is open.
    pub web_view: Option<WebView>,
    /// The method of the last sign-in on this device (`flow::last_used_method`). Does not change while the page is open.
    pub last_used_method: Option<String>,
    /// Where the person last wanted codes to go, to be corrected on the way back.
    pub destination: Option<Action>,
}

impl PartialEq for ScreenState {
    /// An answer of the server is a new `Arc`: comparing flows field by field would only repeat that, in 6 kB of code.
    fn eq(&self, other: &Self) -> bool {
        let same_flow = match (&self.flow, &other.flow) {
            (Some(mine), Some(other)) => Arc::ptr_eq(mine, other),
            (mine, other) => mine.is_none() && other.is_none(),
        };
        same_flow
            && self.screen == other.screen
            && self.submit == other.submit
            && self.offset == other.offset
            && self.completed_here == other.completed_here
            && self.redirect == other.redirect
            && self.passkeys == other.passkeys
            && self.destination == other.destination
    }
}

impl ScreenState {
    /// The state as the machine has it. `offset` is the server's clock minus the device's, in seconds.
    pub fn of(machine: &Machine, offset: i64) -> Self {
        Self {
            screen: machine.screen().clone(),
            flow: machine.flow().cloned(),
            submit: machine.submit().clone(),
            offset,
            completed_here: machine.completed_here(),
            redirect: machine.redirect(),
            passkeys: machine.passkeys(),
            web_view: machine.web_view(),
            last_used_method: machine.last_used_method().map(str::to_owned),
            destination: machine.destination().cloned(),
        }
    }

    /// The step, when the server has named one.
    pub fn step(&self) -> Option<&Step> {
        self.flow.as_ref().map(|flow| &flow.step)
    }
}

/// Passed to every screen and component; cheap to copy.
#[derive(Clone, Copy)]
pub struct Context {
    pub words: RwSignal<Words>,
    pub state: RwSignal<ScreenState>,
    pub dispatch: fn(Intent),
}

impl Context {
    /// A text that follows the language.
    pub fn text(self, key: Key) -> Text {
        Signal::derive(move || self.words.get().get(key).to_owned())
    }

    /// A text with one placeholder filled in.
    pub fn filled(self, key: Key, name: &'static str, value: String) -> Text {
        Signal::derive(move || self.words.get().fill(key, &[(name, &value)]))
    }

    /// Sends an action.
    pub fn act(self, action: Action) {
        (self.dispatch)(Intent::Act(action));
    }

    /// The handler of a button that sends this action.
    pub fn action_handler(self, action: Action) -> Handler {
        self.intent_handler(Intent::Act(action))
    }

    /// The handler of a button with this intent.
    pub fn intent_handler(self, dispatch: Intent) -> Handler {
        Arc::new(move || (self.dispatch)(dispatch.clone()))
    }

    /// Whether the flow offers this action now.
    pub fn offers(self, action: ActionType) -> bool {
        self.state.with_untracked(|state| state.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action)))
    }

    /// The attribute `hidden` of a part that is there while the flow offers this action, and goes when it no longer does.
    pub fn hidden_unless_offered(self, action: ActionType) -> Text {
        let offered = move |state: &ScreenState| state.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action));
        Signal::derive(move || if self.state.with(offered) { String::new() } else { "hidden".to_owned() })
    }

    /// Whether this action is under way.
    pub fn is_sending(self, action: ActionType) -> bool {
        self.state.with(|state| state.submit == Submit::Sending(Some(action)))
    }

    /// Whether the browser supports passkeys.
    pub fn passkeys(self) -> bool {
        self.state.with_untracked(|state| state.passkeys)
    }

    /// Whether the device is being asked for a passkey.
    pub fn is_ceremony_open(self) -> bool {
        self.state.with(|state| state.submit == Submit::Asking)
    }

    /// Until when this action need not be tried again.
    pub fn pause(self) -> Option<Timestamp> {
        self.state.with(|state| state.submit.error().and_then(|error| error.pauses.and(error.retry_at)))
    }

    /// The error to show on this screen.
    pub fn error(self) -> Option<SubmitError> {
        self.state.with(|state| state.submit.error().cloned())
    }

    /// Whether the last message could not be handed over.
    pub fn is_delivery_failed(self) -> bool {
        self.has_problem(ProblemCode::DeliveryFailed)
    }

    /// Whether the last action met this problem, and nothing was done about it yet.
    pub fn has_problem(self, problem: ProblemCode) -> bool {
        self.has_error(SubmitErrorKind::Problem(problem))
    }

    /// Whether the page may not go where the step leads.
    pub fn is_target_refused(self) -> bool {
        self.has_error(SubmitErrorKind::Refused)
    }

    fn has_error(self, kind: SubmitErrorKind) -> bool {
        self.state.with(|state| state.submit.error().is_some_and(|error| error.kind == kind))
    }

    /// Whether the field of this screen is what the error is about (`aria-invalid`).
    pub fn invalid(self) -> Text {
        let about_field = |error: &SubmitError| error.kind.is_about_field();
        self.flag(move || self.state.with(|state| state.submit.error().is_some_and(about_field)))
    }

    /// A yes or no as ARIA writes it.
    pub fn flag(self, truth: impl Fn() -> bool + Send + Sync + 'static) -> Text {
        Signal::derive(move || if truth() { "true" } else { "false" }.to_owned())
    }

    /// The server's clock, as well as the device can tell.
    pub fn now(self) -> Timestamp {
        host::now().plus(self.state.with_untracked(|state| state.offset))
    }
}
