//! What a device and a browser make of a passkey.

use auth_contract::{Flow, ProblemCode, RawJson, Step};

use super::Variation;
use super::drive::{answer, enter_with, launch, problem, reload};
use portico::flow::{ApiError, CeremonyError, Effect, Launch, Machine, Msg};

/// What can happen with a passkey, as cells are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cells) enum Device {
    /// The dialog is open.
    Asking,
    /// It ended without a passkey.
    Refused(CeremonyError),
    /// The browser does not know passkeys at all.
    LoadError,
}

const CANCELLED: (&str, Device) = ("cancelled", Device::Refused(CeremonyError::Cancelled));
const FAILED: (&str, Device) = ("failed", Device::Refused(CeremonyError::Failed));
const MISSING: (&str, Device) = ("without-passkeys", Device::LoadError);

/// The states of a step that wants a passkey; none for the others.
pub(in crate::cells) fn states(flow: &Flow) -> Vec<(&'static str, Variation)> {
    let refused = |name, error| (name, Device::Refused(error));
    let states = match &flow.step {
        Step::Identify(step) if step.passkey_options.is_some() => {
            vec![("asking", Device::Asking), CANCELLED, refused("late", CeremonyError::Late), MISSING]
        }
        Step::MfaChallenge(step) if step.public_key.is_some() => {
            vec![("asking", Device::Asking), CANCELLED, FAILED, MISSING]
        }
        Step::PasskeyEnroll(_) => vec![
            ("asking", Device::Asking),
            CANCELLED,
            refused("exists", CeremonyError::Exists),
            refused("unsupported", CeremonyError::Unsupported),
            refused("insecure", CeremonyError::Insecure),
            FAILED,
            MISSING,
        ],
        _ => vec![],
    };
    states.into_iter().map(|(name, device)| (name, Variation::Device(device))).collect()
}

/// A machine at `flow` where that has happened.
pub(super) fn play(machine: &mut Machine, flow: &Flow, device: Device) {
    let first = matches!(flow.step, Step::Identify(_));
    let usual = if first { launch() } else { reload() };
    enter_with(machine, flow, Launch { passkeys: device != Device::LoadError, ..usual });
    if device == Device::LoadError {
        return;
    }
    let effects = machine.update(Msg::PasskeyRequested { name: None, trust_device: false });
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::StartCeremony { ticket, .. } => Some(*ticket),
        _ => None,
    });
    let (Device::Refused(error), Some(ticket)) = (device, ticket) else { return };
    let given = |result| Msg::PasskeyAnswered { ticket, key: "gallery".into(), result };
    if error != CeremonyError::Late {
        machine.update(given(Err(error)));
        return;
    }
    // The device did answer: it is the server that has forgotten the sign-in.
    let mut waiting = machine.update(given(Ok(RawJson::new("{}"))));
    if let Some(Effect::Call { ticket, .. }) = waiting.pop() {
        let gone = Err(ApiError::Problem(Box::new(problem(ProblemCode::FlowExpired))));
        let begins = machine.update(Msg::Answered { ticket, result: gone });
        answer(machine, begins, &Ok(flow.clone()));
    }
}
