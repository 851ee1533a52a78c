use std::fmt::Write;

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

use crate::cx::Cx;
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
pub fn qr_code(cx: Cx, text: &str) -> Option<AnyView> {
    let (path, side) = outline(text)?;
    Some(view! {
        <div class="qr">
            <svg class="qr-code" data-qr="" viewBox=format!("0 0 {side} {side}") role="img" aria-label=cx.t(Key::TotpQrAlt) shape-rendering="crispEdges">
                <path fill="#fff" d=format!("M0 0h{side}v{side}H0z")></path>
                <path fill="#000" d=path></path>
            </svg>
        </div>
    }
    .into_any())
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
