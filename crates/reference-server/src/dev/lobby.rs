//! The lobby at `/dev`: who is there to try with, and everything that a demo needs around a sign-in.

mod paths;

use auth_contract::Timestamp;
use axum::extract::State;
use maud::{DOCTYPE, Markup, html};

use super::{
    authenticator::{self, Entry, Screen},
    markup::{copyable, hint},
    moment::{ahead, written},
    outbox,
    people::{PEOPLE, Person},
    products::PRODUCTS,
    state::HasGallery,
    tools::{self, DemoAccount},
};
use crate::{api::SharedApi, api::failure::Failure};

/// Presets of the clock: label and seconds.
const ADVANCES: [(&str, i64); 7] = [
    ("1 minute", 60),
    ("10 minutes", 10 * 60),
    ("30 minutes", 30 * 60),
    ("12 hours", 12 * 60 * 60),
    ("1 day", 24 * 60 * 60),
    ("30 days", 30 * 24 * 60 * 60),
    ("90 days", 90 * 24 * 60 * 60),
];

/// `GET /dev`.
pub async fn show(
    State(api): State<SharedApi>,
    State(HasGallery(has_gallery)): State<HasGallery>,
) -> Result<Markup, Failure> {
    let parts = api.clone();
    let (screen, messages, accounts) = api
        .store
        .transact(move |tx| {
            Ok::<_, Failure>((
                authenticator::screen(&parts, tx)?,
                outbox::messages(&parts, tx)?,
                tools::demo_accounts(&parts, tx)?,
            ))
        })
        .await?;
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Demo lobby · Portico" }
                link rel="stylesheet" href="/dev/lobby.css";
                script type="module" src="/dev/lobby.js" {}
            }
            body {
                header {
                    p.brand { (arch()) "Portico" }
                    h1 { "Demo lobby" }
                    p.lead {
                        "Pick a person, start a sign-in, and see the page at work. Keep this page open in a tab of its own: "
                        "codes and messages arrive here. Everybody is made up, and only this computer reaches this server."
                    }
                    @if has_gallery {
                        p.gallery { a href="/gallery/" { "Gallery: every screen in every state" } }
                    }
                }
                main {
                    div.wide {
                        (starts())
                        (paths::cards())
                        (people(&accounts))
                    }
                    div.narrow {
                        (authenticator_card(&screen))
                        (outbox::card(&messages))
                        (clock_card(screen.now, api.clock.offset_seconds()))
                        (reset_card())
                    }
                }
                p #said role="status" {}
            }
        }
    })
}

fn starts() -> Markup {
    html! {
        section.card aria-labelledby="starts" {
            h2 #starts { "Start a sign-in" }
            p.muted { "A small demo product sends you to the page and greets you when you come back." }
            ul.starts {
                @for product in PRODUCTS.iter().filter(|product| !product.after_the_date) {
                    li {
                        a.button.quiet[product.path != "web"] href={ "/dev/client/" (product.path) "/start" }
                            aria-describedby={ "how-" (product.path) } { (product.label) }
                        small.muted id={ "how-" (product.path) } { (product.about) }
                    }
                }
            }
            p.muted {
                a href="/?recover" { "Forgotten password" }
                ": where " code { "/.well-known/change-password" } " leads, without a product."
            }
            p.muted {
                a href="/dev/client/web/start" data-announce { "What has changed" }
                ": an announcement, beside or below the form until it is dismissed. This press also brings it back."
            }
        }
    }
}

fn people(accounts: &[DemoAccount]) -> Markup {
    html! {
        section aria-labelledby="people" {
            h2 #people { "People" }
            ul.people { @for (who, account) in PEOPLE.iter().zip(accounts) { li.card { (person(who, account)) } } }
        }
    }
}

fn person(who: &Person, account: &DemoAccount) -> Markup {
    html! {
        div.who { h3 { (who.name) } span.tag { (who.purpose) } }
        p.muted { (who.about) }
        dl {
            div { dt { "Username" } dd { (copyable(who.username, &format!("Copy the username of {}", who.name))) } }
            @if let Some(password) = who.password() {
                div { dt { "Password" } dd { (copyable(password, &format!("Copy the password of {}", who.name))) } }
            }
        }
        @if !account.recovery_codes.is_empty() {
            details {
                summary { "Recovery codes that still work" }
                ul.recovery { @for code in &account.recovery_codes { li { code { (code) } } } }
            }
        }
        a href={ "/dev/client/web/start?login_hint=" (hint(who.username)) } { "Sign in as " (who.name) }
    }
}

fn authenticator_card(screen: &Screen) -> Markup {
    html! {
        section.card aria-labelledby="authenticator" {
            div.who {
                h2 #authenticator { "Authenticator" }
                span.left { span data-seconds-left { (screen.seconds_left) } " s" }
            }
            p.muted { "Stands in for the app on a phone." }
            progress max=(screen.period) value=(screen.seconds_left) aria-label="Seconds until the codes change" {}
            ul.codes #codes data-period=(screen.period) {
                @for entry in &screen.entries { (code(entry)) }
            }
            noscript { p.muted { "Reload the page for the current codes." } }
        }
    }
}

fn code(entry: &Entry) -> Markup {
    let (first, second) = entry.code.split_at(entry.code.len() / 2);
    html! {
        li data-username=(entry.username) {
            span { (entry.name) @if entry.being_set_up { span.tag.now { "being set up" } } }
            strong { (first) " " (second) }
            button.copy type="button" data-copy=(entry.code) aria-label={ "Copy the code of " (entry.name) } hidden { "Copy" }
        }
    }
}

fn clock_card(now: Timestamp, offset: i64) -> Markup {
    html! {
        section.card aria-labelledby="clock" {
            div.who {
                h2 #clock { "Clock" }
                span.tag.now[offset != 0] { (ahead(offset)) }
            }
            p.time { time data-now=(now.0) { (written(now)) } }
            form method="post" action="/dev/forms/clock" {
                p.muted { "Move it forward by" }
                div.choices {
                    @for (label, seconds) in ADVANCES {
                        button.quiet name="advance_seconds" value=(seconds) { (label) }
                    }
                }
                @if offset != 0 { button name="real_time" value="1" { "Back to real time" } }
            }
        }
    }
}

fn reset_card() -> Markup {
    html! {
        section.card aria-labelledby="reset" {
            h2 #reset { "Start over" }
            p.muted { "Everybody as on the first day: no authenticator apps that were added, no sign-ins under way, real time." }
            form method="post" action="/dev/forms/reset" { button.quiet.danger { "Reset the demo" } }
        }
    }
}

fn arch() -> Markup {
    html! {
        svg viewBox="0 0 28 28" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2.6"
            stroke-linecap="round" aria-hidden="true" {
            path d="M4 25V13a10 10 0 0 1 20 0v12" {}
            path d="M10 25V14a4 4 0 0 1 8 0v11" {}
        }
    }
}
