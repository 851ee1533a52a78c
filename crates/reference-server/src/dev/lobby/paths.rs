//! The cards of the lobby that start a sign-in, one for each case.

use maud::{Markup, html};

use crate::dev::{
    markup::{copyable, hint},
    products::{PRODUCTS, Product},
    update_gate,
};

/// One way.
struct Path {
    label: &'static str,
    /// Where it begins.
    start: Start,
    /// What can be seen on it.
    sees: &'static str,
    /// The button to press, and whom to sign in as at the provider.
    provider: Option<(&'static str, &'static str)>,
}

#[derive(Clone, Copy)]
enum Start {
    /// The page with an empty field.
    Empty,
    /// The page with this username filled in.
    As(&'static str),
    At(&'static str),
}

impl Start {
    fn href(self) -> String {
        match self {
            Self::Empty => "/dev/client/web/start".into(),
            Self::As(username) => format!("/dev/client/web/start?login_hint={}", hint(username)),
            Self::At(address) => address.into(),
        }
    }
}

const LIV: &str = "liv.aasen@example.no";
const TOR: &str = "tor.fjell@example.no";
const UNNI: &str = "unni.vik@example.no";
const LIE: &str = "dr.lie@fjord.example";

const fn press(label: &'static str, button: &'static str, login: &'static str, sees: &'static str) -> Path {
    Path { label, start: Start::Empty, sees, provider: Some((button, login)) }
}

const fn starts(label: &'static str, start: Start, sees: &'static str) -> Path {
    Path { label, start, sees, provider: None }
}

const SOCIAL: [Path; 6] = [
    press("Google", "Google", LIV, "Signed in, without a further factor."),
    press("Apple", "Apple", UNNI, "Signed in. Apple answers by a form."),
    press(
        "Microsoft",
        "Microsoft",
        TOR,
        "Has a password here, which is asked for once; then it is linked, and a mail says so.",
    ),
    press("An account that exists", "Google", TOR, "Is told so, and links it by the password."),
    press("An account of another provider", "Google", UNNI, "Is told which one to use."),
    press("Somebody unknown", "Google", "nobody@example.no", "Is told so, and what to do."),
];

const SINGLE: [Path; 4] = [
    starts("By username", Start::As(LIE), "Announced, and then on to the organisation’s provider."),
    starts("By the organisation’s alias", Start::As("fjord"), "The same, without a username."),
    press("A wrong button", "Google", LIE, "Belongs to an organisation: is told so, and goes on in one press."),
    starts("No button, but a username", Start::As(LIV), "The password screen offers the buttons again."),
];

const TROUBLE: [Path; 2] = [
    press("Cancelled", "Google", "", "Press Cancel there, and come back to where you were."),
    starts("Provider is down", Start::As("kari@harbour.example"), "Nothing is lost: another way, or once more."),
];

const BACK: [Path; 3] = [
    starts("App that opens", Start::At("/dev/client/desktop/start"), "By a press, to a loopback address."),
    starts("App that does not open", Start::At("/dev/client/ios/start"), "Once more, or the web instead."),
    starts("Code to carry over", Start::At("/dev/client/android/start"), "Copied there, and pasted into the app."),
];

/// All of them, in groups.
pub fn cards() -> Markup {
    html! {
        section.card aria-labelledby="providers" {
            h2 #providers { "Identity providers" }
            p.muted {
                "Two real OpenID providers stand in for all: one for the buttons, one for an organisation. "
                "Give the username that stands here, and any password."
            }
            h3 { "By a button" }
            (list(&SOCIAL))
            h3 { "By a username" }
            (list(&SINGLE))
            h3 { "When it goes wrong" }
            (list(&TROUBLE))
        }
        section.card aria-labelledby="apps" {
            h2 #apps { "Apps" }
            h3 { "The way back" }
            (list(&BACK))
            p.muted { a href="/dev/client/android" { "The Android app" } ": where a code is pasted." }
            h3 { "Old versions" }
            p.muted { "Before the date an app is asked to update, at the end. After it, it is stopped, at the start." }
            (versions())
        }
    }
}

fn list(paths: &[Path]) -> Markup {
    html! { ul.paths { @for path in paths { li { (row(path)) } } } }
}

fn row(path: &Path) -> Markup {
    html! {
        div.who {
            a href=(path.start.href()) { (path.label) }
            @if let Some((button, _)) = path.provider.filter(|(button, _)| *button != path.label) { span.tag { (button) } }
        }
        p.muted { (path.sees) }
        @if let Some((_, login)) = path.provider.filter(|(_, login)| !login.is_empty()) {
            p.login { (copyable(login, &format!("Copy {login}"))) }
        }
    }
}

/// Platform by version: whoever reads the table reads U5.
fn versions() -> Markup {
    let apps = || PRODUCTS.iter().filter_map(|product| Some((product, update_gate::versions(product.platform)?)));
    let after = |product: &Product| apps().find(|(late, _)| late.after_the_date && late.platform == product.platform);
    let cell = |product: &Product, version: &str, how: &str, kind: &str| {
        let href = format!("/dev/client/{}/start?app_version={}", product.path, hint(version));
        html! { td data-label=(how) { a href=(href) aria-label={ (kind) ", " (how) ": " (version) } { (version) } } }
    };
    html! {
        table.versions {
            thead { tr { th scope="col" { "App" } @for how in COLUMNS { th scope="col" { (how) } } } }
            tbody {
                @for (product, (current, old)) in apps().filter(|(product, _)| !product.after_the_date) {
                    tr {
                        th scope="row" { (product.kind()) }
                        (cell(product, current, COLUMNS[0], product.kind()))
                        (cell(product, old, COLUMNS[1], product.kind()))
                        @if let Some((late, _)) = after(product) {
                            (cell(late, old, COLUMNS[2], product.kind()))
                            (cell(late, "latest", COLUMNS[3], product.kind()))
                        }
                    }
                }
            }
        }
    }
}

const COLUMNS: [&str; 4] = ["Up to date", "Before the date", "After the date", "Unreadable"];
