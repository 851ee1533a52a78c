//! What the server has to say on the first screen that is not an error: how a sign-in elsewhere ended.

use std::cell::RefCell;

use auth_contract::NoticeCode;
use web_sys::Element;

use super::append;
use crate::browser::dom::by_id;
use crate::cx::Live;
use crate::i18n::Words;
use crate::wording;

pub(super) struct Notice {
    place: Element,
    /// What is there now: said twice, it would be read out twice.
    said: RefCell<String>,
}

impl Notice {
    pub(super) fn find() -> Option<Self> {
        Some(Self { place: by_id("identify-notice")?, said: RefCell::default() })
    }

    /// Says what there is to say; returns its code when it was not there before.
    pub(super) fn show(&self, words: Words, live: &Live) -> Option<NoticeCode> {
        let notice = live.flow.as_ref().and_then(|flow| flow.notice.as_ref());
        let text = notice.map(|notice| wording::notice(words, notice)).unwrap_or_default();
        if *self.said.borrow() == text {
            return None;
        }
        self.place.set_text_content(None);
        self.said.replace(text.clone());
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
