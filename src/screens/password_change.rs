//! The step `password_change`: a new password.

use std::sync::Arc;

use auth_contract::{Action, ActionType, PasswordChange, PasswordChangeReason, Secret, StepType};

use crate::context::{Context, Intent};
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    AGAIN, NEW, Node, Passwords, alert, card, form, heading, lead, new_password, notice, submit_button, who,
};

/// A new password, and why one is asked for. `subject` stands in the form as the readonly username: managers save the
/// new password under it.
pub fn password_change(context: Context, step: &PasswordChange, subject: Option<String>) -> Node {
    let why = match step.reason {
        PasswordChangeReason::Forced => Key::ChangeLeadForced,
        PasswordChangeReason::Reset => Key::ChangeLeadReset,
        PasswordChangeReason::Expired => Key::ChangeLeadExpired,
        PasswordChangeReason::Breached => Key::ChangeLeadBreached,
        PasswordChangeReason::Unknown => Key::ChangeLeadOther,
    };
    let passwords = Passwords::new(context);
    let submit = move || {
        passwords.hide();
        (context.dispatch)(asked(Secret::new(host::value(NEW)), &Secret::new(host::value(AGAIN))));
    };
    let mut fields: Vec<Node> = subject.map(|name| who(context, name, true)).into_iter().collect();
    fields.extend(new_password(context, passwords, &step.policy));
    fields.push(alert(context));
    fields.push(submit_button(context, ActionType::ChangePassword, Key::ChangeSubmit));
    card(
        StepType::PasswordChange,
        vec![
            heading(context, Key::ChangeTitle),
            lead(context.text(why)),
            notice(context),
            form(Arc::new(submit), fields),
        ],
    )
}

/// What the press asks for, from what stands in the two fields. Two that differ never leave the page; that the first is
/// empty is for the flow to notice, like any empty field.
fn asked(new: Secret, again: &Secret) -> Intent {
    if new.expose().is_empty() || new == *again {
        Intent::Act(Action::ChangePassword { new_password: new })
    } else {
        Intent::ConfirmationMismatch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dispatch(new: &str, again: &str) -> Intent {
        asked(Secret::new(new), &Secret::new(again))
    }

    #[test]
    fn two_that_differ_are_not_sent() {
        assert_eq!(dispatch("tre hvite seil", "tre hvite sei"), Intent::ConfirmationMismatch);
        assert_eq!(dispatch("tre hvite seil", ""), Intent::ConfirmationMismatch);
        assert_eq!(
            dispatch("tre hvite seil", "tre hvite seil "),
            Intent::ConfirmationMismatch,
            "a space is a character"
        );
    }

    #[test]
    fn two_that_are_alike_are_sent_as_they_are() {
        let sent = |new| Intent::Act(Action::ChangePassword { new_password: Secret::new(new) });
        assert_eq!(dispatch(" tre hvite seil ", " tre hvite seil "), sent(" tre hvite seil "));
        assert_eq!(dispatch("", "tre"), sent(""), "the flow says that the first is empty");
    }
}
