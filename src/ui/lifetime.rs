use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;

/// Counts down to the next time-based code (P6). Only the rule is read out; the ticking is for the eyes.
pub fn lifetime(cx: Cx, period: u8) -> AnyView {
    let period = i64::from(period.max(1));
    let left = move || period - cx.now().0.rem_euclid(period);
    let seconds = RwSignal::new(left());
    // The timer lives as long as the screen: dropping its owner stops it.
    let _ticking = StoredValue::new_local(host::every(1000, move || seconds.set(left())));
    let dash = move || format!("{} 100", seconds.get() * 100 / period);
    view! {
        <p class="lifetime">
            <span class="visually-hidden">{cx.filled(Key::TotpLifetimeHint, "seconds", period.to_string())}</span>
            <span class="lifetime-face" aria-hidden="true">
                <svg class="lifetime-ring" viewBox="0 0 20 20">
                    <circle cx="10" cy="10" r="7.5" class="lifetime-track" pathLength=100></circle>
                    <circle cx="10" cy="10" r="7.5" class="lifetime-left" pathLength=100 stroke-dasharray=dash></circle>
                </svg>
                {cx.t(Key::TotpLifetime)}" "
                <span class="lifetime-seconds">{move || format!("{} s", seconds.get())}</span>
            </span>
        </p>
    }
    .into_any()
}
