//! The root: holds the flow, hands messages to it and carries out its effects. It knows no Leptos, so that the first
//! screen can be served without it (`door.rs`); `stage.rs` draws everything after that.

mod arrival;
mod effects;
mod language;
pub(crate) mod later;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement, PageTransitionEvent};

use crate::browser::dom::{by_id, listen, value};
use crate::browser::{address, agent, keep, navigation, passkeys, random, tabs::Tabs, timer::Deadline, window};
use crate::cx::Press;
use crate::door::Door;
use crate::flow::{ApiError, Effect, Launch, Machine, Msg, Screen};
use crate::page::Page;
use crate::screens::SUPPORTED;

struct App {
    machine: RefCell<Machine>,
    page: Page,
    tabs: Tabs,
    /// The next `popstate` is our own doing.
    own_step: Cell<bool>,
    /// The rest of the program is under way.
    bringing: Cell<bool>,
    /// What it will carry out as soon as it is here.
    waiting: RefCell<Vec<Effect>>,
    /// Until when a screen waits for it in silence.
    limit: RefCell<Option<Deadline>>,
}

thread_local! {
    static APP: OnceCell<Rc<App>> = const { OnceCell::new() };
}

/// Takes over the page that the browser shows. Called once.
pub fn open() {
    let Some(door) = Door::find() else { return };
    let app = Rc::new(App {
        machine: RefCell::default(),
        page: Page::new(door, press),
        tabs: Tabs::join(|flow, revision| send(Msg::MovedElsewhere { flow, revision })),
        own_step: Cell::new(false),
        bringing: Cell::new(false),
        waiting: RefCell::default(),
        limit: RefCell::default(),
    });
    APP.with(|cell| cell.set(app.clone()).ok());
    let locale = language::wanted();
    let resume = address::parameter("flow");
    let request = address::parameter("request");
    let recover = resume.is_none() && address::names("recover");
    if let Some(request) = &request {
        keep::keep_request(request);
    }
    // The form that is passed over may have been filled in already.
    let typed = recover.then(|| value("username")).filter(|typed| !typed.trim().is_empty());
    app.update(Msg::Launched(Launch {
        // After a reload the address names the flow alone; the destination is needed again if that flow is gone.
        request: request.or_else(|| resume.is_some().then(keep::request)?),
        resume,
        recover,
        identifier: typed.or_else(keep::identifier),
        given: keep::given(),
        guarded: address::is_guarded(),
        departed: keep::departed(),
        inside: agent::inside(),
        last_used: keep::way(),
        locale: locale.to_owned(),
        passkeys: passkeys::is_supported(),
        supported_steps: SUPPORTED,
    }));
    language::speak(app.clone(), locale);
    app.page.door().adopt(press);
    listen_to_page(&app);
    // Last, since nobody waits for it yet.
    app.bring_the_rest();
}

fn listen_to_page(app: &Rc<App>) {
    let back = app.clone();
    listen::<Event>(&window(), "popstate", move |_| back.stepped());
    // A page that comes out of the back-forward cache shows what was true when it was left.
    let shown = app.clone();
    listen::<PageTransitionEvent>(&window(), "pageshow", move |event| {
        if event.persisted() {
            shown.update(Msg::CameBack);
        }
    });
    let again = app.clone();
    app.page.stopped().on_retry(move || again.try_the_rest_again());
    if let Some(select) = by_id::<HtmlSelectElement>("language") {
        let chooser = app.clone();
        let chosen = select.clone();
        listen::<Event>(&select, "change", move |_| language::choose(chooser.clone(), &chosen));
    }
}

/// Hands a message to the flow of this page.
fn send(msg: Msg) {
    if let Some(app) = app() {
        app.update(msg);
    }
}

fn app() -> Option<Rc<App>> {
    APP.with(|cell| cell.get().cloned())
}

/// What a screen asks for.
fn press(press: Press) {
    match press {
        Press::Act(action) => send(Msg::Pressed { action, key: random::key() }),
        Press::TryAgain => send(Msg::TriedAgain),
        Press::StartAgain => send(Msg::StartedAgain { key: random::key() }),
        Press::Passkey { name, trust_device } => send(Msg::PasskeyAsked { name, trust_device }),
        Press::CancelPasskey => send(Msg::PasskeyCancelled),
        Press::Reload => navigation::reload(),
        Press::Mistyped => send(Msg::Mistyped),
        Press::Depart => send(Msg::Departed),
        Press::Stay => send(Msg::Stayed),
        Press::Stall => send(Msg::Stalled),
        Press::Leave(target) => {
            if let Some(app) = app() {
                app.later(Effect::Leave(target));
            }
        }
    }
}

impl App {
    fn update(self: &Rc<Self>, msg: Msg) {
        match &msg {
            Msg::Answered { result: Ok(flow), .. } => self.page.heard(flow.server_time),
            Msg::Answered { result: Err(ApiError::Problem(problem)), .. } => self.page.heard(problem.server_time),
            Msg::Pressed { .. } | Msg::Mistyped => self.page.is_pressed(),
            _ => {}
        }
        let effects = self.machine.borrow_mut().update(msg);
        self.draw();
        for effect in effects {
            self.carry_out(effect);
        }
    }

    /// The person moved in the browser's history.
    fn stepped(self: &Rc<Self>) {
        if self.own_step.take() {
            return;
        }
        if address::is_guarded() {
            // Forward, onto an entry that stands for a step which was left: there is nothing to go forward to.
            if *self.machine.borrow().screen() == Screen::Identify {
                self.own_step.set(true);
                address::unguard();
            }
        } else {
            self.update(Msg::WentBack { key: random::key() });
        }
    }
}
