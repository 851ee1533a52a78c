//! Effects that nothing waits for before the server has answered once: they are carried out by the rest of the program.

use crate::browser::{keep, navigation, passkeys, random};
use crate::flow::{Effect, Msg};
use crate::navigation::Purpose;

/// Leaves the page, or asks the device. `send` is told what came of it.
pub(crate) fn carry_out(effect: Effect, send: fn(Msg)) {
    match effect {
        Effect::Leave(target) => match navigation::judge(Purpose::Product, &target) {
            Some(target) => navigation::leave(&target),
            None => send(Msg::Refused),
        },
        Effect::Depart { flow, target } => match navigation::judge(Purpose::Provider, &target) {
            Some(target) => {
                // First, since nothing that comes after leaving is sure to run.
                keep::keep_departed(&flow);
                navigation::depart(&target);
            }
            None => send(Msg::Refused),
        },
        Effect::Halt => navigation::halt(),
        Effect::Returned => keep::forget_departed(),
        Effect::KeepGiven(given) => keep::keep_given(given.as_ref()),
        Effect::Ask { ticket, ceremony, options } => passkeys::ask(ceremony, &options, move |result| {
            send(Msg::PasskeyAnswered { ticket, key: random::key(), result });
        }),
        Effect::StopAsking => passkeys::stop(),
        Effect::Forget { options, credential } => passkeys::forget(&options, &credential),
        // Carried out at once, by the first part.
        _ => {}
    }
}
