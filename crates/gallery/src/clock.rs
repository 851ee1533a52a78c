//! The clock of a cell: it begins at the moment of the samples, and stands still there for pictures.

use std::cell::Cell;

use auth_contract::{Timestamp, samples};

thread_local! {
    /// The device's clock when the cell was drawn; `None` while the clock stands.
    static BEGAN: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// Starts at the moment of the samples; `device` is the device's clock, `None` lets it stand there.
pub fn set(device: Option<Timestamp>) {
    BEGAN.set(device);
}

/// The moment in the cell, when the device's clock says `device`.
pub fn now(device: Timestamp) -> Timestamp {
    BEGAN.get().map_or(samples::NOW, |began| samples::NOW.plus(device.since(began)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_from_the_samples_moment_or_stands_there() {
        set(Some(Timestamp(50)));
        assert_eq!(now(Timestamp(53)), samples::NOW.plus(3));
        set(None);
        assert_eq!(now(Timestamp(60)), samples::NOW);
    }
}
