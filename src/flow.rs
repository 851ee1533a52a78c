//! The sign-in as the page sees it: a pure state machine. Messages go in, effects come out; nothing here touches the
//! network, the clock, the document or Leptos, so every path can be tried natively.

mod ceremony;
mod departure;
mod failure;
mod machine;
mod submit;
#[cfg(test)]
mod tests;

use auth_contract::{Action, ActionRequest, Flow, RawJson, StartFlow, StepType, Timestamp};

use crate::embedded::Inside;

pub use ceremony::{Ceremony, CeremonyError};
pub use departure::Departure;
pub use failure::{ApiError, Failure};
pub use machine::Machine;
pub use submit::{Submit, Trouble, TroubleKind};

/// What the page was opened with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// `?flow=`: a sign-in to go on with.
    pub resume: Option<String>,
    /// `?request=`: the handle of a pending authorization request.
    pub request: Option<String>,
    /// `?recover`: the person comes to replace a password (W3C, A Well-Known URL for Changing Passwords).
    pub recover: bool,
    /// What the person had typed before a reload.
    pub identifier: Option<String>,
    /// Where the person had wanted codes to go before a reload: an [`Action::SetDestination`].
    pub given: Option<Action>,
    /// Whether the page was loaded on the history entry that guards a step.
    pub guarded: bool,
    /// The sign-in for which this tab has left for an identity provider, and of which it has seen nothing since.
    pub departed: Option<String>,
    /// The system of the app that has the page inside it, if one has.
    pub inside: Option<Inside>,
    /// The way by which somebody last signed in on this device, as [`crate::ways`] writes it.
    pub last_used: Option<String>,
    /// The language on screen.
    pub locale: String,
    /// Whether the browser knows passkeys (Web Authentication).
    pub passkeys: bool,
    /// The steps that this page can draw.
    pub supported_steps: &'static [StepType],
}

/// What is on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The static form, whether or not the server has answered yet.
    Identify,
    /// A sign-in is being fetched again after a reload.
    Resuming,
    /// The step of the flow.
    Step,
    Failure(Failure),
}

/// A request to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    Start(StartFlow),
    Resume { flow: String },
    Act { flow: String, request: ActionRequest, key: String },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    Launched(Launch),
    /// The person asks for something. `key` is fresh randomness: the idempotency key, should this become a new request.
    Pressed {
        action: Action,
        key: String,
    },
    Answered {
        ticket: u32,
        result: Result<Box<Flow>, ApiError>,
    },
    /// The pause before a retry is over.
    Waited {
        ticket: u32,
    },
    /// The browser's Back was pressed, and the guard entry is gone.
    WentBack {
        key: String,
    },
    /// "Try again" on a failure screen.
    TriedAgain,
    /// "Start again": from the first step, with nothing lost that may be kept.
    StartedAgain {
        key: String,
    },
    /// Another tab has moved this flow on.
    MovedElsewhere {
        flow: String,
        revision: u32,
    },
    /// The person chose another language.
    Spoke {
        locale: String,
    },
    /// The address to go on to was not permitted.
    Refused,
    /// "Continue now", or the moment before the page leaves for the identity provider by itself is over.
    Departed,
    /// "Stay here", or nobody is looking any more.
    Stayed,
    /// The page should have left long ago.
    Stalled,
    /// The page comes out of the back-forward cache (HTML, `pageshow`) and shows what was true when it was left.
    CameBack,
    /// "Use a passkey", "Create passkey": the browser is to ask the device.
    PasskeyAsked {
        /// What a new passkey is to be called.
        name: Option<String>,
        trust_device: bool,
    },
    /// "Cancel", while the device is being asked.
    PasskeyCancelled,
    /// The device has answered. `key` as in `Pressed`: what it gave is sent at once.
    PasskeyAnswered {
        ticket: u32,
        key: String,
        result: Result<RawJson, CeremonyError>,
    },
    /// What had to be typed twice is not the same.
    Mistyped,
    /// The server listens again.
    PauseOver {
        until: Timestamp,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Call {
        ticket: u32,
        call: Call,
    },
    Wait {
        ticket: u32,
        millis: u32,
    },
    /// Say `PauseOver` when the server's clock has come to this.
    Pause {
        until: Timestamp,
    },
    /// Put the flow's id into the address, or take it out.
    Address(Option<String>),
    /// Keep the identifier for a reload; `None` forgets it, and everything else that was kept for one.
    Keep(Option<String>),
    /// Keep for a reload where the person wants codes to go, an [`Action::SetDestination`]; `None` forgets it.
    KeepGiven(Option<Action>),
    /// Add the history entry that lets the page see the browser's Back.
    Guard,
    /// Take that entry away again.
    Unguard,
    /// Leave for this address, if the allow-list permits it.
    Leave(String),
    /// Leave for an identity provider, if the allow-list permits it, and remember for which sign-in.
    Depart {
        flow: String,
        target: String,
    },
    /// Stop leaving.
    Halt,
    /// The page is back from the identity provider: what was remembered is used up.
    Returned,
    /// Tell the other tabs.
    Tell {
        flow: String,
        revision: u32,
    },
    /// Ask the device for a passkey; what was asked before ends without a word.
    Ask {
        ticket: u32,
        ceremony: Ceremony,
        /// As the server sent them.
        options: RawJson,
    },
    /// Stop asking the device.
    StopAsking,
    /// Tell the device that nobody here has this passkey any more.
    Forget {
        /// For which it was used.
        options: RawJson,
        credential: RawJson,
    },
}
