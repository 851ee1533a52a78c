//! "Trust this device".

use auth_contract::Days;
use leptos::prelude::*;

use super::{Node, el};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// The id of the box.
const ID: &str = "trust-device";

/// "Remember this device for 30 days". It stands above the field of the code: that field sends itself when it is full.
pub fn trust_device(context: Context, days: Days) -> Node {
    let n = u32::from(days.days);
    let label = Signal::derive(move || {
        let words = context.words.get();
        words.plural(Key::ChallengeTrust, n, &host::plural_category(words.tag(), n))
    });
    let tick = el("input", "tick-box").attrs(&[("id", ID), ("name", ID), ("type", "checkbox")]).empty();
    el("label", "tick").attr("for", ID).with(vec![tick, el("span", "").say(label)])
}

/// Whether the box is ticked; `false` where there is none.
pub fn trusts() -> bool {
    host::checked(ID)
}
