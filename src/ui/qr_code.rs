//! A QR code.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use super::{Node, el, svg};
use crate::context::Context;
use crate::i18n::Key;

/// Light modules around the code (ISO/IEC 18004 section 9.1).
const QUIET_ZONE: usize = 4;

/// The outline of the dark modules, one run of a row at a time, and the side of the whole square in modules.
/// `None` when the text does not fit into any QR code.
pub fn outline(text: &str) -> Option<(String, usize)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, modules) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += run.max(1);
        }
    }
    Some((path, width + 2 * QUIET_ZONE))
}

/// The QR code of `text`: black on white in every theme, or cameras will not read it.
pub fn qr_code(context: Context, text: &str) -> Option<Node> {
    let (path, side) = outline(text)?;
    let code = svg("svg", "qr-code")
        .attrs(&[("data-qr", ""), ("role", "img"), ("shape-rendering", "crispEdges")])
        .attr("viewBox", format!("0 0 {side} {side}"))
        .bind("aria-label", context.text(Key::TotpQrAlt))
        .with(vec![
            svg("path", "").attr("fill", "#fff").attr("d", format!("M0 0h{side}v{side}H0z")).empty(),
            svg("path", "").attr("fill", "#000").attr("d", path).empty(),
        ]);
    Some(el("div", "qr").with(vec![code]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_four_light_modules_on_every_side() {
        let (path, side) = outline("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP").unwrap();
        let corners: Vec<(usize, usize)> = path
            .split('M')
            .skip(1)
            .map(|run| {
                let (x, rest) = run.split_once(' ').unwrap();
                (x.parse().unwrap(), rest.split_once('h').unwrap().0.parse().unwrap())
            })
            .collect();
        assert!(corners.contains(&(QUIET_ZONE, QUIET_ZONE)), "the finder pattern begins after the quiet zone");
        assert!(corners.iter().all(|(x, y)| *x >= QUIET_ZONE && *y >= QUIET_ZONE && *y < side - QUIET_ZONE));
    }

    #[test]
    fn a_text_that_is_too_long_is_no_code() {
        assert_eq!(outline(&"x".repeat(5000)), None);
    }
}
