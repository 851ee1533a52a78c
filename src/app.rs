//! The root of the program: holds the state machine of the flow, hands messages to it and runs its effects. It knows no
//! Leptos, because the first screen works without it.

mod deferred;
mod deferred_effects;
mod effects;
mod language;
mod loader;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement, PageTransitionEvent};

use self::loader::Deferred;
use crate::context::Intent;
use crate::flow::{ApiError, Effect, Launch, Machine, Msg, Screen};
use crate::host::browser::dom::{by_id, listen, value};
use crate::host::browser::tabs::Tabs;
use crate::host::browser::timer::Timeout;
use crate::host::browser::{address, navigation, passkeys, random, storage, user_agent, window};
use crate::page::Page;
use crate::page::first_screen::FirstScreen;
use crate::screens::SUPPORTED;

struct App {
    machine: RefCell<Machine>,
    page: Page,
    tabs: Tabs,
    /// The next `popstate` comes from the program's own call.
    own_popstate: Cell<bool>,
    /// The deferred part of the program, once it is loaded.
    deferred: Cell<Option<&'static Deferred>>,
    /// The deferred part is being loaded.
    loading: Cell<bool>,
    /// Effects that the deferred part runs as soon as it is loaded.
    queue: RefCell<Vec<Effect>>,
    /// Until when a screen waits for it without a message.
    wait_limit: RefCell<Option<Timeout>>,
}

thread_local! {
    static APP: OnceCell<Rc<App>> = const { OnceCell::new() };
}

/// Takes over the page that the browser shows. Called once.
pub fn open() {
    let Some(first_screen) = FirstScreen::find() else { return };
    let app = Rc::new(App {
        machine: RefCell::default(),
        page: Page::new(first_screen, dispatch),
        tabs: Tabs::join(|flow, revision| send(Msg::AdvancedInOtherTab { flow, revision })),
        own_popstate: Cell::new(false),
        deferred: Cell::default(),
        loading: Cell::new(false),
        queue: RefCell::default(),
        wait_limit: RefCell::default(),
    });
    APP.with(|cell| cell.set(app.clone()).ok());
    app.use_linked();
    let locale = language::preferred();
    let resume = address::parameter("flow");
    let request = address::parameter("request");
    let recover = resume.is_none() && address::names("recover");
    if let Some(request) = &request {
        storage::store_request(request);
    }
    // The form that is passed over may have been filled in already.
    let typed = recover.then(|| value("username")).filter(|typed| !typed.trim().is_empty());
    app.update(Msg::Launched(Launch {
        // After a reload the address names the flow alone; the destination is needed again if that flow is gone.
        request: request.or_else(|| resume.is_some().then(storage::request)?),
        resume,
        recover,
        identifier: typed.or_else(storage::identifier),
        destination: storage::destination(),
        guarded: address::is_guarded(),
        redirected_flow: storage::redirected_flow(),
        web_view: user_agent::web_view(),
        last_used_method: storage::last_used_method(),
        locale: locale.to_owned(),
        passkeys: passkeys::is_supported(),
        supported_steps: SUPPORTED,
    }));
    language::load(app.clone(), locale);
    app.page.first_screen().adopt(dispatch);
    listen_to_events(&app);
    // Last, because nobody waits for it yet.
    app.load_deferred();
}

fn listen_to_events(app: &Rc<App>) {
    let back = app.clone();
    listen::<Event>(&window(), "popstate", move |_| back.on_popstate());
    // A page that comes out of the back-forward cache shows what was true when it was left.
    let shown = app.clone();
    listen::<PageTransitionEvent>(&window(), "pageshow", move |event| {
        if event.persisted() {
            shown.update(Msg::PageRestored);
        }
    });
    let again = app.clone();
    app.page.load_failure().on_retry(move || again.retry_deferred());
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
fn dispatch(intent: Intent) {
    match intent {
        Intent::Act(action) => send(Msg::ActionSubmitted { action, key: random::key() }),
        Intent::Retry => send(Msg::RetryRequested),
        Intent::Restart => send(Msg::RestartRequested { key: random::key() }),
        Intent::UsePasskey { name, trust_device } => send(Msg::PasskeyRequested { name, trust_device }),
        Intent::CancelPasskey => send(Msg::PasskeyCancelled),
        Intent::Reload => navigation::reload(),
        Intent::ConfirmationMismatch => send(Msg::ConfirmationMismatch),
        Intent::Redirect => send(Msg::RedirectRequested),
        Intent::CancelRedirect => send(Msg::RedirectCancelled),
        Intent::ReportStalledRedirect => send(Msg::RedirectStalled),
        Intent::Leave(target) => {
            if let Some(app) = app() {
                app.run_deferred(Effect::Leave(target));
            }
        }
    }
}

impl App {
    fn update(self: &Rc<Self>, msg: Msg) {
        match &msg {
            Msg::Answered { result: Ok(flow), .. } => self.page.set_server_time(flow.server_time),
            Msg::Answered { result: Err(ApiError::Problem(problem)), .. } => {
                self.page.set_server_time(problem.server_time);
            }
            Msg::ActionSubmitted { .. } | Msg::ConfirmationMismatch => self.page.reset_error_focus(),
            _ => {}
        }
        let effects = self.machine.borrow_mut().update(msg);
        self.draw();
        for effect in effects {
            self.run(effect);
        }
    }

    /// The person moved in the browser's history.
    fn on_popstate(self: &Rc<Self>) {
        if self.own_popstate.take() {
            return;
        }
        if address::is_guarded() {
            // Forward, onto an entry that stands for a step which was left: there is nothing to go forward to.
            if *self.machine.borrow().screen() == Screen::Identify {
                self.own_popstate.set(true);
                address::unguard();
            }
        } else {
            self.update(Msg::WentBack { key: random::key() });
        }
    }
}
