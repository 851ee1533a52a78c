//! Who is signing in, and the field for managers that names them.

use auth_contract::{Action, Step};
use leptos::prelude::*;

use super::{Node, action_link, el};
use crate::context::Context;
use crate::i18n::Key;

/// What makes a field the username for managers. No word such as "search" or "code" in any of it.
const USERNAME: [(&str, &str); 4] =
    [("id", "username"), ("name", "username"), ("type", "text"), ("autocomplete", "username")];

/// Whom the page is signing in, and the way to another name. In a form with a password `field` makes the name the
/// readonly username that managers need in the same form; elsewhere it would only confuse them.
pub fn who(context: Context, name: String, field: bool) -> Node {
    let label = context.text(Key::CommonSignedInAs);
    let mut parts = if field {
        vec![
            el("label", "visually-hidden").attr("for", "username").say(label),
            el("input", "who-name")
                .attrs(&USERNAME)
                .attrs(&[("readonly", ""), ("dir", "auto")])
                .attr("value", name)
                .empty(),
        ]
    } else {
        // An address that is too long for its line breaks before the domain, not in the middle of a word.
        let (person, domain) = name.split_at(name.find('@').unwrap_or(name.len()));
        let name = vec![Node::Fixed(person.to_owned()), el("wbr", "").empty(), Node::Fixed(domain.to_owned())];
        vec![el("span", "visually-hidden").say(label), el("bdi", "who-name").with(name)]
    };
    // Only these come right after the name; from anywhere else the name is more than one step back.
    let after_name = context
        .state
        .with_untracked(|state| matches!(state.step(), Some(Step::Password(_) | Step::FederationRedirect(_))));
    let action = if after_name { Action::Back } else { Action::Restart };
    if context.offers(action.action_type()) {
        parts.push(action_link(context, action, Key::CommonChange));
    }
    el("div", "who").with(parts)
}

/// Asks for the name, after the first screen; `known` stands in it.
pub fn username_input(context: Context, known: Option<String>) -> Node {
    let input = el("input", "input")
        .attrs(&USERNAME)
        .attrs(&[
            ("autocapitalize", "none"),
            ("autocorrect", "off"),
            ("spellcheck", "false"),
            ("enterkeyhint", "go"),
            ("aria-describedby", "problem"),
            ("data-focus", ""),
            ("dir", "auto"),
        ])
        .attr("value", known.unwrap_or_default())
        .bind("aria-invalid", context.invalid());
    el("div", "field")
        .with(vec![el("label", "").attr("for", "username").say(context.text(Key::IdentifyLabel)), input.empty()])
}
