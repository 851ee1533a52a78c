use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{App, send};
use crate::api::{Api, FetchApi};
use crate::browser::{address, keep, navigation, timer};
use crate::flow::{Effect, Msg};

impl App {
    /// Does what the flow asked for.
    pub(super) fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Call { ticket, call } => {
                let locale = self.page.words().map_or("*", |words| words.tag());
                spawn_local(async move {
                    let result = FetchApi.carry(call, locale).await;
                    send(Msg::Answered { ticket, result });
                });
            }
            Effect::Wait { ticket, millis } => {
                timer::later(i32::try_from(millis).unwrap_or(i32::MAX), move || send(Msg::Waited { ticket }));
            }
            Effect::Address(flow) => address::set_flow(flow.as_deref()),
            Effect::Keep(Some(identifier)) => keep::keep_identifier(&identifier),
            Effect::Keep(None) => keep::forget(),
            Effect::Guard => address::guard(),
            Effect::Unguard => {
                self.own_step.set(true);
                address::unguard();
            }
            Effect::Leave(target) => {
                if !navigation::leave(&target) {
                    send(Msg::Refused);
                }
            }
            Effect::Tell { flow, revision } => self.tabs.tell(&flow, revision),
        }
    }
}
