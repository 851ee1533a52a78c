//! Plays a walk in the frame.

use leptos::prelude::*;

use super::history;
use super::playback::Playback;
use super::state::Shell;
use crate::address::Address;
use crate::cells::walks;

impl Shell {
    /// Begins anew where the walk began: what was typed and played is gone.
    pub(super) fn again(self) {
        let at = self.peek();
        let walk = walks().iter().find(|walk| at.play.as_deref() == Some(walk.name));
        let from = self.playback.with_untracked(|playback| playback.from.clone());
        let cell = from.or_else(|| walk.map(|walk| walk.begins.to_owned())).unwrap_or_else(|| at.cell.clone());
        self.go(Address { cell, ..at });
        self.leave_walk(true);
        self.log.update(Vec::clear);
        self.round.update(|round| *round += 1);
    }

    /// Plays a walk from its first screen on, or no walk any more.
    pub(super) fn play(self, walk: Option<String>) {
        let begins = walks().iter().find(|known| walk.as_deref() == Some(known.name)).map(|walk| walk.begins);
        self.tweak(|at| {
            if let Some(begins) = begins {
                begins.clone_into(&mut at.cell);
            }
            at.play = walk;
        });
    }

    /// The hash for the frame: that of the address, but while a walk is under way in it.
    pub(super) fn frame_hash(self) -> String {
        let at = self.address();
        let cell = self.playback.with(|playback| playback.shown.clone()).unwrap_or_else(|| at.cell.clone());
        Address { cell, ..at }.for_cell().to_hash()
    }

    /// The address says something else than the walk in the frame: it begins there anew. Only `altogether` it forgets where
    /// it began; dressed otherwise it goes on from where it has come to.
    pub(super) fn leave_walk(self, altogether: bool) {
        let went = self.playback.with_untracked(|playback| playback.shown.is_some());
        self.playback.update(|playback| {
            *playback = Playback { from: playback.from.take().filter(|_| !altogether), shown: None }
        });
        if went {
            // The frame may have been told this very address before it walked on.
            self.round.update(|round| *round += 1);
        }
    }

    /// The walk in the frame has come to another cell. The address says so, and whoever it is sent to goes on from there.
    pub(super) fn follow(self, cell: String) {
        let before = self.peek();
        if !self.tree.get_untracked().has(&cell) || before.cell == cell {
            return;
        }
        let Address { cell: left, .. } = before.clone();
        self.playback.update(|playback| {
            playback.from.get_or_insert_with(|| left.clone());
            playback.shown.get_or_insert(left);
        });
        let next = Address { cell, ..before };
        history::write(&next.to_hash(), true);
        self.address.set(next);
    }
}
