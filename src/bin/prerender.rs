//! Draws the static first screen of every brand in every language: `prerender --brands <file> --out <folder>`.
//!
//! The file is a JSON array of [`Summary`]. The folder gets `<brand>.json`, the pages of a brand, and
//! `locales/<language>.json`, the words as the program reads them.

use std::path::PathBuf;
use std::{env, fs, io};

use leptos::prelude::*;
use portico::frame::{Frame, Link, Logo, frame};
use portico::help::Contact;
use portico::i18n::{BUNDLED, Key, Words, bundled};
use portico::screens::{first_step, identify, stopped};
use portico_brand::Summary;
use portico_brand::settings::{Localised, Settings};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let option = |name: &str| {
        let value = env::args().skip_while(|argument| argument != name).nth(1).map(PathBuf::from);
        value.ok_or_else(|| io::Error::other(format!("prerender: {name} <path> is missing")))
    };
    let (file, out) = (option("--brands")?, option("--out")?);
    let brands: Vec<Summary> = serde_json::from_slice(&fs::read(file)?)?;

    fs::create_dir_all(out.join("locales"))?;
    for (tag, table) in BUNDLED {
        fs::write(out.join(format!("locales/{tag}.json")), serde_json::to_string(table)?)?;
    }
    for brand in &brands {
        let pages: Vec<_> = BUNDLED.iter().map(|(tag, _)| page(bundled(tag), brand)).collect();
        fs::write(out.join(format!("{}.json", brand.id)), serde_json::to_string_pretty(&pages)?)?;
    }
    Ok(())
}

fn page(words: Words, brand: &Summary) -> Value {
    let settings = &brand.settings;
    json!({
        "lang": words.tag(),
        "dir": words.dir(),
        "default": words.tag() == settings.default_language,
        "title": format!("{} – {}", words.get(Key::IdentifyTitle), settings.name),
        "head": format!("<meta name=\"portico-targets\" content=\"{}\">", attribute(&settings.targets())),
        "body": body(words, brand),
    })
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn body(words: Words, brand: &Summary) -> String {
    let nodes = frame(words, around(brand), identify(words, &first_step()), stopped(words));
    nodes.into_iter().map(RenderHtml::to_html).collect()
}

/// What stands around the screens of a brand.
fn around(Summary { settings, logo, .. }: &Summary) -> Frame {
    let links = [
        (Key::FooterHelp, &settings.links.help),
        (Key::FooterPrivacy, &settings.links.privacy),
        (Key::FooterTerms, &settings.links.terms),
    ];
    Frame {
        name: settings.name.clone(),
        shows_name: !settings.logo_shows_name,
        logo: Logo { light: logo.light.clone(), dark: logo.dark.clone(), width: logo.width, height: logo.height },
        contacts: contacts(settings),
        links: links.into_iter().flat_map(|(text, address)| links_to(text, address.as_ref())).collect(),
        languages: BUNDLED.iter().map(|(tag, table)| ((*tag).to_owned(), table[1].to_owned())).collect(),
    }
}

/// Each way to support once, or once for each language where they differ.
fn contacts(settings: &Settings) -> Vec<Contact> {
    let tags = BUNDLED.iter().map(|(tag, _)| *tag);
    let each: Vec<_> = tags.map(|tag| (tag, settings.support.contacts(tag))).collect();
    let contact =
        |(href, text): &(String, String), language| Contact { href: href.clone(), text: text.clone(), language };
    let ways = 0..each.first().map_or(0, |(_, ways)| ways.len());
    ways.flat_map(|place| {
        if each.iter().all(|(_, ways)| ways[place] == each[0].1[place]) {
            return vec![contact(&each[0].1[place], None)];
        }
        each.iter().map(|(tag, ways)| contact(&ways[place], Some((*tag).to_owned()))).collect()
    })
    .collect()
}

/// One link for all languages, or one for each.
fn links_to(text: Key, address: Option<&Localised>) -> Vec<Link> {
    let Some(address) = address else { return vec![] };
    let each = || BUNDLED.iter().map(|(tag, _)| (*tag, address.get(tag)));
    let mut hrefs: Vec<&str> = each().map(|(_, href)| href).collect();
    hrefs.dedup();
    match hrefs[..] {
        [href] => vec![Link { text, href: href.to_owned(), language: None }],
        _ => each().map(|(tag, href)| Link { text, href: href.to_owned(), language: Some(tag.to_owned()) }).collect(),
    }
}
