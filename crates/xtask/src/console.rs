//! Progress on the terminal: every stage says when it starts, what it is doing, and how long it took.
//!
//! On a terminal one status line is redrawn in place; in a log the same news comes as lines, a heartbeat at a time, so
//! that a build which is silent for minutes never looks dead.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;

use crate::clock::{Stopwatch, in_words};

const REDRAW: Duration = Duration::from_millis(250);
const HEARTBEAT_TICKS: u32 = 80; // 20 s
const STATUS_WIDTH: usize = 100;

struct Active {
    id: usize,
    name: String,
    status: String,
    note: String,
    watch: Stopwatch,
}

#[derive(Default)]
struct Shared {
    active: Mutex<Vec<Active>>,
    stopped: AtomicBool,
}

impl Shared {
    fn active(&self) -> MutexGuard<'_, Vec<Active>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn line(active: &[Active]) -> String {
        let parts: Vec<_> = active
            .iter()
            .map(|stage| match stage.status.as_str() {
                "" => format!("{} {}", stage.name, in_words(stage.watch.elapsed())),
                status => format!("{} {} ({status})", stage.name, in_words(stage.watch.elapsed())),
            })
            .collect();
        let line = parts.join(" | ");
        line.chars().take(STATUS_WIDTH).collect()
    }
}

/// Draws the progress of the stages that run at this moment.
pub struct Console {
    shared: Arc<Shared>,
    terminal: bool,
    ticker: Option<JoinHandle<()>>,
}

/// A stage that runs; it speaks through this handle.
pub struct Stage<'console> {
    console: &'console Console,
    id: usize,
}

impl Console {
    pub fn new() -> Self {
        let shared = Arc::new(Shared::default());
        let terminal = std::io::stdout().is_terminal();
        let ticker = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || tick(&shared, terminal))
        };
        Self { shared, terminal, ticker: Some(ticker) }
    }

    /// Prints a line above the status line.
    pub fn say(&self, text: &str) {
        let active = self.shared.active();
        if self.terminal {
            print!("\r\x1b[2K");
        }
        println!("{text}");
        if self.terminal && !active.is_empty() {
            print!("  {}", Shared::line(&active));
        }
        drop(std::io::stdout().flush());
    }

    /// Runs `work` as a stage called `name`; prints `ok`/`FAIL`, the time it took and the note that the work left.
    pub fn stage<T>(&self, name: &str, work: impl FnOnce(&Stage<'_>) -> Result<T>) -> Result<T> {
        let watch = Stopwatch::start();
        let stage = self.begin(name, watch);
        let result = work(&stage);
        let note = stage.end();
        let time = in_words(watch.elapsed());
        match &result {
            Ok(_) => self.say(&format!("  ok    {time:>12}  {name:<14} {note}")),
            Err(_) => self.say(&format!("  FAIL  {time:>12}  {name}")),
        }
        result
    }

    fn begin(&self, name: &str, watch: Stopwatch) -> Stage<'_> {
        let mut active = self.shared.active();
        let id = active.iter().map(|stage| stage.id + 1).max().unwrap_or(0);
        active.push(Active { id, name: name.to_owned(), status: String::new(), note: String::new(), watch });
        drop(active);
        if !self.terminal {
            self.say(&format!("  …                   {name}"));
        }
        Stage { console: self, id }
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        if let Some(ticker) = self.ticker.take() {
            drop(ticker.join());
        }
        if self.terminal {
            print!("\r\x1b[2K");
            drop(std::io::stdout().flush());
        }
    }
}

impl Stage<'_> {
    /// What the stage is doing right now.
    pub fn status(&self, text: impl Into<String>) {
        let text = text.into();
        self.change(|stage| stage.status = text);
    }

    /// What came of it, printed beside its name when it has ended well.
    pub fn note(&self, text: impl Into<String>) {
        let text = text.into();
        self.change(|stage| stage.note = text);
    }

    fn change(&self, change: impl FnOnce(&mut Active)) {
        if let Some(stage) = self.console.shared.active().iter_mut().find(|stage| stage.id == self.id) {
            change(stage);
        }
    }

    fn end(self) -> String {
        let mut active = self.console.shared.active();
        let position = active.iter().position(|stage| stage.id == self.id);
        position.map(|position| active.remove(position).note).unwrap_or_default()
    }
}

fn tick(shared: &Shared, terminal: bool) {
    let mut ticks = 0;
    while !shared.stopped.load(Ordering::Relaxed) {
        std::thread::sleep(REDRAW);
        ticks += 1;
        let active = shared.active();
        if active.is_empty() {
            continue;
        }
        if terminal {
            print!("\r\x1b[2K  {}", Shared::line(&active));
        } else if ticks % HEARTBEAT_TICKS == 0 {
            println!("  …                   {}", Shared::line(&active));
        }
        drop(std::io::stdout().flush());
    }
}
