//! What every screen is given: the words, the live facts of the flow, and one way to say what the person wants.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Flow, ProblemCode, Step, Timestamp};
use leptos::prelude::*;

use crate::embedded::Inside;
use crate::flow::{Departure, Machine, Screen, Submit, Trouble, TroubleKind};
use crate::host;
use crate::i18n::{Key, Words};
use crate::ui::{Handler, Text};

/// What a screen asks for. Only the root carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    Act(Action),
    TryAgain,
    StartAgain,
    /// Ask the device for a passkey.
    Passkey {
        /// What a new one is to be called.
        name: Option<String>,
        trust_device: bool,
    },
    /// Stop asking the device.
    CancelPasskey,
    Reload,
    /// What had to be typed twice is not the same: nothing to send yet.
    Mistyped,
    /// Leave for this address.
    Leave(String),
    /// Leave for the identity provider of this step.
    Depart,
    /// Do not leave for it by itself.
    Stay,
    /// The page should have left for it long ago.
    Stall,
}

/// The facts that change while a screen stays: everything else is fixed when it is drawn.
#[derive(Clone, Debug)]
pub struct Live {
    pub screen: Screen,
    pub flow: Option<Arc<Flow>>,
    pub submit: Submit,
    /// Server's clock minus the device's, in seconds.
    pub offset: i64,
    /// Completed in this very page, so that it leaves by itself.
    pub arrived: bool,
    /// How far the page is on its way to the identity provider.
    pub departure: Departure,
    /// Whether the browser knows passkeys.
    pub passkeys: bool,
    /// The system of the app that has the page inside it; the same for as long as the page is open.
    pub inside: Option<Inside>,
    /// The way by which somebody last signed in on this device. The same for as long as the page is open.
    pub last_used: Option<String>,
    /// Where the person last wanted codes to go, to be corrected on the way back.
    pub given: Option<Action>,
}

impl PartialEq for Live {
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
            && self.arrived == other.arrived
            && self.departure == other.departure
            && self.passkeys == other.passkeys
            && self.given == other.given
    }
}

impl Live {
    /// The facts as the machine has them. `offset` is the server's clock minus the device's, in seconds.
    pub fn of(machine: &Machine, offset: i64) -> Self {
        Self {
            screen: machine.screen().clone(),
            flow: machine.flow().cloned(),
            submit: machine.submit().clone(),
            offset,
            arrived: machine.arrived(),
            departure: machine.departure(),
            passkeys: machine.passkeys(),
            inside: machine.inside(),
            last_used: machine.last_used().map(str::to_owned),
            given: machine.given().cloned(),
        }
    }

    /// The step, when the server has named one.
    pub fn step(&self) -> Option<&Step> {
        self.flow.as_ref().map(|flow| &flow.step)
    }
}

/// Passed to every screen and component; cheap to copy.
#[derive(Clone, Copy)]
pub struct Cx {
    pub words: RwSignal<Words>,
    pub live: RwSignal<Live>,
    pub press: fn(Press),
}

impl Cx {
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
        (self.press)(Press::Act(action));
    }

    /// What a button of this action does.
    pub fn acts(self, action: Action) -> Handler {
        self.presses(Press::Act(action))
    }

    /// What a button does.
    pub fn presses(self, press: Press) -> Handler {
        Arc::new(move || (self.press)(press.clone()))
    }

    /// Whether the flow offers this action now.
    pub fn offers(self, action: ActionType) -> bool {
        self.live.with_untracked(|live| live.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action)))
    }

    /// The attribute `hidden` of a part that is there while the flow offers this action, and goes when it no longer does.
    pub fn hidden_unless_offered(self, action: ActionType) -> Text {
        let offered = move |live: &Live| live.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action));
        Signal::derive(move || if self.live.with(offered) { String::new() } else { "hidden".to_owned() })
    }

    /// Whether this action is under way.
    pub fn is_sending(self, action: ActionType) -> bool {
        self.live.with(|live| live.submit == Submit::Sending(Some(action)))
    }

    /// Whether the browser knows passkeys.
    pub fn passkeys(self) -> bool {
        self.live.with_untracked(|live| live.passkeys)
    }

    /// Whether the device is being asked for a passkey.
    pub fn is_asking(self) -> bool {
        self.live.with(|live| live.submit == Submit::Asking)
    }

    /// Until when this action need not be tried again.
    pub fn pause(self) -> Option<Timestamp> {
        self.live.with(|live| live.submit.trouble().and_then(|trouble| trouble.pauses.and(trouble.retry_at)))
    }

    /// The trouble to show on this screen.
    pub fn trouble(self) -> Option<Trouble> {
        self.live.with(|live| live.submit.trouble().cloned())
    }

    /// Whether the last message could not be handed over.
    pub fn is_undelivered(self) -> bool {
        self.has_met(ProblemCode::DeliveryFailed)
    }

    /// Whether the last action met this problem, and nothing was done about it yet.
    pub fn has_met(self, problem: ProblemCode) -> bool {
        self.is_in(TroubleKind::Problem(problem))
    }

    /// Whether the page may not go where the step leads.
    pub fn is_refused(self) -> bool {
        self.is_in(TroubleKind::Refused)
    }

    fn is_in(self, kind: TroubleKind) -> bool {
        self.live.with(|live| live.submit.trouble().is_some_and(|trouble| trouble.kind == kind))
    }

    /// Whether the field of this screen is what the trouble is about (`aria-invalid`).
    pub fn invalid(self) -> Text {
        let about_field = |trouble: &Trouble| trouble.kind.is_about_field();
        self.flag(move || self.live.with(|live| live.submit.trouble().is_some_and(about_field)))
    }

    /// A yes or no as ARIA writes it.
    pub fn flag(self, truth: impl Fn() -> bool + Send + Sync + 'static) -> Text {
        Signal::derive(move || if truth() { "true" } else { "false" }.to_owned())
    }

    /// The server's clock, as well as the device can tell.
    pub fn now(self) -> Timestamp {
        host::now().plus(self.live.with_untracked(|live| live.offset))
    }
}
