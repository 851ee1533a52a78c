//! Tells other tabs of this browser that a flow has advanced.

use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, MessageEvent};

use super::dom::listen;

/// Tells and hears how far the flows of this browser have come, across tabs.
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Joins the others. `heard` gets the flow's id and its revision.
    pub fn join(mut set_server_time: impl FnMut(String, u32) + 'static) -> Self {
        let channel = BroadcastChannel::new("portico").ok();
        if let Some(channel) = &channel {
            listen::<MessageEvent>(channel, "message", move |event| {
                let text = event.data().as_string().unwrap_or_default();
                if let Some((revision, flow)) = text.split_once(' ')
                    && let Ok(revision) = revision.parse()
                {
                    set_server_time(flow.to_owned(), revision);
                }
            });
        }
        Self(channel)
    }

    /// Says that `flow` has come to `revision`.
    pub fn tell(&self, flow: &str, revision: u32) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&JsValue::from_str(&format!("{revision} {flow}")));
        }
    }
}
