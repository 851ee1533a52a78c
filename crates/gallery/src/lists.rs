//! What there is, for the shell and for tools that walk the gallery: `window.PORTICO_CELLS`, `window.PORTICO_LANGUAGES`.

use js_sys::Reflect;
use leptos::prelude::{Owner, RwSignal};
use serde_json::{Value, json};

use super::cells::{Cell, cells};
use super::places::{KEY_LINES, KEY_USES};
use portico::context::{Context, ScreenState};
use portico::flow::Screen;
use portico::host::browser::window;
use portico::i18n::{BUNDLED, KEY_NAMES, LONG, RIGHT_TO_LEFT, Words, bundled, pseudo};
use portico::screens::{ScreenKey, identify, view};

/// The words of a language, pseudo languages included; English for one that does not exist.
pub(super) fn words(tag: &str) -> Words {
    pseudo(tag).unwrap_or_else(|| bundled(if BUNDLED.iter().any(|(known, _)| *known == tag) { tag } else { "en" }))
}

/// Tag and own name of every language, the pseudo languages last.
pub(super) fn languages() -> Vec<Words> {
    BUNDLED.iter().map(|(tag, _)| words(tag)).chain([words(LONG), words(RIGHT_TO_LEFT)]).collect()
}

/// Puts both lists where scripts find them.
pub(super) fn publish() {
    let cells = cells().into_iter().map(|cell| {
        json!({"id": cell.id, "screen": cell.screen, "state": cell.state, "hidden": cell.hidden, "source": cell.source})
    });
    let languages =
        languages().into_iter().map(|words| json!({"tag": words.tag(), "name": words.name(), "dir": words.dir()}));
    for (name, list) in [("PORTICO_CELLS", cells.collect()), ("PORTICO_LANGUAGES", languages.collect::<Value>())] {
        let _ = Reflect::set(&window(), &name.into(), &list.to_string().into());
    }
}

/// What a person reads on this screen, for the search.
pub(super) fn text(cell: &Cell, words: Words) -> String {
    let machine = cell.machine();
    let screen_state = ScreenState::of(&machine, 0);
    let flow = machine.flow().cloned();
    if let (Screen::Identify, Some(auth_contract::Step::Identify(step))) = (machine.screen(), screen_state.step()) {
        return identify(words, step, &|_| true).text();
    }
    Owner::new().with(|| {
        let screen_key = ScreenKey::of(&screen_state);
        let context = Context { words: RwSignal::new(words), state: RwSignal::new(screen_state), dispatch: |_| {} };
        view(context, &screen_key, flow.as_deref()).text()
    })
}

/// Key number → name, file, line and uses, as the lens over the texts wants it. A pseudo language is made from English.
pub(super) fn keys(tag: &str) -> Value {
    let (file, lines) = KEY_LINES.iter().find(|(known, _)| *known == tag).unwrap_or(&KEY_LINES[0]);
    let key = |number: usize| {
        json!({"key": KEY_NAMES[number], "file": format!("public/locales/{file}.json"), "line": lines[number],
               "used": KEY_USES[number]})
    };
    (0..KEY_NAMES.len()).map(|number| (number.to_string(), key(number))).collect::<serde_json::Map<_, _>>().into()
}
