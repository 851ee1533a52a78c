//! `gallery-data.js`: what the gallery would fetch if it had a server.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::build::BrandData;

/// The script that leaves the program and the brands in `window.PORTICO`.
///
/// # Errors
/// When a brand cannot be written as JSON.
pub fn script(wasm: &[u8], brands: &[BrandData], axe: bool) -> Result<String> {
    let data = json!({"brands": brands, "axe": axe});
    let data = serde_json::to_string(&data)?;
    // The program comes last and by itself: whoever opens the file to see what a brand says finds that first.
    Ok(format!("window.PORTICO = {data};\nwindow.PORTICO.wasm = \"{}\";\n", STANDARD.encode(wasm)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_carries_the_program_as_base64() {
        let script = script(b"\0asm", &[], true).unwrap();
        assert_eq!(script, "window.PORTICO = {\"axe\":true,\"brands\":[]};\nwindow.PORTICO.wasm = \"AGFzbQ==\";\n");
    }
}
