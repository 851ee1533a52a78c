//! What can be told about speed in a browser without a stopwatch: what blocks, what shifts, what comes when.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::routing::get;
use futures_util::StreamExt;
use portico_tests::traffic::Exchange;
use portico_tests::{Person, settings, walk};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::tour;

/// Bytes as they travel, until a press on the first screen is handled, and in all: the budget of the release build
/// (`cargo xtask test budget`) with the icon that a browser may ask for.
const FIRST_LOAD: usize = 75_000;
const EVERYTHING: usize = 162_000;

/// Starts to add up layout shifts, those from before included (Layout Instability; hadRecentInput apart).
pub async fn watches_shifts(person: &Person) {
    let watch = "
        window.shifts = {unexpected: 0, all: 0, what: []};
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
            window.shifts.all += entry.value;
            if (!entry.hadRecentInput) {
                window.shifts.unexpected += entry.value;
                window.shifts.what.push(...entry.sources.map(source => source.node?.outerHTML?.slice(0, 120) ?? '?'));
            }
        })).observe({type: 'layout-shift', buffered: true});
    ";
    person.runs(watch, Value::Null).await;
}

/// The observer reports after the next frame.
pub async fn shifts(person: &Person) -> Value {
    let settle = "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifts), 50)));";
    person.browser().client.execute_async(settle, vec![]).await.expect("shifts")
}

/// First paint does not wait for the program, whose arrival then moves nothing; nor do errors and the next step.
#[test]
fn nothing_shifts() {
    walk(async |stage| {
        let product = stage.product().await;
        let held = product.faults().on("GET *.wasm").holds_the_request();
        let person = stage.person(&product).await;
        person.opens("/").await;
        person.sees("identify").await;
        watches_shifts(&person).await;
        held.release();
        person.sees_the_program_arrive().await;
        let arrival = shifts(&person).await;
        assert_eq!(arrival["all"], 0, "the arrival of the program moved something: {arrival}");
        person.identifies(&product.account("enroll").await).await;
        person.sees("password").await;
        let change = shifts(&person).await;
        assert_eq!(change["unexpected"], 0, "the change of step moved something by itself: {change}");
    });
}

/// Serves the English page as a slow line would bring it: cut in front of each of these, with a pause between the pieces.
async fn in_pieces(cuts: &'static [&'static str]) -> String {
    let html = std::fs::read_to_string(settings::site().join("index.en.html")).expect("the built page");
    let mut pieces = vec![html];
    for cut in cuts {
        let rest = pieces.pop().expect("a last piece");
        let at = rest.find(cut).unwrap_or_else(|| panic!("{cut} stands in the page, after the cut before it"));
        pieces.extend([rest[..at].to_owned(), rest[at..].to_owned()]);
    }
    let answer = move || async move {
        let pieces = futures_util::stream::iter(pieces).then(async |piece| {
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok::<_, Infallible>(piece)
        });
        ([("content-type", "text/html; charset=utf-8")], Body::from_stream(pieces))
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let app = axum::Router::new().route("/", get(answer));
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

#[test]
fn a_page_that_arrives_in_pieces_shifts_nothing() {
    walk(async |stage| {
        let address =
            in_pieces(&["<main", "<form", "</section>", "<footer", "</select>", "<a class=\"foot-link", "</footer>"])
                .await;
        let person = stage.person(&stage.product().await).await;
        person.browser().client.goto(&address).await.expect("the page");
        person.until("the end of the page", "return document.readyState === 'complete'", Value::Null).await;
        watches_shifts(&person).await;
        let arrival = shifts(&person).await;
        assert_eq!(arrival["all"], 0, "a piece of the page moved another: {arrival}");
    });
}

#[test]
fn the_first_paint_does_not_wait_for_the_program() {
    walk(async |stage| {
        let product = stage.product().await;
        let wasm = product.faults().on("GET *.wasm").holds_the_request();
        let script = product.faults().on("GET *.js").holds_the_request();
        let person = stage.person(&product).await;
        // A script that has not come keeps `goto` waiting for DOMContentLoaded, but not the person.
        let opening = person.opens("/");
        let looking = async {
            person
                .until(
                    "first paint",
                    "return performance.getEntriesByName('first-contentful-paint').length > 0",
                    Value::Null,
                )
                .await;
            assert_eq!(person.runs("return document.querySelector('#username').value", Value::Null).await, "");
            script.release();
            wasm.release();
        };
        tokio::join!(opening, looking);
        person.sees_the_program_arrive().await;
    });
}

/// Everything that is fetched before the first paint is the document itself.
#[test]
fn nothing_blocks_rendering() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "identify").await;
        let body = "
            return {blocking: performance.getEntriesByType('resource')
                .filter(entry => entry.renderBlockingStatus === 'blocking').map(entry => entry.name)};
        ";
        assert_eq!(person.until("resources", body, Value::Null).await, json!({"blocking": []}));
    });
}

/// What the page fetches: nothing twice, nothing from elsewhere, all compressed, and no more than it may until the first
/// press can be handled.
#[test]
fn the_first_load_is_lean() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens("/").await;
        person.sees_the_program_arrive().await;
        let whole =
            "return performance.getEntriesByType('resource').some(e => e.name.includes('/rest.') && e.responseEnd > 0)";
        person.until("the rest of the program", whole, Value::Null).await;
        let traffic = product.traffic().all();
        let mut fetched: Vec<_> = traffic.iter().filter(|exchange| exchange.method == "GET").collect();
        fetched.retain(|exchange| !exchange.path().starts_with("/auth/"));
        for exchange in &fetched {
            assert_eq!(exchange.status, Some(200), "{}", exchange.target);
            let kind = exchange.response_header("content-type");
            let compressible =
                ["html", "css", "javascript", "wasm", "svg", "json"].iter().any(|name| kind.contains(name));
            let encoding = exchange.response_header("content-encoding");
            assert!(
                !compressible || encoding == "br" || exchange.response_body.len() < 200,
                "{} came as {encoding:?}",
                exchange.target
            );
        }
        let mut paths: Vec<_> = fetched.iter().map(|exchange| exchange.path()).collect();
        let count = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), count, "something was fetched twice: {paths:?}");
        let sum = |fetched: &[&Exchange]| fetched.iter().map(|exchange| exchange.response_body.len()).sum::<usize>();
        let everything = sum(&fetched);
        assert!(everything <= EVERYTHING, "{everything} bytes in all: {paths:?}");
        fetched.retain(|exchange| !exchange.path().contains("/rest."));
        let first = sum(&fetched);
        assert!(first <= FIRST_LOAD, "{first} bytes for the first load: {paths:?}");
        let elsewhere = "return {elsewhere: performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))}";
        assert_eq!(person.until("resources", elsewhere, Value::Null).await, json!({"elsewhere": []}));
    });
}
