use js_sys::Reflect;

use super::window;

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
