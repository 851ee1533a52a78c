//! What every screen is given: the words, the live facts of the flow, and one way to say what the person wants.

use auth_contract::{Action, ActionType, Flow, StepType, Timestamp};
use leptos::prelude::*;

use crate::flow::{Screen, Submit, Trouble, TroubleKind};
use crate::host;
use crate::i18n::{Key, Words};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    pub screen: Screen,
    pub flow: Option<Flow>,
    pub submit: Submit,
    /// Server's clock minus the device's, in seconds.
    pub offset: i64,
    /// Completed in this very page, so that it leaves by itself.
    pub arrived: bool,
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
    pub fn t(self, key: Key) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || self.words.get().get(key)
    }

    /// A text with its placeholders filled in, that follows the language.
    pub fn fill(
        self,
        key: Key,
        values: Vec<(&'static str, String)>,
    ) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        move || {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            self.words.get().fill(key, &values)
        }
    }

    /// Sends an action.
    pub fn act(self, action: Action) {
        (self.press)(Press::Act(action));
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
    pub fn is_invalid(self) -> bool {
        self.live.with(|live| live.submit.trouble().is_some_and(|trouble| trouble.kind.is_about_field()))
    }

    /// Says that the field was left empty. Nothing is sent.
    pub fn complain_empty(self) {
        self.live.update(|live| live.submit = Submit::Failed(Trouble::of(TroubleKind::Empty)));
    }

    /// The server's clock, as well as the device can tell.
    pub fn now(self) -> Timestamp {
        host::now().plus(self.live.with_untracked(|live| live.offset))
    }

    /// Whether the flow is still at this step: a press may come a moment too late.
    pub fn is_at(self, step: StepType) -> bool {
        self.live.with_untracked(|live| live.flow.as_ref().is_some_and(|flow| flow.step.step_type() == step))
    }
}
