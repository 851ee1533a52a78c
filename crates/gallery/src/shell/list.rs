//! The left-hand panel: screens with their states, and the search over them.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::command::Command;
use super::control::closer;
use super::history::full;
use super::state::Shell;
use super::tree::{Branch, Leaf, Way, readable};
use crate::address::Address;
use portico::host::browser::dom::{by_id, first};

/// The panel.
pub(super) fn list(shell: Shell) -> impl IntoView {
    let query = shell.part(|at| at.query.clone());
    let found = Memo::new(move |_| shell.tree.get().found(&query.get()));
    let all = move || shell.tree.get().len();
    let count = move || {
        let cells: usize = found.with(|found| found.iter().map(|branch| branch.leaves.len()).sum());
        if query.with(|query| query.trim().is_empty()) {
            format!("{cells} states of {} screens", shell.tree.get().branches().len())
        } else {
            format!("{cells} of {} states", all())
        }
    };
    follow(shell);
    view! {
        <nav id="list" class="list" aria-label="Screens" class:closed=move || !shell.panels.get().list>
            <div class="list-head">
                {closer(shell, "Close the screens")}
                <search class="search">
                    <input
                        id="search"
                        type="search"
                        aria-label="Search screens"
                        aria-keyshortcuts="/"
                        placeholder="Search: wrong code"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=query
                        on:input=move |event| {
                            let query = event_target_value(&event);
                            shell.tweak(|at| at.query = query);
                        }
                        on:keydown=move |event| key(shell, &event)
                    />
                    <kbd aria-hidden="true">"/"</kbd>
                </search>
                <p class="count" role="status">{count}</p>
            </div>
            <div class="branches">
                {move || found.get().into_iter().map(|branch| screen(shell, &branch)).collect_view()}
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="nothing">"Nothing has all of these words. Search for a screen, a state, or what it says."</p>
                </Show>
            </div>
        </nav>
    }
}

fn screen(shell: Shell, branch: &Branch) -> impl IntoView + use<> {
    let (tree, at) = (shell.tree.get_untracked(), shell.peek());
    let states = branch.leaves.iter().filter_map(|place| tree.leaf(*place)).map(|leaf| state(shell, leaf));
    // All screens at a glance, and the states of the one on show; whoever searches wants to see what was found.
    let open = !at.query.trim().is_empty() || branch.leaves.contains(&tree.place(&at.cell));
    view! {
        <details open=open>
            <summary>
                <span>{readable(&branch.screen)}</span>
                <span class="how-many">{branch.leaves.len()}</span>
            </summary>
            <ul>{states.collect_view()}</ul>
        </details>
    }
}

fn state(shell: Shell, leaf: &Leaf) -> impl IntoView + use<> {
    let (id, mine) = (leaf.id.clone(), leaf.id.clone());
    let href = move || full(&Address { cell: id.clone(), ..shell.address() }.to_hash());
    let current = shell.part(move |at| at.cell == mine);
    view! {
        <li>
            <a
                href=href
                aria-current=move || current.get().then_some("page")
            >
                {readable(&leaf.state)}
            </a>
        </li>
    }
}

/// Keys in the search field: the arrows walk what is found, Enter takes the best, Escape empties and then leaves.
fn key(shell: Shell, event: &KeyboardEvent) {
    let at = shell.peek();
    match event.key().as_str() {
        "ArrowDown" => shell.carry_out(Command::Step(Way::Next)),
        "ArrowUp" => shell.carry_out(Command::Step(Way::Previous)),
        "Enter" => {
            let tree = shell.tree.get_untracked();
            let found: Vec<usize> = tree.found(&at.query).into_iter().flat_map(|branch| branch.leaves).collect();
            if !found.contains(&tree.place(&at.cell))
                && let Some(best) = found.first().and_then(|place| tree.leaf(*place))
            {
                shell.tweak(|at| at.cell.clone_from(&best.id));
            }
            leave();
        }
        "Escape" if at.query.is_empty() => leave(),
        "Escape" => shell.tweak(|at| at.query.clear()),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Out of the field, so that letters are commands again.
fn leave() {
    if let Some(field) = by_id::<HtmlElement>("search") {
        let _ = field.blur();
    }
}

/// The list scrolls to the cell on show, and takes the focus along where it had it.
fn follow(shell: Shell) {
    let cell = shell.part(|at| at.cell.clone());
    Effect::new(move |_| {
        // Read, and not only followed: a memo that nobody reads never finds out that it has changed.
        let _ = cell.get();
        request_animation_frame(|| {
            let Some(current) = first::<HtmlElement>("#list a[aria-current]") else { return };
            if let Some(screen) = current.closest("details").ok().flatten() {
                let _ = screen.set_attribute("open", "");
            }
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            current.scroll_into_view_with_scroll_into_view_options(&options);
            if first::<HtmlElement>("#list a:focus").is_some() {
                let _ = current.focus();
            }
        });
    });
}
