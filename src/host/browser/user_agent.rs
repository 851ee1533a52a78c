//! What the browser tells about itself: `User-Agent`, touch points, web view.

use js_sys::Reflect;

use super::window;
use crate::flow::WebView;
use crate::host::web_view;

/// How the browser names itself (`User-Agent`, RFC 9110 section 10.1.5).
pub fn name() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// How many fingers the screen tells apart; 0 without a touch screen (W3C Pointer Events, `maxTouchPoints`).
pub fn max_touch_points() -> u32 {
    let max_touch_points =
        Reflect::get(&window().navigator(), &"maxTouchPoints".into()).ok().and_then(|value| value.as_f64());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    max_touch_points.map_or(0, |max_touch_points| max_touch_points as u32)
}

/// The system of the app that has the page inside it, if one has. `standalone` is Safari's word for a page that was put on
/// the home screen.
pub fn web_view() -> Option<WebView> {
    let standalone = Reflect::get(&window().navigator(), &"standalone".into()).is_ok_and(|value| value.is_truthy());
    web_view::detect(&name(), max_touch_points(), standalone)
}
