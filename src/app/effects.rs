//! Runs the effects of the flow: calls to the server, timers, the address, storage, other tabs.

use std::rc::Rc;

use auth_contract::Timestamp;
use wasm_bindgen_futures::spawn_local;

use super::{App, send};
use crate::api::{Api, FetchApi};
use crate::flow::last_used_method;
use crate::flow::{Call, Ceremony, Effect, Msg};
use crate::host::browser::{address, storage, timer};
use crate::i18n::Key;

impl App {
    /// Does what the flow asked for.
    pub(super) fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Call { ticket, call } => {
                if let Call::Act { request, .. } = &call {
                    let machine = self.machine.borrow();
                    let method = last_used_method::method_of(&request.action, machine.flow().map(|flow| &flow.step));
                    if let Some(method) = method {
                        storage::store_current_method(&method);
                    }
                }
                let locale = self.page.words().map_or("*", |words| words.tag());
                spawn_local(async move {
                    let result = FetchApi.carry(call, locale).await;
                    send(Msg::Answered { ticket, result });
                });
            }
            Effect::Wait { ticket, millis } => {
                timer::set_timeout(i32::try_from(millis).unwrap_or(i32::MAX), move || send(Msg::RetryDue { ticket }));
            }
            Effect::Pause { until } => self.watch_pause(until),
            Effect::SetAddress(flow) => address::set_flow(flow.as_deref()),
            Effect::StoreIdentifier(Some(identifier)) => storage::store_identifier(&identifier),
            Effect::StoreIdentifier(None) => storage::end_sign_in(),
            Effect::PushGuardEntry => address::guard(),
            Effect::PopGuardEntry => {
                self.own_popstate.set(true);
                address::unguard();
            }
            Effect::NotifyTabs { flow, revision } => self.tabs.tell(&flow, revision),
            deferred => self.run_deferred(deferred),
        }
    }

    /// Runs an effect of the deferred part: now, or in this order as soon as it is loaded.
    pub(super) fn run_deferred(self: &Rc<Self>, effect: Effect) {
        if let Some(deferred) = self.deferred.get() {
            (deferred.run)(effect, send);
        } else {
            // Whatever nobody waits for is no reason to try once more.
            let is_awaited = is_awaited(&effect);
            self.queue.borrow_mut().push(effect);
            if is_awaited {
                self.load_deferred();
            }
        }
    }

    /// Checks the clock each second instead of setting one timer: timers stop while a device sleeps.
    fn watch_pause(self: &Rc<Self>, until: Timestamp) {
        let app = self.clone();
        timer::set_timeout(1000, move || {
            if app.machine.borrow().pauses_until() != Some(until) {
                return;
            }
            if app.page.now() < until {
                app.watch_pause(until);
            } else {
                send(Msg::PauseEnded { until });
                app.page.announce(Key::ProblemPauseOver);
            }
        });
    }
}

/// Whether the person sees nothing happen until the effect is carried out.
pub(super) fn is_awaited(effect: &Effect) -> bool {
    match effect {
        Effect::Leave(_) | Effect::RedirectToProvider { .. } => true,
        Effect::StartCeremony { ceremony, .. } => *ceremony != Ceremony::Conditional,
        _ => false,
    }
}
