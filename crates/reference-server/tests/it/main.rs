//! Tests of the server through its HTTP interface: the real router in this process, with a clock that the test controls
//! and deterministic random bytes.

mod codes;
mod delivery;
mod demo;
mod durability;
mod elsewhere;
mod enrolment;
mod enumeration;
mod expiry;
mod federation;
mod gate;
mod http;
mod idempotency;
mod lobby;
mod native;
mod new_passwords;
mod not_offered;
mod notices;
mod oauth;
mod passkeys;
mod passwords;
mod rate_limit;
mod reset;
mod reset_mfa;
mod secrets;
mod sent_codes;
mod session;
mod site;
mod support;
mod targets;
mod token;
mod trusted_devices;
mod walk;
mod well_known;
