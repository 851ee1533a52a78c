//! The state of the redirect to an identity provider.

/// How far the redirect to the identity provider is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RedirectState {
    /// It waits for a press: after a reload, Back or forward, and whenever the person wants to stay.
    #[default]
    Idle,
    /// The page announces it and redirects automatically in a moment.
    Scheduled,
    /// The browser was told to navigate.
    Leaving,
    /// The browser was told to navigate, and the page is still here.
    Stalled,
}
