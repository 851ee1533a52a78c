//! The step `recovery_codes`: codes to keep.

use std::sync::Arc;

use auth_contract::{Action, ActionType, RecoveryCodes, Secret, StepType};
use leptos::prelude::*;

use crate::context::Context;
use crate::host;
use crate::i18n::{Key, Words};
use crate::ui::{
    Button, Node, alert, button, card, copy_button, el, form, group, heading, lead, notice, paragraph, submit_button,
};

const SMALL: &str = "button button-quiet button-small";

/// The codes for the day the phone is lost, shown this once.
pub fn recovery_codes(context: Context, step: &RecoveryCodes, subject: Option<String>) -> Node {
    let account = subject.unwrap_or_default();
    let line = |code: &Secret| {
        let code = el("code", "").attrs(&[("data-recovery-code", ""), ("translate", "no")]).show(code.expose());
        el("li", "").with(vec![code])
    };
    let list = el("ol", "codes")
        .attr("dir", "ltr")
        .bind("aria-label", context.text(Key::RecoveryList))
        .with(step.codes.iter().map(line).collect());
    let (codes, name) = (step.codes.clone(), account.clone());
    let sheet = Arc::new(move || sheet(context.words.get_untracked(), &codes, &name));
    let file = sheet.clone();
    let download = Arc::new(move || {
        let name = context.words.get_untracked().get(Key::RecoveryFileName);
        host::download(&format!("{name}.txt"), &file());
    });
    let small = |label, hook| Button { class: SMALL, label: context.text(label), hook: (hook, "") };
    let ways_to_keep = vec![
        copy_button(context, Key::RecoveryCopy, sheet),
        button(small(Key::RecoveryDownload, "data-download"), download),
        button(small(Key::RecoveryPrint, "data-print"), Arc::new(host::print)),
    ];
    let fields = vec![alert(context), submit_button(context, ActionType::Acknowledge, Key::RecoveryKept)];
    card(
        StepType::RecoveryCodes,
        vec![
            heading(context, Key::RecoveryTitle),
            lead(context.text(Key::RecoveryLead)),
            notice(context),
            paragraph("print-only", context.filled(Key::RecoveryFileTitle, "account", account)),
            list,
            paragraph("print-only", context.text(Key::RecoveryFileText)),
            group("button-row", ways_to_keep),
            form(context.action_handler(Action::Acknowledge), fields),
        ],
    )
}

/// What is copied and saved: the codes, and for whom they are.
fn sheet(words: Words, codes: &[Secret], account: &str) -> String {
    let mut text = words.fill(Key::RecoveryFileTitle, &[("account", account)]);
    text.push_str("\n\n");
    for code in codes {
        text.push_str(code.expose());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(words.get(Key::RecoveryFileText));
    text.push('\n');
    text
}
