//! The name of the operating system.

use super::window;

/// What people call the system of this device, by the browser's own account of itself: `iPhone`, `Windows`. Empty when
/// it does not tell. Names of products: the same in every language.
pub fn system() -> &'static str {
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let known = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        // An iPad says that it is a Mac, and no Mac can be touched in more than one place.
        ("Macintosh", if navigator.max_touch_points() > 1 { "iPad" } else { "Mac" }),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ];
    known.into_iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| name)
}
