use js_sys::Reflect;

use super::window;
use crate::embedded::{self, Inside};

/// How the browser names itself (`User-Agent`, RFC 9110 section 10.1.5).
pub fn name() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// How many fingers the screen tells apart; 0 without a touch screen (W3C Pointer Events, `maxTouchPoints`).
pub fn touches() -> u32 {
    let touches = Reflect::get(&window().navigator(), &"maxTouchPoints".into()).ok().and_then(|value| value.as_f64());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    touches.map_or(0, |touches| touches as u32)
}

/// The system of the app that has the page inside it, if one has. `standalone` is Safari's word for a page that was put on
/// the home screen.
pub fn inside() -> Option<Inside> {
    let standalone = Reflect::get(&window().navigator(), &"standalone".into()).is_ok_and(|value| value.is_truthy());
    embedded::inside(&name(), touches(), standalone)
}
