//! The server's rules, each tried through its HTTP interface: the real router in this process, with a clock that the
//! test moves and random bytes that repeat.

mod codes;
mod demo;
mod durability;
mod enumeration;
mod expiry;
mod http;
mod idempotency;
mod not_offered;
mod oauth;
mod passwords;
mod rate_limit;
mod secrets;
mod session;
mod site;
mod support;
mod token;
mod walk;
