//! The right-hand panel: everything that can be set, each with its key.

use leptos::prelude::*;

use super::command::{Command, changes};
use super::control::{closer, length, offers, segmented, select, switch};
use super::measure::{PRESETS, TEXTS, ZOOMS, usual_height};
use super::offers::Offer;
use super::state::Shell;
use crate::address::{Address, Direction, Lens, Network, SIZES, Theme};

/// The panel.
pub(super) fn settings(shell: Shell) -> impl IntoView {
    let changed = shell.part(changes);
    let count = move || match changed.get() {
        0 => String::from("Everything as usual"),
        1 => String::from("1 setting changed"),
        many => format!("{many} settings changed"),
    };
    view! {
        <aside
            id="settings"
            class="settings"
            aria-label="Settings"
            class:closed=move || !shell.panels.get().settings
        >
            <div class="settings-head">
                <span class="muted">{count}</span>
                <button type="button" class="quiet" disabled=move || changed.get() == 0 on:click=move |_| shell.reset()>
                    "Reset"
                </button>
                {closer(shell, "Close the settings")}
            </div>
            <section aria-labelledby="set-window">
                <h2 id="set-window">"Window"</h2>
                {window(shell)}
            </section>
            <section aria-labelledby="set-look">
                <h2 id="set-look">"Look"</h2>
                {look(shell)}
            </section>
            <section aria-labelledby="set-words">
                <h2 id="set-words">"Words"</h2>
                {words(shell)}
            </section>
            <section aria-labelledby="set-behaviour">
                <h2 id="set-behaviour">"Behaviour"</h2>
                {behaviour(shell)}
            </section>
            <section aria-labelledby="set-lenses">
                <h2 id="set-lenses">"Lenses"</h2>
                {lenses(shell)}
            </section>
        </aside>
    }
}

fn window(shell: Shell) -> impl IntoView {
    let presets = PRESETS.map(|(width, _)| width.to_string()).map(|width| Offer { name: width.clone(), title: width });
    let chosen = shell.part(|at| match at.height {
        None => at.width.to_string(),
        Some(_) => String::new(),
    });
    let height = |at: &Address| at.height.unwrap_or_else(|| usual_height(at.width));
    view! {
        {segmented("width", "Width", presets.into(), chosen, move |width| {
            let width = width.parse();
            shell.tweak(|at| {
                at.width = width.unwrap_or(at.width);
                at.height = None;
            });
        })}
        <div class="row" role="group" aria-label="Free size, in pixels">
            <span class="label" aria-hidden="true">"Free"</span>
            <span class="lengths">
                {length("Width in pixels", SIZES, shell.part(|at| at.width), move |width| shell.tweak(|at| at.width = width))}
                <span aria-hidden="true">"×"</span>
                {length("Height in pixels", SIZES, shell.part(height), move |height| {
                    shell.tweak(|at| at.height = Some(height).filter(|height| *height != usual_height(at.width)));
                })}
            </span>
        </div>
        {segmented("zoom", "Zoom", percents(&ZOOMS), shell.part(|at| at.zoom.to_string()), move |zoom| {
            let zoom = zoom.parse();
            shell.tweak(|at| at.zoom = zoom.unwrap_or(at.zoom));
        })}
        {segmented("text", "Text", percents(&TEXTS), shell.part(|at| at.text.to_string()), move |text| {
            let text = text.parse();
            shell.tweak(|at| at.text = text.unwrap_or(at.text));
        })}
    }
}

fn look(shell: Shell) -> impl IntoView {
    let themes = offers([("", "System"), ("light", "Light"), ("dark", "Dark")]);
    view! {
        {segmented("theme", "Theme", themes, shell.part(|at| at.theme.map_or("", Theme::word).to_owned()), move |theme| {
            let theme = Theme::of(theme);
            shell.tweak(|at| at.theme = theme);
        })}
        {select("Brand", shell.offers().brands.clone(), shell.part(|at| at.brand.clone()), move |brand| {
            shell.tweak(|at| at.brand = brand);
        })}
        <div class="switches">
            {switch(
                "Forced colours",
                "As in Windows’ contrast themes",
                shell.part(|at| at.forced),
                move || shell.tweak(|at| at.forced = !at.forced),
            )}
            {switch(
                "Reduced motion",
                "As people set it who get dizzy",
                shell.part(|at| at.reduced_motion),
                move || shell.tweak(|at| at.reduced_motion = !at.reduced_motion),
            )}
            {switch(
                "Stand still",
                "No clock, no caret, no animation: for pictures",
                shell.part(|at| at.still),
                move || shell.tweak(|at| at.still = !at.still),
            )}
        </div>
    }
}

fn words(shell: Shell) -> impl IntoView {
    let directions = offers([("", "Auto"), ("ltr", "LTR"), ("rtl", "RTL")]);
    let direction = shell.part(|at| at.direction.map_or("", Direction::word).to_owned());
    view! {
        {select("Language", shell.offers().languages.clone(), shell.part(|at| at.language.clone()), move |language| {
            shell.tweak(|at| at.language = language);
        })}
        {segmented("direction", "Direction", directions, direction, move |direction| {
            let direction = Direction::of(direction);
            shell.tweak(|at| at.direction = direction);
        })}
    }
}

fn behaviour(shell: Shell) -> impl IntoView {
    let networks = offers([("normal", "Normal"), ("slow", "Slow"), ("offline", "Offline")]);
    let mut walks = offers([("", "Off")]);
    walks.extend(shell.offers().walks.iter().cloned());
    view! {
        {select("Play", walks, shell.part(|at| at.play.clone().unwrap_or_default()), move |walk| {
            shell.play(Some(walk).filter(|walk| !walk.is_empty()));
        })}
        {segmented("network", "Network", networks, shell.part(|at| at.network.word().to_owned()), move |network| {
            let network = Network::of(network).unwrap_or(Network::Normal);
            // There is a line to be slow only where presses are answered.
            if network != Network::Normal && shell.peek().play.is_none() {
                shell.carry_out(Command::Play);
            }
            shell.tweak(|at| at.network = network);
        })}
    }
}

fn lenses(shell: Shell) -> impl IntoView {
    let one = move |lens: Lens| {
        let (label, about) = describe(lens);
        switch(label, about, shell.part(move |at| at.lenses.has(lens)), move || shell.toggle(lens))
    };
    view! { <div class="switches">{Lens::ALL.iter().map(|lens| one(*lens)).collect_view()}</div> }
}

/// What a lens is called and what it shows.
pub(super) fn describe(lens: Lens) -> (&'static str, &'static str) {
    match lens {
        Lens::Keys => ("Keys", "Over each text its key and the file where it stands"),
        Lens::Autofill => ("Autofill", "What a password manager sees"),
        Lens::A11y => ("Accessibility", "Roles, names, order, contrast, sizes of targets"),
        Lens::Grid => ("Spacing", "The 4 px grid, and the space around what is pointed at"),
    }
}

fn percents(values: &[u16]) -> Vec<Offer> {
    values.iter().map(|value| Offer { name: value.to_string(), title: value.to_string() }).collect()
}
