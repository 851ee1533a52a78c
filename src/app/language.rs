use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;

use super::App;
use crate::browser::{address, keep, window, words};
use crate::flow::Msg;
use crate::i18n::{TAGS, Words, choose as choose_tag};
use crate::page::shown;

/// The language to show: `ui_locales` (OpenID Connect Core 3.1.2.1), the person's choice, the browser's list.
pub(super) fn wanted() -> &'static str {
    let mut wishes: Vec<String> = vec![];
    if let Some(asked) = address::parameter("ui_locales") {
        wishes.extend(asked.split(' ').map(str::to_owned));
    }
    wishes.extend(keep::locale());
    wishes.extend(window().navigator().languages().iter().filter_map(|tag| tag.as_string()));
    choose_tag(wishes.iter().map(String::as_str), TAGS, shown())
}

/// Fetches the words of `tag` and says everything in them. If they cannot be had, the page keeps the language that it
/// came in; if those cannot be had either, the boot script is told that the program could not start.
pub(super) fn speak(app: Rc<App>, tag: &'static str) {
    spawn_local(async move {
        let words = match words::load(tag).await {
            Some(words) => words,
            None => words::load(shown()).await.expect("the words of the page can be loaded"),
        };
        app.say_in(words);
    });
}

/// The person chose another language.
pub(super) fn choose(app: Rc<App>, select: &HtmlSelectElement) {
    let Some(tag) = TAGS.iter().find(|tag| **tag == select.value()).copied() else { return };
    let select = select.clone();
    spawn_local(async move {
        match words::load(tag).await {
            Some(words) => {
                keep::keep_locale(tag);
                app.say_in(words);
            }
            // The picker must not claim a language that is not on screen.
            None => select.set_value(shown()),
        }
    });
}

impl App {
    fn say_in(self: &Rc<Self>, words: Words) {
        self.page.say_in(words);
        self.update(Msg::Spoke { locale: words.tag().to_owned() });
        crate::stage::name_page();
    }
}
