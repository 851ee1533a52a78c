use auth_contract::{Action, ActionType, RecoveryCodes, Secret, StepType};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::{Key, Words};
use crate::ui::{alert, card, copy_button, form, heading, lead, submit_button};

/// The codes for the day the phone is lost, shown this once.
pub fn recovery_codes(cx: Cx, step: RecoveryCodes, subject: Option<String>) -> AnyView {
    let codes = StoredValue::new(step.codes);
    let account = StoredValue::new(subject.unwrap_or_default());
    let sheet = move || {
        let words = cx.words.get_untracked();
        codes.with_value(|codes| account.with_value(|account| sheet(words, codes, account)))
    };
    let download = move |_| {
        let name = cx.words.get_untracked().get(Key::RecoveryFileName);
        host::download(&format!("{name}.txt"), &sheet());
    };
    let list = codes.with_value(|codes| {
        codes
            .iter()
            .map(|code| view! { <li><code data-recovery-code="" translate="no">{code.expose().to_owned()}</code></li> })
            .collect_view()
    });
    let account_line = account.get_value();
    card(
        StepType::RecoveryCodes,
        view! {
            {heading(cx, Key::RecoveryTitle)}
            {lead(move || cx.words.get().get(Key::RecoveryLead).to_owned())}
            <p class="print-only"><bdi>{account_line}</bdi></p>
            <ol class="codes" dir="ltr" aria-label=cx.t(Key::RecoveryList)>{list}</ol>
            <div class="button-row">
                {copy_button(cx, "button button-quiet button-small", Key::RecoveryCopy, sheet)}
                <button type="button" class="button button-quiet button-small" data-download="" on:click=download>
                    <span class="button-label">{cx.t(Key::RecoveryDownload)}</span>
                </button>
                <button type="button" class="button button-quiet button-small" data-print="" on:click=move |_| host::print()>
                    <span class="button-label">{cx.t(Key::RecoveryPrint)}</span>
                </button>
            </div>
            {form(move || cx.act(Action::Acknowledge), view! {
                {alert(cx)}
                {submit_button(cx, ActionType::Acknowledge, Key::RecoveryKept)}
            })}
        },
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
