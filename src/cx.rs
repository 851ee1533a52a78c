//! What every screen is given: the words, the live facts of the flow, and one way to say what the person wants.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Flow, Step, Timestamp};
use leptos::prelude::*;

use crate::flow::{Machine, Screen, Submit, Trouble};
use crate::host;
use crate::i18n::{Key, Words};
use crate::ui::{Handler, Text};

/// What a screen asks for. Only the root carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    Act(Action),
    TryAgain,
    StartAgain,
    Reload,
    /// Leave for this address.
    Leave(String),
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

    /// Whether this action is under way.
    pub fn is_sending(self, action: ActionType) -> bool {
        self.live.with(|live| live.submit == Submit::Sending(Some(action)))
    }

    /// The trouble to show on this screen.
    pub fn trouble(self) -> Option<Trouble> {
        self.live.with(|live| live.submit.trouble().cloned())
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
