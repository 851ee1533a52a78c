//! WebAuthn ceremonies and the reasons why they fail.

/// What the browser is to ask the device for (Web Authentication Level 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// A new passkey (section 5.1.3).
    Create,
    /// Proof with a passkey, by a dialog (section 5.1.4).
    Get,
    /// The same, offered beside the field of the first screen and otherwise unseen (conditional mediation).
    Conditional,
}

/// Why the device gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CeremonyError {
    /// Cancelled or timed out. Browsers do not tell which of the two, so that a page learns nothing of the device.
    Cancelled,
    /// The device has a passkey for this account already.
    Exists,
    /// The browser or the device cannot do it.
    Unsupported,
    /// Not on this address: no secure context, or a domain that the passkeys do not belong to.
    Insecure,
    /// It broke.
    Failed,
    /// The device gave an answer, but the sign-in that had asked for it is over.
    Late,
}

impl CeremonyError {
    /// Every reason.
    pub const ALL: [Self; 6] =
        [Self::Cancelled, Self::Exists, Self::Unsupported, Self::Insecure, Self::Failed, Self::Late];

    /// The name in `data-error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "passkey_cancelled",
            Self::Exists => "passkey_exists",
            Self::Unsupported => "passkey_unsupported",
            Self::Insecure => "passkey_insecure",
            Self::Failed => "passkey_failed",
            Self::Late => "passkey_late",
        }
    }
}
