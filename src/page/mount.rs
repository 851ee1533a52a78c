//! Every screen after the first: Leptos mounts each as one root element.

use std::cell::RefCell;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::deferred::ShowScreen;
use super::focus::enter_screen;
use crate::context::{Context, Intent, ScreenState};
use crate::i18n::Words;
use crate::screens::{self, ScreenKey};
use crate::ui::Built;

struct MountedScreen {
    context: Context,
    main: HtmlElement,
    /// The screen is drawn again only when its key changes.
    key: RefCell<ScreenKey>,
    /// Dropping it takes the screen out of the page and stops everything that it listens to.
    mounted: RefCell<Option<UnmountHandle<Built>>>,
}

/// Makes the place where screens are mounted. `dispatch` gets what the person asks for.
pub(super) fn mount(main: HtmlElement, words: Words, state: ScreenState, dispatch: fn(Intent)) -> Box<dyn ShowScreen> {
    // The signals live as long as the page, like the program itself.
    let owner = Owner::new();
    let context = owner.with(|| Context { words: RwSignal::new(words), state: RwSignal::new(state), dispatch });
    std::mem::forget(owner);
    Box::new(MountedScreen { context, main, key: RefCell::new(ScreenKey::Identify), mounted: RefCell::default() })
}

impl ShowScreen for MountedScreen {
    fn show(&self, words: Words, state: ScreenState) {
        if self.context.words.get_untracked() != words {
            self.context.words.set(words);
        }
        let key = ScreenKey::of(&state);
        let flow = state.flow.clone();
        if self.context.state.with_untracked(|before| *before != state) {
            self.context.state.set(state);
        }
        if *self.key.borrow() == key {
            return;
        }
        drop(self.mounted.take());
        if key != ScreenKey::Identify {
            let (context, drawn) = (self.context, key.clone());
            let screen = mount_to(self.main.clone(), move || screens::view(context, &drawn, flow.as_deref()));
            self.mounted.replace(Some(screen));
            enter_screen();
        }
        self.key.replace(key);
    }
}
