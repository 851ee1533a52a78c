//! Above the stage: which screen this is, how it is looked at, and where its address goes.

use leptos::prelude::*;

use super::command::Command;
use super::icon::{Icon, icon};
use super::state::{Panels, Shell};
use super::tree::{Way, readable};
use crate::address::View;

/// The bar.
pub(super) fn bar(shell: Shell) -> impl IntoView {
    let title = move || {
        shell.leaf().map(|leaf| {
            view! {
                <h1>
                    <span class="screen">{readable(&leaf.screen)}</span>
                    " "
                    <span class="state">{readable(&leaf.state)}</span>
                </h1>
                <code class="source" title="The file that draws it">{leaf.source}</code>
            }
        })
    };
    let alone = shell.part(|at| format!("cell.html{}", at.for_cell().to_hash()));
    view! {
        <header class="bar">
            <button
                type="button"
                class="tool"
                aria-label="Screens"
                title="Screens"
                aria-controls="list"
                aria-expanded=move || shell.panels.get().list.to_string()
                on:click=move |_| shell.panels.update(|panels| *panels = Panels { list: !panels.list, ..*panels })
            >
                {icon(Icon::List)}
            </button>
            <div class="pair">
                {tool("Previous state (↑)", Icon::Up, move || shell.carry_out(Command::Step(Way::Previous)))}
                {tool("Next state (↓)", Icon::Down, move || shell.carry_out(Command::Step(Way::Next)))}
            </div>
            <div class="title">{title}</div>
            {views(shell)}
            <div class="tools">
                <button type="button" class="tool wide" title="Copy the address (c)" on:click=move |_| shell.copy()>
                    {icon(Icon::Link)}
                    <span>"Copy address"</span>
                </button>
                <a
                    class="tool"
                    href=alone
                    target="_blank"
                    rel="noopener"
                    aria-label="Open alone, in a new tab"
                    title="Open alone, in a new tab"
                >
                    {icon(Icon::Out)}
                </a>
                <button
                    type="button"
                    class="tool keys"
                    aria-label="Keys"
                    title="Keys (?)"
                    on:click=move |_| shell.help.set(true)
                >
                    {icon(Icon::Keys)}
                </button>
                <button
                    type="button"
                    class="tool"
                    aria-label="Settings"
                    title="Settings"
                    aria-controls="settings"
                    aria-expanded=move || shell.panels.get().settings.to_string()
                    on:click=move |_| {
                        shell.panels.update(|panels| *panels = Panels { settings: !panels.settings, ..*panels });
                    }
                >
                    {icon(Icon::Settings)}
                </button>
            </div>
        </header>
    }
}

fn tool(label: &'static str, picture: Icon, press: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    view! {
        <button type="button" class="tool" aria-label=label title=label on:click=move |_| press()>
            {icon(picture)}
        </button>
    }
}

fn views(shell: Shell) -> impl IntoView {
    let now = shell.part(|at| at.view);
    let one = move |view: View| {
        let label = match view {
            View::Cell => "Screen",
            View::States => "States",
            View::Languages => "Languages",
        };
        view! {
            <button
                type="button"
                aria-pressed=move || (now.get() == view).to_string()
                on:click=move |_| shell.tweak(|at| at.view = view)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label="Show" title="Overview (o)">
            {View::ALL.iter().map(|view| one(*view)).collect_view()}
        </div>
    }
}
