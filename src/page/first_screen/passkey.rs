//! "Use a passkey" on the first screen. Its nodes come with the document; they are shown once browser and flow are known to
//! support it.

use auth_contract::{ActionType, Step};
use web_sys::{Element, Event, HtmlElement};

use super::providers::mark_last_used;
use crate::context::{Intent, ScreenState};
use crate::flow::{Submit, last_used_method};
use crate::host::browser::dom::{by_id, first, listen, set_busy};
use crate::i18n::{Key, Words};

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

    pub(super) fn adopt(&self, dispatch: fn(Intent)) {
        listen::<Event>(&self.button, "click", move |_| {
            dispatch(Intent::UsePasskey { name: None, trust_device: false });
        });
        let button = self.button.clone();
        listen::<Event>(&self.cancel, "click", move |_| {
            // What was pressed is about to leave the screen.
            let _ = button.focus();
            dispatch(Intent::CancelPasskey);
        });
    }

    pub(super) fn show(&self, words: Words, state: &ScreenState) {
        // Until the flow is here nothing is known, and the nodes stay as they are.
        if let Some(flow) = &state.flow {
            let has_options = matches!(&flow.step, Step::Identify(step) if step.passkey_options.is_some());
            let offered = has_options && flow.actions.contains(&ActionType::SubmitPublicKey);
            self.place.set_hidden(!(offered && state.passkeys));
        }
        mark_last_used(words, &self.button, state.last_used_method.as_deref() == Some(last_used_method::PASSKEY));
        let asking = state.submit == Submit::Asking;
        let busy = asking || state.submit == Submit::Sending(Some(ActionType::SubmitPublicKey));
        set_busy(&self.button, busy);
        self.hint.set_text_content(asking.then(|| words.get(Key::PasskeyAsking)));
        self.cancel.set_hidden(!asking);
    }
}
