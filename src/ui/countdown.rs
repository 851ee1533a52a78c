//! A countdown to a moment.

use auth_contract::Timestamp;
use leptos::prelude::*;

use crate::context::Context;
use crate::host;

/// The seconds until a moment of the server's clock, counted down while the screen is there; 0 from then on, or when
/// there is no such moment. It is computed from the moment itself, so a reload or a sleeping tab does not disturb it.
pub fn countdown(
    context: Context,
    until: impl Fn() -> Option<Timestamp> + Copy + Send + Sync + 'static,
) -> Signal<i64> {
    let tick = RwSignal::new(false);
    let ticks = move || host::interval(1000, move || tick.update(|tick| *tick = !*tick));
    // Ticks only while there is something to wait for, and not longer than the screen lives: dropping its owner ends it.
    let _ticking = StoredValue::new_local(RenderEffect::new(move |_| until().is_some().then(ticks)));
    Memo::new(move |_| {
        tick.track();
        until().map_or(0, |until| until.since(context.now()).max(0))
    })
    .into()
}

/// Seconds as minutes and seconds: `0:41`, `12:05`; from an hour on with hours.
pub fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn seconds_read_like_a_clock() {
        assert_eq!(clock(0), "0:00");
        assert_eq!(clock(41), "0:41");
        assert_eq!(clock(725), "12:05");
        assert_eq!(clock(3_661), "1:01:01");
    }
}
