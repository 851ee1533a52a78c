use std::rc::Rc;

use auth_contract::Timestamp;
use wasm_bindgen_futures::spawn_local;

use super::{App, send};
use crate::api::{Api, FetchApi};
use crate::browser::{address, keep, timer};
use crate::flow::{Call, Ceremony, Effect, Msg};
use crate::i18n::Key;
use crate::rest;
use crate::ways;

impl App {
    /// Does what the flow asked for.
    pub(super) fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Call { ticket, call } => {
                if let Call::Act { request, .. } = &call {
                    let machine = self.machine.borrow();
                    let way = ways::way(&request.action, machine.flow().map(|flow| &flow.step));
                    if let Some(way) = way {
                        keep::keep_way(&way);
                    }
                }
                let locale = self.page.words().map_or("*", |words| words.tag());
                spawn_local(async move {
                    let result = FetchApi.carry(call, locale).await;
                    send(Msg::Answered { ticket, result });
                });
            }
            Effect::Wait { ticket, millis } => {
                timer::later(i32::try_from(millis).unwrap_or(i32::MAX), move || send(Msg::Waited { ticket }));
            }
            Effect::Pause { until } => self.rest(until),
            Effect::Address(flow) => address::set_flow(flow.as_deref()),
            Effect::Keep(Some(identifier)) => keep::keep_identifier(&identifier),
            Effect::Keep(None) => keep::forget(),
            Effect::Guard => address::guard(),
            Effect::Unguard => {
                self.own_step.set(true);
                address::unguard();
            }
            Effect::Tell { flow, revision } => self.tabs.tell(&flow, revision),
            later => self.later(later),
        }
    }

    /// What the rest of the program carries out: now, or in this order as soon as it is here.
    pub(super) fn later(self: &Rc<Self>, effect: Effect) {
        if let Some(rest) = rest::here() {
            (rest.carry_out)(effect, send);
        } else {
            // Whatever nobody waits for is no reason to try once more.
            let is_awaited = is_awaited(&effect);
            self.waiting.borrow_mut().push(effect);
            if is_awaited {
                self.bring_the_rest();
            }
        }
    }

    /// Looks at the clock each second instead of setting it once: a timer stands still while a device sleeps.
    fn rest(self: &Rc<Self>, until: Timestamp) {
        let app = self.clone();
        timer::later(1000, move || {
            if app.machine.borrow().pauses_until() != Some(until) {
                return;
            }
            if app.page.now() < until {
                app.rest(until);
            } else {
                send(Msg::PauseOver { until });
                app.page.announce(Key::ProblemPauseOver);
            }
        });
    }
}

/// Whether the person sees nothing happen until the effect is carried out.
pub(super) fn is_awaited(effect: &Effect) -> bool {
    match effect {
        Effect::Leave(_) | Effect::Depart { .. } => true,
        Effect::Ask { ceremony, .. } => *ceremony != Ceremony::Conditional,
        _ => false,
    }
}
