//! The list of keys.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::command::KEYS;
use super::icon::{Icon, icon};
use super::state::Shell;

/// The dialog; the browser keeps the focus in it and gives it back.
pub(super) fn help(shell: Shell) -> impl IntoView {
    let node: NodeRef<Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if !shell.help.get() {
            dialog.close();
        } else if !dialog.open() {
            let _ = dialog.show_modal();
        }
    });
    let line = |(keys, what): &(&'static str, &'static str)| {
        let keys = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view();
        view! {
            <div>
                <dt>{keys}</dt>
                <dd>{*what}</dd>
            </div>
        }
    };
    view! {
        <dialog node_ref=node class="help" aria-labelledby="help-title" on:close=move |_| shell.help.set(false)>
            <header>
                <h2 id="help-title">"Keys"</h2>
                <button type="button" class="tool" aria-label="Close" on:click=move |_| shell.help.set(false)>
                    {icon(Icon::Close)}
                </button>
            </header>
            <dl>{KEYS.iter().map(line).collect_view()}</dl>
            <p class="muted">
                "Everything that you set stands in the address: whoever opens it sees the same. Keys pressed inside the live "
                "page belong to the page; press outside of it to have them here again."
            </p>
        </dialog>
    }
}
