//! What the state machine is told when the page opens.

use auth_contract::{Action, StepType};

/// The system of the app that has the page inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebView {
    Android,
    Ios,
    Other,
}

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
    pub destination: Option<Action>,
    /// Whether the page was loaded on the history entry that guards a step.
    pub guarded: bool,
    /// The sign-in for which this tab has left for an identity provider, and of which it has seen nothing since.
    pub redirected_flow: Option<String>,
    /// The system of the app that has the page inside it, if one has.
    pub web_view: Option<WebView>,
    /// The method of the last sign-in on this device, as [`super::last_used_method`] writes it.
    pub last_used_method: Option<String>,
    /// The language on screen.
    pub locale: String,
    /// Whether the browser knows passkeys (Web Authentication).
    pub passkeys: bool,
    /// The steps that this page can draw.
    pub supported_steps: &'static [StepType],
}
