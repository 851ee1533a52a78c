//! One live screen: drawn anew whenever its address changes, and played when the address names a walk.

mod brand_extras;
mod interact;
mod messages;
mod play;
mod typefaces;

use std::cell::RefCell;

use auth_contract::samples::Walk;
use js_sys::{Function, Object, Reflect};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::tachys::view::Render;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlSelectElement};

use super::address::{Address, Lens, Network};
use super::brands::brands;
use super::cells::{Cell, cell, cells};
use super::{clock, lists};
use portico::context::Intent;
use portico::flow::{Machine, Msg};
use portico::host::browser::dom::{by_id, first, has_logo, listen};
use portico::host::browser::{caps_lock, clock as page_clock, document, timer, window};
use portico::i18n::{Words, marked};
use portico::page::Page;
use portico::page::first_screen::FirstScreen;
use portico::page::frame::{Frame, frame};
use portico::page::frame_parts::DEFERRED;
use portico::screens::{first_step, identify, load_failure, preview_hand_over};
use portico::ui::Node;

/// The id of what was taken out of `noscript`.
const REVEALED: &str = "revealed";

/// What is on screen now.
struct Shown {
    address: Address,
    machine: RefCell<Machine>,
    page: Page,
    /// The walk that answers presses.
    walk: Option<&'static Walk>,
    /// What was typed to say who it is, so that the next screens speak of the same person.
    typed: RefCell<Option<String>>,
    /// The scene with which the identity provider sends the person back.
    back: std::cell::Cell<Option<&'static str>>,
    _frame: Vec<UnmountHandle<<Node as Render>::State>>,
}

thread_local! {
    static SHOWN: RefCell<Option<std::rc::Rc<Shown>>> = const { RefCell::new(None) };
}

fn shown() -> Option<std::rc::Rc<Shown>> {
    SHOWN.with_borrow(Clone::clone)
}

/// Draws the cell of the document's address, and again when that changes.
pub(super) fn open() {
    page_clock::set_source(clock::now);
    listen::<Event>(&window(), "hashchange", |_| draw());
    draw();
}

fn draw() {
    let hash = window().location().hash().unwrap_or_default();
    let address = Address::parse(&hash);
    let wanted = cell(&address.cell).or_else(|| cells().into_iter().next());
    let Some(cell) = wanted else { return };
    // Out with the old one first: two forms of the same id must never stand in one document.
    SHOWN.with_borrow_mut(Option::take);
    if let Some(revealed) = by_id::<Element>(REVEALED) {
        revealed.remove();
    }
    clock::set((!address.still).then(page_clock::device_now));
    caps_lock::set(cell.has_caps_lock());
    let shown = std::rc::Rc::new(set_up(&cell, address));
    SHOWN.with_borrow_mut(|place| *place = Some(shown.clone()));
    if cell.is_stopped() {
        stop();
    } else if cell.is_without_script() {
        reveal_noscript();
    } else {
        preview_hand_over(cell.hand_over());
        shown.page.show(&shown.machine.borrow());
        interact::fill(&cell);
        interact::settle(&cell, &shown);
    }
    listen_to_language();
    shown.apply_lenses();
    // After the timers of the page itself, which name the document and move the focus.
    timer::set_timeout(30, move || {
        portico::page::focus::set_title();
        timer::set_timeout(10, move || {
            typefaces::then(move || {
                let root = document().document_element();
                let _ = root.map(|root| root.set_attribute("data-ready", &hash));
                messages::ready(&cell.id);
            });
        });
    });
}

fn set_up(cell: &Cell, address: Address) -> Shown {
    let brands = brands();
    let brand = brands.iter().find(|brand| brand.name == address.brand).or(brands.first());
    let brand = brand.expect("the gallery was built with at least one brand");
    let plain = lists::words(&address.language);
    let words = if address.lenses.has(Lens::Keys) { marked(plain) } else { plain };
    dress(&address, words, &brand.style);
    let languages = lists::languages().into_iter().map(|words| (words.tag().to_owned(), words.name().to_owned()));
    let machine = cell.machine();
    let step = match machine.flow().map(|flow| flow.step.clone()) {
        Some(auth_contract::Step::Identify(step)) => step,
        _ => first_step(),
    };
    let around = Frame { announcements: brand_extras::announcements(cell, brand), ..brand.frame(languages.collect()) };
    brand_extras::moved(cell);
    place_logos(&brand.sprite);
    let nodes = frame(words, around, identify(words, &step, &has_logo), load_failure(words));
    let frame = mount_all(nodes);
    let page = Page::new(FirstScreen::find().expect("the frame has the form"), dispatch);
    page.set_deferred(&DEFERRED);
    page.set_language(words);
    if let Some(flow) = machine.flow() {
        page.set_server_time(flow.server_time);
    }
    page.first_screen().adopt(dispatch);
    let walk = address.play.as_ref().map(|name| {
        let walks = super::cells::walks();
        walks.iter().find(|walk| walk.name == name).unwrap_or(&walks[0])
    });
    Shown {
        address,
        machine: machine.into(),
        page,
        walk,
        typed: RefCell::default(),
        back: std::cell::Cell::default(),
        _frame: frame,
    }
}

/// Puts the logos of identity providers into the document, before anything that draws them.
fn place_logos(symbols: &str) {
    if let Some(before) = first::<Element>(".sprite") {
        before.remove();
    }
    let sprite = format!("<svg class=\"sprite\" aria-hidden=\"true\" focusable=\"false\">{symbols}</svg>");
    if let Some(body) = document().body() {
        let _ = body.insert_adjacent_html("afterbegin", &sprite);
    }
}

/// Puts the parts of the page into the body. `autofocus` is for documents that load; a frame that tries it is refused
/// by the browser with an error in the console.
fn mount_all(nodes: Vec<Node>) -> Vec<UnmountHandle<<Node as Render>::State>> {
    let body = document().body().expect("the document has a body");
    let aside: HtmlElement = document().create_element("div").expect("a name").unchecked_into();
    let handles = nodes.into_iter().map(|node| mount_to(aside.clone(), move || node)).collect();
    if let Ok(Some(field)) = aside.query_selector("[autofocus]") {
        let _ = field.remove_attribute("autofocus");
    }
    while let Some(part) = aside.first_child() {
        let _ = body.append_child(&part);
    }
    handles
}

/// Language, direction, size of text and styles of the document.
fn dress(address: &Address, words: Words, style: &str) {
    let Some(root) = document().document_element() else { return };
    let dir = address.direction.map_or(words.dir(), super::address::Direction::word);
    let text = if address.text == 100 { String::new() } else { format!("font-size: {}%", address.text) };
    for (name, value) in [("lang", words.tag()), ("dir", dir), ("style", &text)] {
        let _ = root.set_attribute(name, value);
    }
    let sheet = by_id::<Element>("portico-style").or_else(|| {
        let sheet = document().create_element("style").ok()?;
        sheet.set_id("portico-style");
        document().head()?.append_child(&sheet).ok()?;
        Some(sheet)
    });
    if let Some(sheet) = sheet.filter(|sheet| sheet.text_content().as_deref() != Some(style)) {
        sheet.set_text_content(Some(style));
    }
}

/// What the boot script does when the program cannot be had.
fn stop() {
    for (id, hidden) in [("main", true), ("resume", true), ("stopped", false)] {
        if let Some(part) = by_id::<HtmlElement>(id) {
            part.set_hidden(hidden);
        }
    }
}

/// A browser that runs scripts shows nothing of `noscript`: its content moves out of it, to the same place in the grid.
fn reveal_noscript() {
    let Some(noscript) = first::<Element>("noscript") else { return };
    let Ok(place) = document().create_element("div") else { return };
    place.set_id(REVEALED);
    let _ = place.set_attribute("style", "grid-row: 2");
    while let Some(part) = noscript.first_child() {
        let _ = place.append_child(&part);
    }
    if let Some(parent) = noscript.parent_node() {
        let _ = parent.insert_before(&place, Some(&noscript));
    }
}

fn listen_to_language() {
    let Some(select) = by_id::<HtmlSelectElement>("language") else { return };
    let chosen = select.clone();
    listen::<Event>(&select, "change", move |_| {
        let Some(shown) = shown() else { return };
        shown.page.set_language(lists::words(&chosen.value()));
        shown.page.show(&shown.machine.borrow());
        portico::page::focus::set_title();
        messages::post(&serde_json::json!({"portico": "language", "lang": chosen.value()}));
    });
}

fn dispatch(intent: Intent) {
    let Some(shown) = shown() else { return };
    if interact::takes(&shown, &intent) {
        return;
    }
    messages::pressed(&intent);
    if shown.walk.is_none() {
        return;
    }
    let key = String::from("gallery");
    match intent {
        Intent::Act(action) => shown.update(Msg::ActionSubmitted { action, key }),
        Intent::Retry => shown.update(Msg::RetryRequested),
        Intent::Restart => shown.update(Msg::RestartRequested { key }),
        Intent::Leave(target) => messages::left(&target),
        Intent::ConfirmationMismatch => shown.update(Msg::ConfirmationMismatch),
        Intent::Redirect => shown.update(Msg::RedirectRequested),
        Intent::CancelRedirect => shown.update(Msg::RedirectCancelled),
        Intent::ReportStalledRedirect => shown.update(Msg::RedirectStalled),
        Intent::UsePasskey { name, trust_device } => shown.update(Msg::PasskeyRequested { name, trust_device }),
        Intent::CancelPasskey => shown.update(Msg::PasskeyCancelled),
        Intent::Reload => draw(),
    }
}

impl Shown {
    fn update(self: &std::rc::Rc<Self>, msg: Msg) {
        let effects = self.machine.borrow_mut().update(msg);
        self.page.show(&self.machine.borrow());
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn is_slow(&self) -> bool {
        self.address.network == Network::Slow
    }

    /// Hands over to `lenses.js`, which draws over the page and imitates what only a device can set.
    fn apply_lenses(&self) {
        let address = &self.address;
        let lenses: Vec<&str> = address.lenses.iter().map(Lens::word).collect();
        let options = serde_json::json!({
            "theme": address.theme.map(super::address::Theme::word),
            "forced": address.forced,
            "motion": address.reduced_motion.then_some("reduced"),
            "still": address.still,
            "lenses": lenses,
            "lang": address.language,
            "keys": if address.lenses.has(Lens::Keys) { lists::keys(&address.language) } else { serde_json::json!({}) },
        });
        let library = Reflect::get(&window(), &"PorticoLenses".into()).unwrap_or(JsValue::UNDEFINED);
        let apply = Reflect::get(&library, &"apply".into()).ok().and_then(|apply| apply.dyn_into::<Function>().ok());
        if let (Some(apply), Ok(options)) = (apply, js_sys::JSON::parse(&options.to_string())) {
            let _ = apply.call1(&library, &options.unchecked_into::<Object>());
        }
        // A picture of a page that nobody has scrolled.
        if let Some(root) = first::<Element>("html") {
            root.set_scroll_top(0);
        }
    }
}
