//! The root: holds the flow, hands messages to it and carries out its effects. It knows no Leptos, so that the first
//! screen can be served without it (`door.rs`); `stage.rs` draws everything after that.

mod effects;
mod language;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use auth_contract::Action;
use web_sys::{Event, HtmlElement, HtmlSelectElement, PageTransitionEvent};

use crate::browser::dom::{by_id, listen};
use crate::browser::{address, clock, keep, navigation, random, tabs::Tabs, window};
use crate::cx::{Live, Press};
use crate::door::Door;
use crate::flow::{Launch, Machine, Msg, Screen, Submit};
use crate::i18n::Words;
use crate::screens::SUPPORTED;
use crate::stage::Stage;

pub(crate) use language::relabel;

struct App {
    machine: RefCell<Machine>,
    /// The words arrive by themselves; until then there is nothing to say.
    words: Cell<Option<Words>>,
    /// Server's clock minus the device's, in seconds.
    offset: Cell<i64>,
    door: Door,
    stage: OnceCell<Stage>,
    tabs: Tabs,
    /// The next `popstate` is our own doing.
    own_step: Cell<bool>,
}

thread_local! {
    static APP: OnceCell<Rc<App>> = const { OnceCell::new() };
}

/// Takes over the page that the browser shows. Called once.
pub fn open() {
    let Some(door) = Door::find() else { return };
    let app = Rc::new(App {
        machine: RefCell::default(),
        words: Cell::new(None),
        offset: Cell::new(0),
        door,
        stage: OnceCell::new(),
        tabs: Tabs::join(|flow, revision| send(Msg::MovedElsewhere { flow, revision })),
        own_step: Cell::new(false),
    });
    APP.with(|cell| cell.set(app.clone()).ok());
    let locale = language::wanted();
    let resume = address::parameter("flow");
    let request = address::parameter("request");
    if let Some(request) = &request {
        keep::keep_request(request);
    }
    app.update(Msg::Launched(Launch {
        // After a reload the address names the flow alone; the destination is needed again if that flow is gone.
        request: request.or_else(|| resume.is_some().then(keep::request)?),
        resume,
        identifier: keep::identifier(),
        guarded: address::is_guarded(),
        locale: locale.to_owned(),
        supported_steps: SUPPORTED,
    }));
    language::speak(app.clone(), locale);
    app.door.adopt(|identifier| press(Press::Act(Action::Identify { identifier, password: None })));
    listen_to_page(&app);
}

fn listen_to_page(app: &Rc<App>) {
    let back = app.clone();
    listen::<Event>(&window(), "popstate", move |_| back.stepped());
    // A page that comes out of the back-forward cache shows what was true when it was left.
    let shown = app.clone();
    listen::<PageTransitionEvent>(&window(), "pageshow", move |event| {
        let flow = shown.machine.borrow().flow().map(|flow| flow.id.clone());
        if let (true, Some(flow)) = (event.persisted(), flow) {
            shown.update(Msg::MovedElsewhere { flow, revision: u32::MAX });
        }
    });
    if let Some(select) = by_id::<HtmlSelectElement>("language") {
        let chooser = app.clone();
        let chosen = select.clone();
        listen::<Event>(&select, "change", move |_| language::choose(chooser.clone(), &chosen));
    }
}

/// Hands a message to the flow of this page.
fn send(msg: Msg) {
    if let Some(app) = APP.with(|cell| cell.get().cloned()) {
        app.update(msg);
    }
}

/// What a screen asks for.
fn press(press: Press) {
    match press {
        Press::Act(action) => send(Msg::Pressed { action, key: random::key() }),
        Press::TryAgain => send(Msg::TriedAgain),
        Press::StartAgain => send(Msg::StartedAgain { key: random::key() }),
        Press::Reload => navigation::reload(),
        Press::Leave(target) => {
            if !navigation::leave(&target) {
                send(Msg::Refused);
            }
        }
    }
}

impl App {
    fn update(self: &Rc<Self>, msg: Msg) {
        if let Msg::Answered { result: Ok(flow), .. } = &msg {
            self.offset.set(flow.server_time.since(clock::now()));
        }
        let effects = self.machine.borrow_mut().update(msg);
        self.show();
        for effect in effects {
            self.carry_out(effect);
        }
    }

    /// Brings what is on screen in line with the flow.
    fn show(&self) {
        let Some(words) = self.words.get() else { return };
        let machine = self.machine.borrow();
        let live = Live {
            screen: machine.screen().clone(),
            flow: machine.flow().cloned(),
            submit: machine.submit().clone(),
            offset: self.offset.get(),
            arrived: machine.arrived(),
        };
        let failed = matches!(live.submit, Submit::Failed(_));
        if let Some(waiting) = by_id::<HtmlElement>("resume") {
            waiting.set_hidden(true);
        }
        if *machine.screen() == Screen::Identify {
            self.door.show(words, &live, machine.identifier());
            if let Some(stage) = self.stage.get() {
                stage.show(words, live);
            }
        } else {
            self.door.hide();
            let stage = || Stage::new(self.door.main(), words, live.clone(), press);
            self.stage.get_or_init(stage).show(words, live);
        }
        drop(machine);
        if failed {
            crate::stage::focus_invalid();
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
