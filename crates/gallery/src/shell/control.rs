//! The controls of the settings: all native, so that keyboards and screen readers know them.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::offers::Offer;
use super::state::{Panels, Shell};

/// One of a few, all in sight. `name` groups the buttons; `chosen` and `choose` speak in the offers' names.
pub(super) fn segmented(
    name: &'static str,
    legend: &'static str,
    offers: Vec<Offer>,
    chosen: Memo<String>,
    choose: impl Fn(&str) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let buttons = offers.into_iter().map(|offer| {
        let (value, mine) = (offer.name.clone(), offer.name.clone());
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=offer.name
                    prop:checked=move || chosen.with(|chosen| *chosen == mine)
                    on:change=move |_| choose(&value)
                />
                <span>{offer.title}</span>
            </label>
        }
    });
    view! {
        <fieldset class="row segmented">
            <legend>{legend}</legend>
            <div class="segments">{buttons.collect_view()}</div>
        </fieldset>
    }
}

/// One of many.
pub(super) fn select(
    label: &'static str,
    offers: Vec<Offer>,
    chosen: Memo<String>,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let options = offers.into_iter().map(|offer| {
        let mine = offer.name.clone();
        view! { <option value=offer.name prop:selected=move || chosen.with(|chosen| *chosen == mine)>{offer.title}</option> }
    });
    view! {
        <label class="row">
            <span class="label">{label}</span>
            <select on:change=move |event| choose(event_target_value(&event))>{options.collect_view()}</select>
        </label>
    }
}

/// On or off.
pub(super) fn switch(
    label: &'static str,
    about: &'static str,
    on: Memo<bool>,
    turn: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <label class="switch" title=about>
            <input type="checkbox" role="switch" prop:checked=move || on.get() on:change=move |_| turn() />
            <span>{label}</span>
        </label>
    }
}

/// A length in px. `take` hears only what is within the range.
pub(super) fn length(
    label: &'static str,
    range: std::ops::RangeInclusive<u16>,
    value: Memo<u16>,
    take: impl Fn(u16) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (least, most) = (*range.start(), *range.end());
    view! {
        <input
            type="number"
            class="length"
            aria-label=label
            min=least
            max=most
            prop:value=move || value.get().to_string()
            on:change=move |event| {
                match event_target_value(&event).parse() {
                    Ok(length) if range.contains(&length) => take(length),
                    // Back to what is true.
                    _ => event_target::<leptos::web_sys::HtmlInputElement>(&event)
                        .set_value(&value.get_untracked().to_string()),
                }
            }
        />
    }
}

/// Closes the panels where they cover the stage; absent where they do not.
pub(super) fn closer(shell: Shell, label: &'static str) -> impl IntoView {
    view! {
        <button
            type="button"
            class="tool closer"
            aria-label=label
            on:click=move |_| shell.panels.set(Panels::CLOSED)
        >
            {icon(Icon::Close)}
        </button>
    }
}

/// Offers made of plain pairs of name and title.
pub(super) fn offers<const N: usize>(pairs: [(&str, &str); N]) -> Vec<Offer> {
    pairs.map(|(name, title)| Offer { name: name.to_owned(), title: title.to_owned() }).into()
}
