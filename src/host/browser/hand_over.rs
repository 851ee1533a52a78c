//! Whether an app has opened. No browser tells a page; what a page sees is that it is no longer what the person looks at
//! (HTML, section 6.6.3 for the focus; Page Visibility).

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

use super::timer::{Timeout, timeout};
use super::{document, window};

/// How long an app may take once the browser has asked whether it may open it, in milliseconds: it has to start.
const START: i32 = 5_000;

type Report = Rc<dyn Fn(bool)>;
type Listener = Closure<dyn FnMut()>;

/// Watches until there is a last word or this is dropped.
#[must_use]
pub struct HandOverWatch {
    watch: Rc<Watch>,
    listeners: Vec<(EventTarget, &'static str, Listener)>,
}

struct Watch {
    report: RefCell<Option<Report>>,
    deadline: RefCell<Option<Timeout>>,
}

/// Calls `report` with what the page can see: `true` as soon as it is out of sight, which is the last word; `false` when
/// the person has been looking at it for `millis` milliseconds, which is the last word, too. A page that has only lost the
/// focus by then may stand behind the app or behind a dialog of the browser: `true` for now, and time begins anew when the
/// focus comes back.
pub fn watch_hand_over(millis: i32, report: impl Fn(bool) + 'static) -> HandOverWatch {
    let watch = Rc::new(Watch { report: RefCell::new(Some(Rc::new(report))), deadline: RefCell::default() });
    watch.wait(millis);
    let on = |target: &EventTarget, event, seen: fn(&Rc<Watch>)| {
        let weak = Rc::downgrade(&watch);
        let callback = Listener::new(move || {
            if let Some(watch) = weak.upgrade() {
                seen(&watch);
            }
        });
        let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        (target.clone(), event, callback)
    };
    let listeners = vec![
        on(&window(), "pagehide", |watch| watch.finish(true)),
        on(&window(), "focus", |watch| watch.wait(START)),
        on(&document(), "visibilitychange", |watch| {
            if document().hidden() {
                watch.finish(true);
            }
        }),
    ];
    HandOverWatch { watch, listeners }
}

impl Watch {
    fn wait(self: &Rc<Self>, millis: i32) {
        if self.report.borrow().is_none() {
            return;
        }
        let weak: Weak<Self> = Rc::downgrade(self);
        let over = move || {
            let Some(watch) = weak.upgrade() else { return };
            if document().has_focus().unwrap_or(true) {
                return watch.finish(false);
            }
            let report = watch.report.borrow().clone();
            if let Some(report) = report {
                report(true);
            }
        };
        self.deadline.replace(Some(timeout(millis, over)));
    }

    fn finish(&self, opened: bool) {
        if let Some(report) = self.report.take() {
            report(opened);
        }
    }
}

impl Drop for HandOverWatch {
    fn drop(&mut self) {
        self.watch.report.take();
        for (target, event, callback) in &self.listeners {
            let _ = target.remove_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        }
    }
}
