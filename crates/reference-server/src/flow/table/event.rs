//! What happens in a sign-in, and what comes next.

use auth_contract::{FlowNotice, Method, Secret};

use crate::flow::state::{Departure, PendingLink, State, Via};

/// What happened, after what the person sent was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Identified {
        identifier: String,
    },
    /// The way to an identity provider is open. `identifier`: typed, and its organisation signs its people in there.
    Departed {
        identifier: Option<String>,
        departure: Departure,
    },
    /// The identity provider could not be reached.
    NotDeparted {
        identifier: Option<String>,
        notice: FlowNotice,
    },
    /// The identity provider has answered with somebody who is known here.
    FederationAccepted {
        account: String,
        /// As the account has it.
        identifier: String,
        epoch: u32,
        via: Via,
        /// What it says was used, as far as it is in the words of RFC 8176.
        amr: Vec<String>,
        device_trusted: bool,
    },
    /// The identity provider has answered with somebody whose account is proven by a password so far.
    FederationToProve {
        /// As the account has it.
        identifier: String,
        link: PendingLink,
        notice: FlowNotice,
    },
    /// Nobody can be signed in by the answer.
    FederationRefused {
        /// To be filled in instead of what was typed.
        identifier: Option<String>,
        notice: FlowNotice,
    },
    PasswordAccepted {
        account: String,
        epoch: u32,
        /// The person has asked this browser to be remembered, and policy still allows it.
        device_trusted: bool,
    },
    /// A passkey signed in without an identifier.
    PasskeyAccepted {
        account: String,
        /// As the account has it; nobody has typed it.
        identifier: String,
        epoch: u32,
    },
    /// The challenge was answered.
    Answered {
        method: Method,
        recovery_codes_left: Option<u8>,
    },
    CodeRefused,
    AuthenticatorSwitched {
        authenticator: String,
    },
    /// A method to enrol was chosen; `seed` for an authenticator context.
    MethodChosen {
        method: Method,
        seed: Option<Secret>,
    },
    DestinationGiven {
        destination: String,
    },
    /// The first proof of a new authenticator was right; `codes` are new recovery codes, if it comes with some.
    Enrolled {
        method: Method,
        codes: Vec<Secret>,
    },
    CodesKept,
    PasswordChanged {
        epoch: u32,
    },
    /// Without an identifier: the person has yet to say whose password it is.
    ResetRequested {
        identifier: Option<String>,
    },
    ResetProven {
        account: String,
        epoch: u32,
    },
    SentAgain,
    Skipped,
    Back,
    Restarted,
}

/// Where an event leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    At(State),
    /// Everything asked for was proven: sign the person in. The stage of the state is the one that was left.
    SignIn(State),
}
