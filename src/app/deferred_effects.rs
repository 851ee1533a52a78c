//! Effects that are needed only after the first answer of the server. They run in the deferred part of the program.

use crate::flow::{Effect, Msg};
use crate::host::allow_list::Purpose;
use crate::host::browser::{navigation, passkeys, random, storage};

/// Leaves the page, or asks the device. `send` is told what came of it.
pub(super) fn run(effect: Effect, send: fn(Msg)) {
    match effect {
        Effect::Leave(target) => match navigation::permit(Purpose::Product, &target) {
            Some(target) => navigation::leave(&target),
            None => send(Msg::TargetRefused),
        },
        Effect::RedirectToProvider { flow, target } => match navigation::permit(Purpose::Provider, &target) {
            Some(target) => {
                // First, since nothing that comes after leaving is sure to run.
                storage::store_redirected_flow(&flow);
                navigation::redirect_to_provider(&target);
            }
            None => send(Msg::TargetRefused),
        },
        Effect::StopNavigation => navigation::stop(),
        Effect::ClearRedirectedFlow => storage::clear_redirected_flow(),
        Effect::StoreDestination(given) => storage::store_destination(given.as_ref()),
        Effect::StartCeremony { ticket, ceremony, options } => passkeys::ask(ceremony, &options, move |result| {
            send(Msg::PasskeyAnswered { ticket, key: random::key(), result });
        }),
        Effect::AbortCeremony => passkeys::stop(),
        Effect::SignalUnknownCredential { options, credential } => passkeys::forget(&options, &credential),
        // Run at once, by the first part.
        _ => {}
    }
}
