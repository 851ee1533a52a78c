//! The table of the sign-in: what each step offers, and where each event leads. Pure.

#![allow(clippy::match_same_arms)] // one line a cell reads better than cells merged by where they lead
#![allow(clippy::similar_names)] // a state has a stage

mod advance;
mod askable;
mod event;
#[cfg(test)]
mod federation_tests;
#[cfg(test)]
mod fixtures;
mod matched;
#[cfg(test)]
mod matched_tests;
mod offered;
mod owed;
mod reconciled;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole_tests;

pub use advance::advance;
pub use askable::{alternatives, askable, is_askable};
pub use event::{Event, Next};
pub use matched::{Candidate, Known, Matched, Organization, matched};
pub use offered::{may_skip, offered, trust_days};
pub use owed::{change_reason, owed, stands_alone};
pub use reconciled::{drawable, outdated, reconciled};
