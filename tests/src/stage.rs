//! Runs a walk: products and people begin and end with it, and a failure leaves something to look at.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use futures_util::FutureExt;

use crate::browser::{Browser, Settings};
use crate::clock::Stopwatch;
use crate::{BrowserKind, Person, Product, settings};

/// A walk that takes longer hangs. The longest, past half of all screens with every check, takes a minute on two cores.
const LONGEST_WALK: Duration = Duration::from_secs(300);

/// Walks that measure time take it alone.
static QUIET: RwLock<()> = RwLock::new(());

/// What a walk starts things with.
#[derive(Debug, Default)]
pub struct Stage {
    people: Mutex<Vec<Person>>,
}

impl Stage {
    /// A product with fresh data.
    pub async fn product(&self) -> Product {
        Product::start().await
    }

    /// A product with fresh data that sends real mail and text messages, and asks a list of leaked passwords.
    pub async fn product_with_post(&self) -> Product {
        Product::start_with_post().await
    }

    /// A product with fresh data, with identity providers around it.
    pub async fn product_with_providers(&self) -> Product {
        Product::start_with_providers().await
    }

    /// The same, with what `change` makes of the operator's file about them.
    pub async fn product_with_providers_set(&self, change: fn(String) -> String) -> Product {
        Product::start_with_providers_set(change).await
    }

    /// A product with fresh data that sends real mail and text messages, with identity providers around it.
    pub async fn product_with_post_and_providers(&self) -> Product {
        Product::start_with_post_and_providers().await
    }

    /// Somebody with an English Chromium.
    pub async fn person(&self, product: &Product) -> Person {
        self.person_with(product, &Settings::default()).await
    }

    /// Somebody with an English Chromium, and a product with fresh data and identity providers around it.
    pub async fn person_with_providers(&self) -> (Product, Person) {
        let product = self.product_with_providers().await;
        let person = self.person(&product).await;
        (product, person)
    }

    /// Somebody with Firefox.
    pub async fn person_with_firefox(&self, product: &Product) -> Person {
        self.person_with(product, &Settings { kind: BrowserKind::Firefox, ..Settings::default() }).await
    }

    /// Somebody with a browser that is set up in a certain way.
    pub async fn person_with(&self, product: &Product, settings: &Settings) -> Person {
        let person = Person::new(product.clone(), Browser::start(settings).await);
        self.people.lock().unwrap_or_else(PoisonError::into_inner).push(person.clone());
        person
    }

    fn people(&self) -> Vec<Person> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Notes how long a test took in the file that `PORTICO_TIMES` names, one line each: name, tab, seconds.
#[derive(Debug)]
pub struct Time(Stopwatch);

impl Time {
    /// Starts now and ends when it is dropped.
    pub fn start() -> Self {
        Self(Stopwatch::start())
    }
}

impl Drop for Time {
    fn drop(&mut self) {
        let Some(path) = settings::times() else { return };
        let name = std::thread::current().name().unwrap_or("walk").to_owned();
        let line = format!("{name}\t{:.1}\n", self.0.elapsed().as_secs_f64());
        // One call, so that tests that end at the same time do not write into each other's line; it only informs.
        let file = File::options().create(true).append(true).open(path);
        let _ = file.and_then(|mut file| file.write_all(line.as_bytes()));
    }
}

/// Runs a walk. It fails on a panic, when it hangs, and when a console complained about something unexpected.
pub fn walk(body: impl AsyncFnOnce(&Stage)) {
    let _with_others = with_others();
    run(body);
}

/// Held by what may run beside walks, but not beside those that measure time.
pub(crate) fn with_others() -> RwLockReadGuard<'static, ()> {
    QUIET.read().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a walk while no other runs, for what measures time.
pub fn walk_alone(body: impl AsyncFnOnce(&Stage)) {
    let _alone = QUIET.write().unwrap_or_else(PoisonError::into_inner);
    run(body);
}

fn run(body: impl AsyncFnOnce(&Stage)) {
    let _time = Time::start();
    let name = std::thread::current().name().unwrap_or("walk").replace("::", "/");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let stage = Stage::default();
        let whole = async {
            if tokio::time::timeout(LONGEST_WALK, body(&stage)).await.is_err() {
                let journals: Vec<_> = stage.people().iter().map(Person::journal).collect();
                panic!("the walk did not end within {LONGEST_WALK:?}:\n{}", journals.join("\n\n"));
            }
            for person in stage.people() {
                let complaints = person.complaints().await;
                if !complaints.is_empty() {
                    person.fails(&format!("the console complains: {complaints:#?}"));
                }
            }
        };
        let outcome = AssertUnwindSafe(whole).catch_unwind().await;
        if outcome.is_err() {
            keep_evidence(&stage, &evidence_folder(&name)).await;
        }
        for person in stage.people() {
            person.browser().close().await;
        }
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
    });
}

fn evidence_folder(name: &str) -> PathBuf {
    settings::target().join("test-failures").join(name)
}

/// Writes what each person saw: picture, DOM, console, journal, and what crossed the wire.
async fn keep_evidence(stage: &Stage, folder: &Path) {
    for (index, person) in stage.people().iter().enumerate() {
        let folder = folder.join(format!("person-{}", index + 1));
        // Evidence is best effort: the failure itself is what has to be told.
        let _ = std::fs::create_dir_all(&folder);
        let keep = |name: &str, content: &[u8]| {
            let _ = std::fs::write(folder.join(name), content);
        };
        let client = &person.browser().client;
        if let Ok(Ok(picture)) = tokio::time::timeout(Duration::from_secs(5), client.screenshot()).await {
            keep("screen.png", &picture);
        }
        if let Ok(Ok(source)) = tokio::time::timeout(Duration::from_secs(5), client.source()).await {
            keep("page.html", source.as_bytes());
        }
        let lines = person.console().await;
        let console = lines.iter().fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{} {}: {}", line.level, line.source, line.text);
            text
        });
        keep("console.txt", console.as_bytes());
        keep("journal.txt", person.journal().as_bytes());
        keep("server.log", person.product().server_log().as_bytes());
        let traffic = person.product().traffic().all().iter().fold(String::new(), |mut text, exchange| {
            let status = exchange.status.map_or_else(|| "no answer".into(), |status| status.to_string());
            let _ = writeln!(text, "{} {} → {status}", exchange.method, exchange.target);
            text
        });
        keep("traffic.txt", traffic.as_bytes());
    }
}
