//! The notice on the first screen: how a sign-in at an identity provider ended.

use std::cell::RefCell;

use auth_contract::NoticeCode;
use web_sys::Element;

use super::append;
use crate::context::ScreenState;
use crate::host::browser::dom::by_id;
use crate::i18n::Words;
use crate::i18n::wording;

pub(super) struct Notice {
    place: Element,
    /// What is there now: the same text again would be read out twice.
    shown: RefCell<String>,
}

impl Notice {
    pub(super) fn find() -> Option<Self> {
        Some(Self { place: by_id("identify-notice")?, shown: RefCell::default() })
    }

    /// Shows the notice of the flow; returns its code when it was not there before.
    pub(super) fn show(&self, words: Words, state: &ScreenState) -> Option<NoticeCode> {
        let notice = state.flow.as_ref().and_then(|flow| flow.notice.as_ref());
        let text = notice.map(|notice| wording::notice(words, notice)).unwrap_or_default();
        if *self.shown.borrow() == text {
            return None;
        }
        self.place.set_text_content(None);
        self.shown.replace(text.clone());
        let notice = notice.filter(|_| !text.is_empty())?;
        append(&self.place, "p", "notice", &text, Some(("data-notice", wording::notice_name(notice.code))));
        if let Some(reference) = &notice.reference {
            append(&self.place, "p", "reference", &wording::reference(words, reference), None);
        }
        // The press that led here may have been far below.
        self.place.scroll_into_view_with_bool(false);
        Some(notice.code)
    }
}
