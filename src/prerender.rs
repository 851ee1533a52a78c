//! Draws the static first screen of every brand in every language: `prerender --brands <file> --out <folder>`.
//!
//! The file is a JSON array of [`Summary`]. The folder gets `<brand>.json`, the pages of a brand, and
//! `locales/<language>.json`, the words as the program reads them.

use std::path::PathBuf;
use std::{env, fs, io};

use auth_contract::{Identify, Provider, ProviderKind, Timestamp};
use leptos::prelude::*;
use portico::host::allow_list::{AllowList, Purpose};
use portico::i18n::{BUNDLED, Key, Words, bundled};
use portico::page::announcement::{Announcement, Span};
use portico::page::frame::{Frame, Link, Logo, frame};
use portico::page::help::Contact;
use portico::screens::{first_step, identify, load_failure};
use portico_brand::Summary;
use portico_brand::settings::{Localised, Notice, Settings};
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
        check_links(brand)?;
        let pages: Vec<_> = BUNDLED.iter().map(|(tag, _)| page(bundled(tag), brand)).collect();
        fs::write(out.join(format!("{}.json", brand.id)), serde_json::to_string_pretty(&pages)?)?;
    }
    Ok(())
}

/// The page's own judge of addresses has the last word on what the brand links to.
fn check_links(brand: &Summary) -> io::Result<()> {
    let Frame { links, contacts, announcements, .. } = frame_of(brand);
    let hrefs = links.into_iter().map(|link| link.href).chain(contacts.into_iter().map(|contact| contact.href));
    let told = announcements.into_iter().flat_map(|one| one.link).map(|(_, href)| href);
    for href in hrefs.chain(told) {
        if AllowList::default().permits(Purpose::Link, &href).is_none() {
            let id = &brand.id;
            let what = "is no plain https://, mailto: or tel: address; write it in ASCII (RFC 3986)";
            return Err(io::Error::other(format!("brands/{id}/brand.toml: {href:?} {what}")));
        }
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
        "head": head(settings),
        "body": body(words, brand),
    })
}

/// What the program reads of the brand.
fn head(settings: &Settings) -> String {
    let moved = settings.moved.as_ref().map(|moved| format!("{} {}", moved.from, moved.until.0));
    let metas =
        [("targets", Some(settings.targets())), ("providers", Some(settings.identity_providers())), ("moved", moved)];
    let meta = |(name, content): (&str, Option<String>)| {
        Some(format!("<meta name=\"portico-{name}\" content=\"{}\">", attribute(&content?)))
    };
    metas.into_iter().filter_map(meta).collect()
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn body(words: Words, brand: &Summary) -> String {
    let has_logo = |id: &str| brand.sprite.contains(&format!("<symbol id=\"provider-{id}\""));
    let step = Identify { providers: providers(&brand.settings), ..first_step() };
    let nodes = frame(words, frame_of(brand), identify(words, &step, &has_logo), load_failure(words));
    sprite(&brand.sprite) + &nodes.into_iter().map(RenderHtml::to_html).collect::<String>()
}

/// First in the body: a logo that comes after the buttons would be seen to come. Not `hidden`, since browsers do not paint
/// with a gradient that is.
fn sprite(symbols: &str) -> String {
    format!("<svg class=\"sprite\" aria-hidden=\"true\" focusable=\"false\">{symbols}</svg>")
}

fn providers(settings: &Settings) -> Vec<Provider> {
    let provider = |provider: &portico_brand::settings::Provider| Provider {
        id: provider.id.clone(),
        name: provider.name.clone(),
        kind: ProviderKind::Social,
        refuses_embedded: provider.refuses_embedded,
    };
    settings.providers.iter().map(provider).collect()
}

/// The frame of a brand.
fn frame_of(Summary { settings, logo, .. }: &Summary) -> Frame {
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
        announcements: settings.notices.iter().map(announcement).collect(),
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

fn announcement(notice: &Notice) -> Announcement {
    let texts = |texts: &Localised| texts.each().map(|(tag, text)| (tag.to_owned(), text.to_owned())).collect();
    Announcement {
        id: notice.id.clone(),
        span: Span { from: Timestamp(notice.from.0), until: Timestamp(notice.until.0) },
        title: texts(&notice.title),
        text: texts(&notice.text),
        link: addresses(notice.link.as_ref()),
    }
}

/// One link for all languages, or one for each.
fn links_to(text: Key, address: Option<&Localised>) -> Vec<Link> {
    addresses(address).into_iter().map(|(language, href)| Link { text, href, language }).collect()
}

/// One address for all languages, or each language with its own.
fn addresses(address: Option<&Localised>) -> Vec<(Option<String>, String)> {
    let Some(address) = address else { return vec![] };
    let each = || BUNDLED.iter().map(|(tag, _)| (*tag, address.get(tag)));
    let mut hrefs: Vec<&str> = each().map(|(_, href)| href).collect();
    hrefs.dedup();
    match hrefs[..] {
        [href] => vec![(None, href.to_owned())],
        _ => each().map(|(tag, href)| (Some(tag.to_owned()), href.to_owned())).collect(),
    }
}
