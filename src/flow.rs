//! The sign-in as the page sees it: a pure state machine. Messages go in, effects come out; nothing here touches the
//! network, the clock, the document or Leptos, so every path can be tested natively.

mod ceremony;
mod failure;
pub mod last_used_method;
mod launch;
mod machine;
mod redirect;
mod submit;
#[cfg(test)]
mod tests;

use auth_contract::{Action, ActionRequest, Flow, RawJson, StartFlow, Timestamp};

pub use ceremony::{Ceremony, CeremonyError};
pub use failure::{ApiError, Failure};
pub use launch::{Launch, WebView};
pub use machine::Machine;
pub use redirect::RedirectState;
pub use submit::{Submit, SubmitError, SubmitErrorKind};

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
    ActionSubmitted {
        action: Action,
        key: String,
    },
    Answered {
        ticket: u32,
        result: Result<Box<Flow>, ApiError>,
    },
    /// The pause before a retry is over.
    RetryDue {
        ticket: u32,
    },
    /// The browser's Back was pressed, and the guard entry is gone.
    WentBack {
        key: String,
    },
    /// "Try again" on a failure screen.
    RetryRequested,
    /// "Start again": from the first step, with nothing lost that may be kept.
    RestartRequested {
        key: String,
    },
    /// Another tab has moved this flow on.
    AdvancedInOtherTab {
        flow: String,
        revision: u32,
    },
    /// The person chose another language.
    LocaleChanged {
        locale: String,
    },
    /// The address to go on to was not permitted.
    TargetRefused,
    /// "Continue now", or the announcement before the automatic redirect is over.
    RedirectRequested,
    /// "Stay here", or the page is hidden.
    RedirectCancelled,
    /// The page should have left long ago and is still here.
    RedirectStalled,
    /// The page comes out of the back-forward cache (HTML, `pageshow`) and shows what was true when it was left.
    PageRestored,
    /// "Use a passkey", "Create passkey": the browser is to ask the device.
    PasskeyRequested {
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
    ConfirmationMismatch,
    /// The server accepts the action again.
    PauseEnded {
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
    SetAddress(Option<String>),
    /// Keep the identifier for a reload; `None` forgets it, and everything else that was kept for one.
    StoreIdentifier(Option<String>),
    /// Keep for a reload where the person wants codes to go, an [`Action::SetDestination`]; `None` forgets it.
    StoreDestination(Option<Action>),
    /// Add the history entry that lets the page see the browser's Back.
    PushGuardEntry,
    /// Take that entry away again.
    PopGuardEntry,
    /// Leave for this address, if the allow-list permits it.
    Leave(String),
    /// Leave for an identity provider, if the allow-list permits it, and remember for which sign-in.
    RedirectToProvider {
        flow: String,
        target: String,
    },
    /// Stop the navigation.
    StopNavigation,
    /// The page is back from the identity provider: forget for which sign-in it had left.
    ClearRedirectedFlow,
    /// Tell the other tabs.
    NotifyTabs {
        flow: String,
        revision: u32,
    },
    /// Ask the device for a passkey; what was asked before ends without a word.
    StartCeremony {
        ticket: u32,
        ceremony: Ceremony,
        /// As the server sent them.
        options: RawJson,
    },
    /// Stop asking the device.
    AbortCeremony,
    /// Tell the device that the server does not know this passkey (`PublicKeyCredential.signalUnknownCredential`).
    SignalUnknownCredential {
        /// For which it was used.
        options: RawJson,
        credential: RawJson,
    },
}
