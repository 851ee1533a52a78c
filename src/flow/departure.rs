/// How far the page is on its way to the identity provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Departure {
    /// It waits for a press: after a reload, Back or forward, and whenever the person wants to stay.
    #[default]
    Standing,
    /// It says where it is about to go, and goes by itself in a moment.
    Soon,
    /// The browser has been told to go.
    Leaving,
    /// The browser has been told to go, and is still here.
    Stalled,
}
