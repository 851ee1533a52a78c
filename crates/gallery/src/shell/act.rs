//! Puts the tool into the document and connects it to what comes from outside: keys, frames, the address bar.

use leptos::ev::{self, KeyboardEvent, MessageEvent};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast;

use super::bar::bar;
use super::command::{Command, command};
use super::findings::findings;
use super::frame::sender;
use super::help::help;
use super::history;
use super::list::list;
use super::message::Message;
use super::offers::Offers;
use super::overview::overview;
use super::settings::settings;
use super::state::{Panels, Shell, is_narrow};
use super::viewport::stage;
use crate::address::{Address, View};
use portico::host::browser::dom::{by_id, first};
use portico::host::browser::window;

/// How long a notice stays, in ms.
const NOTICE: u64 = 4000;

/// Draws the tool into the document.
pub fn open() {
    leptos::mount::mount_to_body(|| {
        let shell = Shell::new(Offers::new(), Panels::at_first());
        let ready = RwSignal::new(0);
        listen(shell, ready);
        follow(shell);
        view! {
            <div class="shell">
                {list(shell)}
                <main class="middle">
                    {bar(shell)}
                    {stage(shell)}
                    {overview(shell, ready)}
                    {findings(shell)}
                </main>
                {settings(shell)}
                <p class="notice" role="status">{shell.notice}</p>
            </div>
            {help(shell)}
        }
    });
}

fn listen(shell: Shell, ready: RwSignal<usize>) {
    let _ = window_event_listener(ev::hashchange, move |_| shell.moved());
    let _ = window_event_listener(ev::popstate, move |_| shell.moved());
    let _ = window_event_listener(ev::keydown, move |event| key(shell, &event));
    let _ = window_event_listener(ev::message, move |event: MessageEvent| {
        let message = event.data().as_string().and_then(|json| Message::parse(&json));
        let (Some(message), Some(source)) = (message, event.source()) else { return };
        match sender(&source).as_deref() {
            Some("live") => shell.hear(message),
            Some(_) if matches!(message, Message::Ready { .. }) => ready.update(|ready| *ready += 1),
            _ => {}
        }
    });
}

/// The title of the document names the cell; a notice goes by itself.
fn follow(shell: Shell) {
    Effect::new(move |_| {
        let name = shell.leaf().map_or_else(String::new, |leaf| format!("{} – ", leaf.title));
        portico::host::browser::document().set_title(&format!("{name}Portico gallery"));
    });
    Effect::new(move |_| {
        let said = shell.notice.get();
        if !said.is_empty() {
            let gone = move || {
                if shell.notice.with_untracked(|now| *now == said) {
                    shell.notice.set(String::new());
                }
            };
            set_timeout(gone, std::time::Duration::from_millis(NOTICE));
        }
    });
}

fn key(shell: Shell, event: &KeyboardEvent) {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if event.key() == "Escape" && close(shell) {
        return;
    }
    let Some(command) = command(&event.key()).filter(|_| !shell.help.get_untracked()) else { return };
    if belongs_to_the_shell(event, command) {
        event.prevent_default();
        shell.carry_out(command);
    }
}

/// A control keeps the keys that it has a use for.
fn belongs_to_the_shell(event: &KeyboardEvent, command: Command) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(target) = target else { return true };
    let is = |selector: &str| target.matches(selector).unwrap_or_default();
    let moves = matches!(command, Command::Step(_) | Command::Leap(_));
    if is("select, textarea, input:not([type=radio], [type=checkbox])") {
        return false;
    }
    if moves && is("input, [role=separator], .findings-body") {
        return false;
    }
    command != Command::Enter || is("body")
}

/// Escape closes the panel that covers the stage, then the overview. Whether there was anything to close.
fn close(shell: Shell) -> bool {
    if shell.help.get_untracked() {
        return false;
    }
    if is_narrow() && shell.panels.get_untracked() != Panels::CLOSED {
        shell.panels.set(Panels::CLOSED);
        return true;
    }
    let overview = shell.peek().view != View::Cell;
    shell.tweak(|at| at.view = View::Cell);
    overview
}

impl Shell {
    /// Does what a key or a button asks for.
    pub(super) fn carry_out(self, command: Command) {
        let next = command.apply(&self.peek(), &self.tree.get_untracked(), &self.choices());
        if let Some(next) = next {
            self.say(command, &next);
            self.go(next);
            return;
        }
        match command {
            Command::Search => {
                self.panels.update(|panels| panels.list = true);
                // Once the panel is there.
                request_animation_frame(|| {
                    if let Some(field) = by_id::<leptos::web_sys::HtmlInputElement>("search") {
                        let _ = field.focus();
                        field.select();
                    }
                });
            }
            Command::Enter => {
                if let Some(frame) = first::<HtmlElement>("iframe[data-frame=live]") {
                    let _ = frame.focus();
                }
            }
            Command::Room => self.panels.update(|panels| *panels = panels.turned()),
            Command::Copy => self.copy(),
            Command::Help => self.help.set(true),
            _ => {}
        }
    }

    /// A key works without the control being looked at, so what it did is said.
    fn say(self, command: Command, next: &Address) {
        let offers = self.offers();
        let title = |offers: &[super::offers::Offer], name: &str| {
            offers.iter().find(|offer| offer.name == name).map_or_else(|| name.to_owned(), |offer| offer.title.clone())
        };
        let said = match command {
            Command::Theme => format!("Theme: {}", next.theme.map_or("the system’s", |theme| theme.word())),
            Command::Direction => match next.direction {
                None => "Direction: the language’s".to_owned(),
                Some(direction) => format!("Direction: {}", direction.word()),
            },
            Command::Language => format!("Language: {}", title(&offers.languages, &next.language)),
            Command::Width => format!("Width: {}", next.width),
            Command::Brand => format!("Brand: {}", title(&offers.brands, &next.brand)),
            Command::Play => match &next.play {
                None => "Play is off".to_owned(),
                Some(walk) => format!("Play: {}", title(&offers.walks, walk)),
            },
            _ => return,
        };
        self.notice.set(said);
    }

    /// Puts the address on the clipboard.
    pub(super) fn copy(self) {
        // What was searched for is nothing to the one who gets it.
        let shown = Address { query: String::new(), ..self.peek() };
        let address = history::full(&shown.to_hash());
        // The browser keeps its clipboard from documents that came over an open line.
        if !window().is_secure_context() {
            self.notice.set("The browser does not allow copying here. The address bar holds the same address.".into());
            return;
        }
        portico::host::copy(&address, move |copied| {
            self.notice.set(if copied {
                "Address copied. Whoever opens it sees the same.".into()
            } else {
                "The browser did not allow copying. The address bar holds the same address.".into()
            });
        });
    }
}
