use auth_contract::Timestamp;
use leptos::prelude::*;

use super::{Icon, Node, el, icon};
use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;

/// Where people signed in before, and when that is past (`[moved]` of `brand.toml`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The host under which password managers keep the old login.
    pub from: String,
    pub until: Timestamp,
}

impl Moved {
    /// Reads `app.example.com 1809129600`, as the document has it: a host and seconds since 1970-01-01T00:00:00Z. `None` for
    /// anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (from, until) = text.split_once(' ')?;
        Some(Self { from: from.to_owned(), until: Timestamp(until.parse().ok()?) })
    }

    /// Under which id a dismissal is remembered: after another move it is said again.
    pub fn id(&self) -> String {
        format!("moved-{}", self.from)
    }
}

/// Why nothing was filled in: the password is saved for another address (requirement U11). Stands after the form, never
/// between its fields, where password managers look. `None` when nobody moved, when it is long ago, and once it was put
/// away. `field` takes the focus then.
pub fn moved_hint(cx: Cx, field: &'static str) -> Option<Node> {
    let moved = host::moved().filter(|moved| cx.now() < moved.until && !host::has_seen(&moved.id()))?;
    let id = moved.id();
    let gone = RwSignal::new(false);
    let hidden = Signal::derive(move || if gone.get() { "hidden".to_owned() } else { String::new() });
    let close = el("button", "link")
        .attrs(&[("type", "button"), ("data-dismiss", "")])
        .on("click", move |_| {
            host::keep_seen(&id);
            gone.set(true);
            host::focus(field);
        })
        .say(cx.text(Key::MovedClose));
    let text = el("p", "").say(cx.filled(Key::MovedHint, "from", moved.from));
    let hint = el("div", "moved-hint").attr("id", "moved-hint").live("hidden", hidden);
    Some(hint.with(vec![icon(Icon::Key), text, close]))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_host_and_a_moment_are_read_and_nothing_else() {
        let moved = Moved { from: "app.example.com".into(), until: Timestamp(1_809_129_600) };
        assert_eq!(Moved::read("app.example.com 1809129600"), Some(moved));
        for wrong in ["", "app.example.com", "app.example.com soon", "app.example.com 1 2"] {
            assert_eq!(Moved::read(wrong), None, "{wrong}");
        }
    }
}
