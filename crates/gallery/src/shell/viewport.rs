//! The live screen in its window: what stands above it, its handle, and what it measures.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Element;

use super::frame::frame;
use super::measure::{Measure, usual_height};
use super::room::room;
use super::state::Shell;
use crate::address::{SIZES, View};

/// Left of the frame and right of it, in px: room for its shadow and its handle.
const MARGIN: f64 = 64.0;

/// The stage with one cell on it.
pub(super) fn stage(shell: Shell) -> impl IntoView {
    let node: NodeRef<Div> = NodeRef::new();
    let room = room(node, MARGIN);
    let measure = Memo::new(move |_| {
        let at = shell.address();
        Measure::new(at.width, at.height.unwrap_or_else(|| usual_height(at.width)), at.zoom, room.get())
    });
    let shown = shell.part(|at| at.view == View::Cell);
    let hash = Memo::new(move |_| shell.frame_hash());
    // The number makes the same address another one, so that the cell begins anew.
    let address = move || {
        let (hash, round) = (hash.get(), shell.round.get());
        shown.get().then(|| if round == 0 { hash } else { format!("{hash}&round={round}") })
    };
    let title = move || shell.leaf().map_or_else(String::new, |leaf| format!("Live page: {}", leaf.title));
    let size = move || {
        let (width, height) = measure.get().drawn();
        format!("inline-size:{width:.2}px;block-size:{height:.2}px")
    };
    view! {
        <div class="stage" node_ref=node hidden=move || !shown.get()>
            <div class="window">
                <div class="glass" style=size>{frame("live", address, title, measure, true)}</div>
                {handle(shell, measure)}
            </div>
        </div>
        <p class="status" hidden=move || !shown.get()>
            {move || measure.get().words()}
        </p>
    }
}

/// Where a drag began: the pointer and the width, in px.
#[derive(Clone, Copy)]
struct Grip {
    pointer: f64,
    width: f64,
    fit: f64,
}

/// The edge of the frame, to be dragged or moved by the arrow keys.
fn handle(shell: Shell, measure: Memo<Measure>) -> impl IntoView {
    let grip = StoredValue::new(None::<Grip>);
    let set = move |width: f64| {
        let (least, most) = (f64::from(*SIZES.start()), f64::from(*SIZES.end()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a range of u16")]
        shell.tweak(|at| at.width = width.round().clamp(least, most) as u16);
    };
    let press = move |event: PointerEvent| {
        let Measure { width, fit, .. } = measure.get_untracked();
        grip.set_value(Some(Grip { pointer: f64::from(event.client_x()), width: f64::from(width), fit }));
        // The frame would swallow the pointer otherwise.
        let _ = event_target::<Element>(&event).set_pointer_capture(event.pointer_id());
        event.prevent_default();
    };
    let drag = move |event: PointerEvent| {
        if let Some(Grip { pointer, width, fit }) = grip.get_value() {
            // Twice: the frame stands in the middle and grows both ways.
            set(width + 2.0 * (f64::from(event.client_x()) - pointer) / fit);
        }
    };
    let key = move |event: KeyboardEvent| {
        let stride = if event.shift_key() { 10.0 } else { 1.0 };
        let width = f64::from(measure.get_untracked().width);
        match event.key().as_str() {
            "ArrowLeft" => set(width - stride),
            "ArrowRight" => set(width + stride),
            "Home" => set(f64::from(*SIZES.start())),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div
            class="handle"
            role="separator"
            tabindex="0"
            aria-label="Width of the window"
            aria-orientation="vertical"
            aria-valuemin=SIZES.start().to_string()
            aria-valuemax=SIZES.end().to_string()
            aria-valuenow=move || measure.get().width.to_string()
            aria-valuetext=move || format!("{} pixels", measure.get().width)
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=move |_| grip.set_value(None)
            on:pointercancel=move |_| grip.set_value(None)
            on:keydown=key
        ></div>
    }
}
