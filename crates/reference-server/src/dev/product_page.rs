//! The pages of the demo product.

use maud::{DOCTYPE, Markup, html};

use super::products::Product;
use crate::services::oauth::userinfo::UserInfo;

const NOTES: [(&str, &str, &str); 4] = [
    ("Cabin weekend", "Yesterday", "Firewood is stacked behind the shed. Bring coffee, candles and the good map."),
    ("Board meeting", "Tuesday", "Agree on the budget for spring. Ask Ingrid about the harbour lease."),
    ("Cloudberry jam", "14 November", "One kilo of berries, 600 g of sugar. Stir slowly, do not boil."),
    ("Books to return", "2 November", "Two novels and the atlas, before the library closes for the holidays."),
];

/// The product for somebody.
pub fn signed_in(product: &Product, who: &UserInfo) -> Markup {
    let factors = match &who.amr[..] {
        [] => None,
        amr if amr.iter().any(|method| method == "mfa") => Some("more than one factor"),
        _ => Some("one factor"),
    };
    frame(
        product,
        html! {
            section.hello {
                p.tick aria-hidden="true" { "✓" }
                div {
                    h1 { "You are signed in as " span #who { (who.name) } }
                    p.muted {
                        span #username { (who.preferred_username) }
                        @if let Some(factors) = factors { " · " (factors) }
                    }
                }
                form method="post" action={ "/dev/client/" (product.path) "/sign-out" } {
                    button.quiet type="submit" { "Sign out" }
                }
            }
            section.notes aria-label="Notes" {
                @for (title, when, text) in NOTES {
                    article { h2 { (title) } p { (text) } p.muted { (when) } }
                }
            }
        },
    )
}

/// The product for nobody yet.
pub fn signed_out(product: &Product) -> Markup {
    frame(
        product,
        html! {
            section.empty {
                h1 { "Your notes, wherever you are" }
                p.muted { "Sign in to read and write them." }
                p { a.button href={ "/dev/client/" (product.path) "/start" } { "Continue" } }
                @if product.takes_codes() {
                    form method="post" action={ "/dev/client/" (product.path) "/code" } {
                        label for="code" { "Code from the sign-in page" }
                        input #code name="code" autocomplete="off" autocapitalize="none" spellcheck="false" required;
                        button.quiet type="submit" { "Sign in with this code" }
                    }
                }
            }
        },
    )
}

/// Sign-in did not work out.
pub fn failed(product: &Product, reason: &str) -> Markup {
    frame(
        product,
        html! {
            section.empty {
                h1 { "You are not signed in" }
                p.muted role="alert" { (reason) }
                p { a.button href={ "/dev/client/" (product.path) "/start" } { "Try again" } }
            }
        },
    )
}

fn frame(product: &Product, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (product.name) }
                link rel="stylesheet" href="/dev/product.css";
            }
            body.product {
                header {
                    p.brand { (mark()) (product.name) span.tag { (product.kind()) } }
                    a href="/dev" { "Demo lobby" }
                }
                main { (content) }
            }
        }
    }
}

fn mark() -> Markup {
    html! {
        svg viewBox="0 0 28 28" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2.4"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
            path d="M7 3h11l5 5v17H7z" {}
            path d="M18 3v5h5M11 13h8M11 18h6" {}
        }
    }
}
