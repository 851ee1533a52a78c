//! Below the stage: what lenses found in the cell, and what was pressed and answered.

use leptos::prelude::*;

use super::frame::tell;
use super::message::{Row, Verdict, tally};
use super::settings::describe;
use super::state::Shell;
use crate::address::{Lens, View};

/// A page of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Play,
    Lens(Lens),
}

/// The panel; absent while there is nothing to tell.
pub(super) fn findings(shell: Shell) -> impl IntoView {
    let lenses = shell.part(|at| at.lenses.iter().collect::<Vec<_>>());
    let playing = shell.part(|at| at.play.is_some());
    let one = shell.part(|at| at.view == View::Cell);
    let pages = Memo::new(move |_| {
        if !one.get() {
            return vec![];
        }
        let mut pages: Vec<Page> = lenses.get().into_iter().map(Page::Lens).collect();
        if playing.get() || !shell.log.with(Vec::is_empty) {
            pages.push(Page::Play);
        }
        pages
    });
    let wanted = RwSignal::new(None::<Page>);
    // What was just put on is what somebody wants to see.
    Effect::new(move |before: Option<Vec<Page>>| {
        let now = pages.get();
        if let Some(new) = now.iter().find(|page| before.as_ref().is_some_and(|before| !before.contains(page))) {
            wanted.set(Some(*new));
        }
        now
    });
    let open = Memo::new(move |_| {
        let pages = pages.get();
        wanted.get().filter(|page| pages.contains(page)).or(pages.first().copied())
    });
    view! {
        <Show when=move || open.get().is_some()>
            <section class="findings" aria-label="Findings">
                <div class="findings-head" role="group" aria-label="What to show">
                    <For each=move || pages.get() key=|page| label(*page) let:page>
                        <button
                            type="button"
                            class="page"
                            aria-pressed=move || if open.get() == Some(page) { "true" } else { "false" }
                            on:click=move |_| wanted.set(Some(page))
                        >
                            {label(page)}
                            {move || count(shell, page)}
                        </button>
                    </For>
                    <Show when=move || open.get() == Some(Page::Play)>
                        <button type="button" class="quiet end" on:click=move |_| shell.again()>"Begin again"</button>
                    </Show>
                </div>
                // Scrolled by keyboard too, hence a place in the tab order.
                <div class="findings-body" tabindex="0" role="region" aria-label="Rows">
                    {move || match open.get() {
                        Some(Page::Lens(lens)) => report(shell, lens).into_any(),
                        Some(Page::Play) => log(shell).into_any(),
                        None => ().into_any(),
                    }}
                </div>
            </section>
        </Show>
    }
}

fn label(page: Page) -> &'static str {
    match page {
        Page::Play => "Presses",
        Page::Lens(lens) => describe(lens).0,
    }
}

/// What stands beside a label: how much there is, and how bad.
fn count(shell: Shell, page: Page) -> impl IntoView {
    let badge = |class: &'static str, count: usize, what: &str| {
        (count > 0).then(|| view! { <span class=class title=format!("{count} {what}")>{count}</span> })
    };
    match page {
        Page::Play => badge("badge", shell.log.with(Vec::len), "presses and answers").into_any(),
        Page::Lens(lens) => shell
            .reports
            .with(|reports| {
                let rows = reports.get(&lens).map_or(&[][..], Vec::as_slice);
                let (bad, warn) = tally(rows);
                (
                    badge("badge bad", bad, "to mend"),
                    badge("badge warn", warn, "to look at"),
                    badge("badge", rows.len() - bad - warn, "fine"),
                )
            })
            .into_any(),
    }
}

fn report(shell: Shell, lens: Lens) -> impl IntoView {
    let rows = move || shell.reports.with(|reports| reports.get(&lens).cloned());
    move || match rows() {
        None => view! { <p class="nothing">"Looking …"</p> }.into_any(),
        Some(rows) if rows.is_empty() => view! { <p class="nothing">"Nothing on this screen."</p> }.into_any(),
        Some(rows) => {
            let rows = rows.into_iter().enumerate().map(|(place, found)| row(lens, place, found));
            view! { <ul class="rows" on:mouseleave=|_| unpoint()>{rows.collect_view()}</ul> }.into_any()
        }
    }
}

/// A row; while it is pointed at or has the focus, the cell shows what it speaks of.
fn row(lens: Lens, place: usize, row: Row) -> impl IntoView {
    let (class, word) = match row.verdict {
        Verdict::Bad => ("bad", "To mend"),
        Verdict::Warn => ("warn", "Look"),
        Verdict::Ok => ("ok", "Fine"),
        Verdict::None => ("", ""),
    };
    view! {
        <li on:mouseenter=move |_| point(lens, place)>
            <span class=format!("verdict {class}")>{word}</span>
            <button
                type="button"
                class="what"
                title="Show it on the screen"
                on:click=move |_| point(lens, place)
                on:focus=move |_| point(lens, place)
                on:blur=|_| unpoint()
            >
                {row.text}
            </button>
            <span class="detail">{row.detail}</span>
            {row.file.map(|file| view! { <code>{file}</code> })}
        </li>
    }
}

fn point(lens: Lens, row: usize) {
    tell(&serde_json::json!({"portico": "point", "lens": lens.word(), "row": row}));
}

fn unpoint() {
    tell(&serde_json::json!({"portico": "point"}));
}

fn log(shell: Shell) -> impl IntoView {
    move || {
        let entries = shell.log.get();
        if entries.is_empty() {
            return view! { <p class="nothing">"Press something on the screen. What it asks for is listed here."</p> }
                .into_any();
        }
        let line = |entry: super::state::Entry| {
            view! {
                <li>
                    <span class="verdict">{entry.what}</span>
                    <span class="what">{entry.detail}</span>
                </li>
            }
        };
        // Newest first: that is where one looks.
        view! { <ol class="rows" reversed>{entries.into_iter().rev().map(line).collect_view()}</ol> }.into_any()
    }
}
