//! The remaining lifetime of a TOTP code.

use leptos::prelude::*;

use super::{Node, el, svg};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// Counts down to the next time-based code (P6). Only the rule is read out; the ticking is for the eyes.
pub fn lifetime(context: Context, period: u8) -> Node {
    let period = i64::from(period.max(1));
    let tick = RwSignal::new(false);
    // The timer lives as long as the screen: dropping its owner stops it.
    let _ticking = StoredValue::new_local(host::interval(1000, move || tick.update(|tick| *tick = !*tick)));
    let left = move || {
        tick.track();
        period - context.now().0.rem_euclid(period)
    };
    let dash = Signal::derive(move || format!("{} 100", left() * 100 / period));
    let circle = |class| svg("circle", class).attrs(&[("cx", "10"), ("cy", "10"), ("r", "7.5"), ("pathLength", "100")]);
    let ring = svg("svg", "lifetime-ring")
        .attr("viewBox", "0 0 20 20")
        .with(vec![circle("lifetime-track").empty(), circle("lifetime-left").bind("stroke-dasharray", dash).empty()]);
    let text = Signal::derive(move || context.words.get().fill(Key::TotpLifetime, &[("seconds", &left().to_string())]));
    let face = vec![ring, el("span", "lifetime-text").say(text)];
    el("p", "lifetime").with(vec![
        el("span", "visually-hidden").say(context.filled(Key::TotpLifetimeHint, "seconds", period.to_string())),
        el("span", "lifetime-face").attr("aria-hidden", "true").with(face),
    ])
}
