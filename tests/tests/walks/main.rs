//! Walks through the whole product, in real browsers against the real server. One module a topic.
//!
//! `cargo xtask build && cargo test -p portico-tests` runs them; what a failed walk saw lies in
//! `target/test-failures/<module>/<walk>/`.

mod accessibility;
mod advice;
mod brands;
mod durability;
mod enrolment;
mod enumeration;
mod factors;
mod failures;
mod forged;
mod forgotten;
mod gallery;
mod gallery_checks;
mod gallery_play;
mod gallery_shell;
mod given_codes;
mod harness;
mod harness_passkeys;
mod harness_post;
mod headers;
mod help;
mod imitation;
mod keyboard;
mod language;
mod late_program;
mod late_rest;
mod lenses;
mod navigation;
mod oauth;
mod passkeys;
mod password_managers;
mod performance;
mod screenshots;
mod secrets;
mod sent_codes;
mod support;
mod tabs;
mod tour;
mod typing_passwords;
mod usernames;
