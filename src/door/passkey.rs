//! The way in beside the field: a passkey. Like the form it came with the page; it shows once the browser and the flow
//! are known to have it.

use auth_contract::{ActionType, Step};
use web_sys::{Element, Event, HtmlElement};

use super::providers::mark_last_used;
use crate::browser::dom::{by_id, first, listen, set_busy};
use crate::cx::{Live, Press};
use crate::flow::Submit;
use crate::i18n::{Key, Words};
use crate::ways;

pub(super) struct Passkey {
    place: HtmlElement,
    button: HtmlElement,
    hint: Element,
    cancel: HtmlElement,
    pub(super) problem: Element,
}

impl Passkey {
    pub(super) fn find() -> Option<Self> {
        Some(Self {
            place: by_id("identify-passkey")?,
            button: first("#identify-passkey button")?,
            hint: first("#identify-passkey .hint")?,
            cancel: first("#identify-passkey [data-cancel]")?,
            problem: by_id("passkey-problem")?,
        })
    }

    pub(super) fn adopt(&self, press: fn(Press)) {
        listen::<Event>(&self.button, "click", move |_| press(Press::Passkey { name: None, trust_device: false }));
        let button = self.button.clone();
        listen::<Event>(&self.cancel, "click", move |_| {
            // What was pressed is about to leave the screen.
            let _ = button.focus();
            press(Press::CancelPasskey);
        });
    }

    pub(super) fn show(&self, words: Words, live: &Live) {
        // Without a flow nothing is known, and what is there stays: one is on its way.
        if let Some(flow) = &live.flow {
            let has_options = matches!(&flow.step, Step::Identify(step) if step.passkey_options.is_some());
            let offered = has_options && flow.actions.contains(&ActionType::SubmitPublicKey);
            self.place.set_hidden(!(offered && live.passkeys));
        }
        mark_last_used(words, &self.button, live.last_used.as_deref() == Some(ways::PASSKEY));
        let asking = live.submit == Submit::Asking;
        let busy = asking || live.submit == Submit::Sending(Some(ActionType::SubmitPublicKey));
        set_busy(&self.button, busy);
        self.hint.set_text_content(asking.then(|| words.get(Key::PasskeyAsking)));
        self.cancel.set_hidden(!asking);
    }
}
