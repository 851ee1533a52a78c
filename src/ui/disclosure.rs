//! A part that opens on a press.

use super::{Node, el};
use crate::context::Context;
use crate::i18n::Key;

/// Help that opens below its question. The browser's own element: it works with every keyboard and reader.
pub fn disclosure(context: Context, question: Key, parts: Vec<Node>) -> Node {
    let question = el("summary", "link").say(context.text(question));
    el("details", "disclosure").with(vec![question, el("div", "disclosure-content").with(parts)])
}
