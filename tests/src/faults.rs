//! Failures on command, between the browser and the server.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use tokio::sync::watch;

use crate::traffic::Pattern;

/// An answer on its way to the browser.
pub type Answer = Response<Bytes>;

/// What happens to a request instead of passing through.
#[derive(Clone)]
pub(crate) enum Fault {
    /// The connection closes before the server hears of the request.
    Drop,
    /// The server carries the request out, then the connection closes.
    LoseAnswer,
    /// The server hears of the request later.
    Delay(Duration),
    /// The server hears of the request once the gate opens.
    HoldRequest(Gate),
    /// The server carries the request out at once; the browser hears of it once the gate opens.
    HoldAnswer(Gate),
    /// The answer arrives up to a marker; the rest follows once the gate opens.
    HoldRest(Arc<str>, Gate),
    /// Somebody else answers; the server never hears of the request.
    Instead(Arc<dyn Fn() -> Answer + Send + Sync>),
    /// The answer arrives changed.
    Alter(Arc<dyn Fn(Answer) -> Answer + Send + Sync>),
}

struct Rule {
    id: usize,
    pattern: Pattern,
    fault: Fault,
    /// How many requests it still applies to; `None` for all.
    left: Option<usize>,
    hits: Arc<AtomicUsize>,
}

/// The rules of one proxy; the newest that matches wins.
#[derive(Clone, Default)]
pub struct Faults {
    rules: Arc<Mutex<Vec<Rule>>>,
    next_id: Arc<AtomicUsize>,
}

impl Faults {
    /// Begins a rule for the requests that match a pattern such as `POST /auth/v1/flows/*/actions` or `GET *.wasm`.
    pub fn on(&self, pattern: &str) -> FaultBuilder<'_> {
        FaultBuilder { faults: self, pattern: Pattern::new(pattern), left: None }
    }

    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<Fault> {
        let mut rules = self.lock();
        let rule = rules.iter_mut().rev().find(|rule| rule.left != Some(0) && rule.pattern.matches(method, path))?;
        if let Some(left) = rule.left.as_mut() {
            *left -= 1;
        }
        rule.hits.fetch_add(1, Ordering::SeqCst);
        Some(rule.fault.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faults").field("rules", &self.lock().len()).finish_non_exhaustive()
    }
}

/// A rule in the making; the verb puts it in force.
#[must_use = "the verb puts the rule in force"]
pub struct FaultBuilder<'a> {
    faults: &'a Faults,
    pattern: Pattern,
    left: Option<usize>,
}

impl FaultBuilder<'_> {
    /// Only the next request that matches.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Only the next `n` requests that match.
    pub fn times(mut self, n: usize) -> Self {
        self.left = Some(n);
        self
    }

    /// Closes the connection; the server never hears of the request.
    pub fn drops_the_connection(self) -> Lift {
        self.with(Fault::Drop)
    }

    /// Lets the server carry the request out and closes the connection without an answer.
    pub fn loses_the_answer(self) -> Lift {
        self.with(Fault::LoseAnswer)
    }

    /// Passes the request on after `delay`.
    pub fn delays(self, delay: Duration) -> Lift {
        self.with(Fault::Delay(delay))
    }

    /// Passes the request on only after [`Held::release`].
    pub fn holds_the_request(self) -> Held {
        let gate = Gate::default();
        Held { lift: self.with(Fault::HoldRequest(gate.clone())), gate }
    }

    /// Lets the server carry the request out, and the answer through only after [`Held::release`].
    pub fn holds_the_answer(self) -> Held {
        let gate = Gate::default();
        Held { lift: self.with(Fault::HoldAnswer(gate.clone())), gate }
    }

    /// Lets the answer through up to `marker`, the rest only after [`Held::release`]. The answer comes uncompressed.
    pub fn holds_from(self, marker: &str) -> Held {
        let gate = Gate::default();
        Held { lift: self.with(Fault::HoldRest(marker.into(), gate.clone())), gate }
    }

    /// Answers in the server's place.
    pub fn answers(self, status: u16, content_type: &str, body: impl Into<Bytes>) -> Lift {
        let status = StatusCode::from_u16(status).expect("a status");
        let (content_type, body) = (content_type.to_owned(), body.into());
        self.with(Fault::Instead(Arc::new(move || {
            Response::builder()
                .status(status)
                .header("content-type", &content_type)
                .body(body.clone())
                .expect("a content type")
        })))
    }

    /// Changes the server's answer on its way.
    pub fn alters(self, change: impl Fn(Answer) -> Answer + Send + Sync + 'static) -> Lift {
        self.with(Fault::Alter(Arc::new(change)))
    }

    fn with(self, fault: Fault) -> Lift {
        let id = self.faults.next_id.fetch_add(1, Ordering::SeqCst);
        let hits = Arc::new(AtomicUsize::new(0));
        self.faults.lock().push(Rule { id, pattern: self.pattern, fault, left: self.left, hits: hits.clone() });
        Lift { faults: self.faults.clone(), id, hits }
    }
}

/// A rule in force. Dropping this value leaves it in force.
pub struct Lift {
    faults: Faults,
    id: usize,
    hits: Arc<AtomicUsize>,
}

impl Lift {
    /// How many requests the rule has met.
    pub fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }

    /// Takes the rule away: requests pass through again.
    pub fn lift(&self) {
        self.faults.lock().retain(|rule| rule.id != self.id);
    }
}

/// Requests or answers that wait.
pub struct Held {
    lift: Lift,
    gate: Gate,
}

impl Held {
    /// Returns once something waits.
    pub async fn has_one(&self) {
        let mut waiting = self.gate.waiting.subscribe();
        waiting.wait_for(|count| *count > 0).await.expect("the gate is alive");
    }

    /// How many requests the rule has met.
    pub fn hits(&self) -> usize {
        self.lift.hits()
    }

    /// Lets everything through, now and from now on.
    pub fn release(&self) {
        self.lift.lift();
        self.gate.open.send_replace(true);
    }
}

#[derive(Clone)]
pub(crate) struct Gate {
    open: watch::Sender<bool>,
    waiting: watch::Sender<usize>,
}

impl Default for Gate {
    fn default() -> Self {
        Self { open: watch::Sender::new(false), waiting: watch::Sender::new(0) }
    }
}

impl Gate {
    pub(crate) async fn pass(&self) {
        self.waiting.send_modify(|count| *count += 1);
        let mut open = self.open.subscribe();
        open.wait_for(|open| *open).await.expect("the gate is alive");
    }
}
