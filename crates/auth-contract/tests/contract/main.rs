//! Tests of the contract's guarantees on every sample. The schemas of the API document tell which members are required,
//! secret or enums: new types are tested without new tests, and document and types are tested together.

mod any_sample;
mod coverage;
mod docs;
mod drift;
mod reading;
mod redaction;
mod round_trip;
mod schemas;
mod tolerance;
mod walk;
