//! Draws the static first screen in every language: `prerender --brand <folder> --out <folder>`.

use std::path::PathBuf;
use std::{env, fs, io};

use auth_contract::{IdentifierType, Identify};
use leptos::prelude::*;
use portico::brand::Brand;
use portico::frame::frame;
use portico::i18n::{BUNDLED, Key, Words, bundled};
use portico::screens::{identify, stopped};
use serde_json::json;

fn main() -> io::Result<()> {
    let option = |name: &str| env::args().skip_while(|argument| argument != name).nth(1);
    let missing = |name: &str| io::Error::other(format!("prerender: {name} is missing"));
    let folder = PathBuf::from(option("--brand").ok_or_else(|| missing("--brand <folder>"))?);
    let out = PathBuf::from(option("--out").ok_or_else(|| missing("--out <folder>"))?);
    let brand = Brand::read(&folder)?;
    let logo = Brand::logo(&folder)?;

    fs::create_dir_all(out.join("locales"))?;
    let mut pages = vec![];
    for (tag, table) in BUNDLED {
        fs::write(out.join(format!("locales/{tag}.json")), serde_json::to_string(table)?)?;
        let words = bundled(tag);
        pages.push(json!({
            "lang": tag,
            "dir": words.dir(),
            "default": *tag == brand.default_language,
            "title": format!("{} – {}", words.get(Key::IdentifyTitle), brand.name),
            "head": format!("<meta name=\"portico-targets\" content=\"{}\">", attribute(&brand.targets())),
            "body": body(words, &brand, &logo),
        }));
    }
    fs::write(out.join("pages.json"), serde_json::to_string_pretty(&pages)?)
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn body(words: Words, brand: &Brand, logo: &str) -> String {
    let step = Identify {
        identifier_types: vec![IdentifierType::Email, IdentifierType::Username],
        identifier: None,
        providers: vec![],
        passkey_options: None,
    };
    frame(words, brand.frame(logo), identify(words, &step), stopped(words))
        .into_iter()
        .map(RenderHtml::to_html)
        .collect()
}
