//! Many cells side by side: all states of a screen, or one cell in all languages. Every tile is live.

use leptos::html::Div;
use leptos::prelude::*;

use super::frame::frame;
use super::history::full;
use super::measure::{GAP, Measure, tile_width, usual_height};
use super::room::room;
use super::state::Shell;
use super::tree::readable;
use crate::address::{Address, View};

/// More than this at once is more than a machine likes, and than eyes compare.
const MANY: usize = 24;
/// How many documents load at the same time.
const ABREAST: usize = 3;
/// After this many ms a tile that says nothing keeps nobody waiting any more.
const PATIENCE: u64 = 4000;

/// Left and right of the tiles, in px.
const MARGIN: f64 = 40.0;

/// What a tile shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tile {
    title: String,
    address: Address,
}

/// The overview; empty while one cell is on show.
pub(super) fn overview(shell: Shell, ready: RwSignal<usize>) -> impl IntoView {
    let tiles = Memo::new(move |_| tiles(shell));
    let every = RwSignal::new(false);
    let all = Memo::new(move |_| tiles.with(Vec::len));
    let count = Memo::new(move |_| if every.get() { all.get() } else { all.get().min(MANY) });
    let node: NodeRef<Div> = NodeRef::new();
    let room = room(node, MARGIN);
    let measure = Memo::new(move |_| {
        let at = shell.address();
        let height = at.height.unwrap_or_else(|| usual_height(at.width));
        Measure::new(at.width, height, at.zoom, tile_width(at.width, room.get()))
    });
    let shown = shell.part(|at| at.view != View::Cell);
    let still = Still::new();
    Effect::new(move |_| {
        if shown.get() {
            still.hold_from_now_on();
        }
    });
    view! {
        <div
            class="overview"
            node_ref=node
            hidden=move || !shown.get()
            on:scroll=move |_| still.hold(node)
            on:wheel=move |_| still.let_go()
            on:touchstart=move |_| still.let_go()
            on:pointerdown=move |_| still.let_go()
            on:focusin=move |_| still.let_go()
        >
            <ul class="tiles" style:gap=format!("{GAP}px")>
                // By place and not by cell: a frame that is there already shows the next screen at once.
                <For each=move || 0..count.get() key=|place| *place let:place>
                    {tile(shell, tiles, place, ready, measure)}
                </For>
            </ul>
            <Show when=move || { count.get() < all.get() }>
                <button type="button" class="more" on:click=move |_| every.set(true)>
                    {move || format!("Show all {}", all.get())}
                </button>
            </Show>
        </div>
        <p class="status" hidden=move || !shown.get()>
            {move || format!("{} tiles, each {}", all.get(), measure.get().words())}
        </p>
    }
}

/// A screen in a tile takes its own focus, and browsers scroll to it through every document around it. The overview
/// stands still until somebody scrolls.
#[derive(Clone, Copy)]
struct Still(StoredValue<bool>);

impl Still {
    fn new() -> Self {
        Self(StoredValue::new(true))
    }

    fn hold_from_now_on(self) {
        self.0.set_value(true);
    }

    fn let_go(self) {
        self.0.set_value(false);
    }

    fn hold(self, node: NodeRef<Div>) {
        if let (true, Some(overview)) = (self.0.get_value(), node.get_untracked()) {
            overview.set_scroll_top(0);
        }
    }
}

fn tiles(shell: Shell) -> Vec<Tile> {
    let at = shell.address();
    let tree = shell.tree.get();
    let one = Address { view: View::Cell, play: None, ..at.clone() };
    match at.view {
        View::Cell => vec![],
        View::States => {
            let states = tree.states(tree.place(&at.cell)).iter().filter_map(|place| tree.leaf(*place));
            let tile = |leaf: &super::tree::Leaf| Tile {
                title: readable(&leaf.state),
                address: Address { cell: leaf.id.clone(), ..one.clone() },
            };
            states.map(tile).collect()
        }
        View::Languages => {
            let tile = |offer: &super::offers::Offer| Tile {
                title: offer.title.clone(),
                address: Address { language: offer.name.clone(), ..one.clone() },
            };
            shell.offers().languages.iter().map(tile).collect()
        }
    }
}

fn tile(
    shell: Shell,
    tiles: Memo<Vec<Tile>>,
    place: usize,
    ready: RwSignal<usize>,
    measure: Memo<Measure>,
) -> impl IntoView {
    let mine = Memo::new(move |_| tiles.with(|tiles| tiles.get(place).cloned()));
    // Tiles take turns, so that the first ones are there soon and the tool answers meanwhile.
    let turn = Memo::new(move |_| place < ready.get() + ABREAST);
    Effect::new(move |_| {
        if turn.get() {
            let patience = std::time::Duration::from_millis(PATIENCE);
            set_timeout(move || ready.update(|ready| *ready = (*ready).max(place + 1)), patience);
        }
    });
    let hash = move || mine.get().filter(|_| turn.get()).map(|tile| tile.address.for_cell().to_hash());
    let title = move || mine.get().map_or_else(String::new, |tile| tile.title);
    let size = move || {
        let (width, height) = measure.get().drawn();
        format!("inline-size:{width:.2}px;block-size:{height:.2}px")
    };
    let current = move || {
        let at = shell.address();
        mine.get().is_some_and(|tile| tile.address.cell == at.cell && tile.address.language == at.language)
    };
    view! {
        <li class="tile">
            <div class="glass" style=size>{frame("tile", hash, title, measure, false)}</div>
            <a
                href=move || mine.get().map_or_else(String::new, |tile| full(&tile.address.to_hash()))
                aria-current=move || current().then_some("true")
            >
                {title}
            </a>
        </li>
    }
}
