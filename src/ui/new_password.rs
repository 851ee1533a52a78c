//! The fields for a new password and its confirmation.

use auth_contract::PasswordPolicy;
use leptos::prelude::*;

use super::password_input::{PasswordInput, Passwords};
use super::{Node, el};
use crate::context::{Context, Text};
use crate::flow::SubmitErrorKind;
use crate::i18n::Key;

/// Ids and names of the two fields, as managers know them.
pub const NEW: &str = "new-password";
pub const AGAIN: &str = "new-password-confirmation";

const POLICY: &str = "password-policy";

/// A new password, typed twice, with what it must be said before (NIST SP 800-63B section 3.1.1.2: a length and no
/// composition rules). `passwordrules` tells the same to managers that make one up (Apple, "Customizing password
/// `AutoFill` rules"). No `maxlength`: it would cut a pasted password off without a word.
pub fn new_password(context: Context, passwords: Passwords, policy: &PasswordPolicy) -> Vec<Node> {
    let PasswordPolicy { min_length, max_length } = *policy;
    let rules = format!("minlength: {min_length}; maxlength: {max_length};");
    let field = |input: PasswordInput, differs: bool| {
        passwords.input(input, at_fault(context, differs)).attr("passwordrules", rules.clone())
    };
    let new = PasswordInput {
        id: NEW,
        label: Key::ChangeLabel,
        autocomplete: "new-password",
        described_by: "problem password-policy",
        enter: "next",
    };
    let again = PasswordInput { id: AGAIN, label: Key::ChangeLabelAgain, described_by: "problem", enter: "go", ..new };
    let said = el("p", "hint").attr("id", POLICY).say(context.filled(Key::ChangePolicy, "min", min_length.to_string()));
    vec![
        passwords.field(new, field(new, false).attr("data-focus", "").empty(), Some(said), true),
        passwords.field(again, field(again, true).empty(), None, false),
    ]
}

/// Whether this field is what the error is about: the second one when the two differ, else the first.
fn at_fault(context: Context, second: bool) -> Text {
    context.flag(move || {
        context.state.with(|state| {
            state
                .submit
                .error()
                .is_some_and(|error| error.kind.is_about_field() && (error.kind == SubmitErrorKind::Mismatch) == second)
        })
    })
}
