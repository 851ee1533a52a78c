//! Which language the page is in, and changing it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;

use super::App;
use crate::flow::Msg;
use crate::host::browser::{address, storage, window};
use crate::i18n::{TAGS, Words, choose as choose_tag, load};
use crate::page::{focus, language};

/// The language to show: `ui_locales` (OpenID Connect Core 3.1.2.1), the person's choice, the browser's list.
pub(super) fn preferred() -> &'static str {
    let mut wishes: Vec<String> = vec![];
    if let Some(asked) = address::parameter("ui_locales") {
        wishes.extend(asked.split(' ').map(str::to_owned));
    }
    wishes.extend(storage::locale());
    wishes.extend(window().navigator().languages().iter().filter_map(|tag| tag.as_string()));
    choose_tag(wishes.iter().map(String::as_str), TAGS, language::current())
}

/// Fetches the words of `tag` and says everything in them. If they cannot be had, the page keeps the language that it
/// came in; if those cannot be had either, the boot script is told that the program could not start.
pub(super) fn load(app: Rc<App>, tag: &'static str) {
    spawn_local(async move {
        let words = match load::load(tag).await {
            Some(words) => words,
            None => load::load(language::current()).await.expect("the words of the page can be loaded"),
        };
        app.set_language(words);
    });
}

/// The person chose another language.
pub(super) fn choose(app: Rc<App>, select: &HtmlSelectElement) {
    let Some(tag) = TAGS.iter().find(|tag| **tag == select.value()).copied() else { return };
    let select = select.clone();
    spawn_local(async move {
        match load::load(tag).await {
            Some(words) => {
                storage::store_locale(tag);
                app.set_language(words);
            }
            // The picker must not claim a language that is not on screen.
            None => select.set_value(language::current()),
        }
    });
}

impl App {
    fn set_language(self: &Rc<Self>, words: Words) {
        self.page.set_language(words);
        self.update(Msg::LocaleChanged { locale: words.tag().to_owned() });
        focus::set_title();
    }
}
