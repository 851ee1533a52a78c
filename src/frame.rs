//! What stands around every screen: the brand above, language and links below. Drawn when the page is built; the
//! program listens to the language picker and otherwise leaves it alone.

use leptos::prelude::*;

use crate::i18n::{Key, Words};

/// A link of the brand, shown in the footer.
#[derive(Clone, Debug)]
pub struct Link {
    pub text: Key,
    pub href: String,
}

/// What the frame needs to know of a brand.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The name beside the logo.
    pub name: String,
    /// The logo's address.
    pub logo: String,
    pub links: Vec<Link>,
    /// Tag and own name of each language.
    pub languages: Vec<(String, String)>,
}

/// The whole body of the page around `content`.
///
/// `stopped` stays hidden until the boot script needs it.
pub fn frame(words: Words, frame: Frame, content: AnyView, stopped: AnyView) -> impl IntoView {
    let text = move |key: Key| view! { <span data-t=(key as usize).to_string()>{words.get(key)}</span> };
    let current = words.tag();
    let options = frame.languages.into_iter().map(move |(tag, name)| {
        let selected = tag == current;
        view! { <option value=tag.clone() lang=tag selected=selected>{name}</option> }
    });
    let links =
        frame.links.into_iter().map(move |link| view! { <a class="foot-link" href=link.href>{text(link.text)}</a> });
    view! {
        // With `#resume` in the address the style sheet shows this instead of the first screen, until the program is here.
        <div class="waiting waiting-early" id="resume"><span data-t=(Key::CommonWorking as usize).to_string()>{words.get(Key::CommonWorking)}</span></div>
        <header class="brand">
            <img class="brand-logo" src=frame.logo alt="" width="32" height="32" />
            <span class="brand-name">{frame.name}</span>
        </header>
        <main class="main" id="main">{content}</main>
        <div class="main" id="stopped" hidden=true>{stopped}</div>
        <footer class="foot">
            <label class="visually-hidden" for="language">{text(Key::FooterLanguage)}</label>
            <select class="foot-language" id="language" name="language" autocomplete="language">{options.collect_view()}</select>
            {links.collect_view()}
        </footer>
        // In braces: an element of fixed attributes alone would be made by innerHTML, which Trusted Types refuse.
        <p class="visually-hidden" id={"announcer"} role="status"></p>
        <noscript><p class="noscript">{words.get(Key::CommonNoscript)}</p></noscript>
    }
}
