//! Where each text stands and which source uses it; written by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/places.rs"));
