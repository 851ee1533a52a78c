//! Writes `openapi.json` beside this crate's manifest.

use std::path::Path;

fn main() -> std::io::Result<()> {
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json"), auth_contract::openapi::text())
}
