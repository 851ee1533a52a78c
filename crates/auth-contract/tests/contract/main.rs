//! What the contract promises, tried on every sample. The schemas of the API document say what is required, secret
//! or a word, so that a new type is tried without a new test, and the document is tried together with the types.

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
