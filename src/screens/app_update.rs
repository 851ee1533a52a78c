//! The product's own program is too old, or will be (U5): which version is needed and from when, how to get it, and what
//! to send to whoever installs programs here.

mod steps;
mod text;

use std::sync::Arc;

use auth_contract::{Action, ActionType, AppUpdate, StepType};
use leptos::prelude::*;

use crate::context::{Context, Text};
use crate::host;
use crate::host::allow_list::Purpose;
use crate::i18n::{Key, Words};
use crate::ui::{Node, action_button, alert, card, copy_button, disclosure, el, group, lead, notice, paragraph};

/// What is said about this product, in any language.
struct Product {
    update: AppUpdate,
    name: Option<String>,
    /// Where to get the program, if the page may lead there.
    store: Option<String>,
}

impl Product {
    /// The name of the product, or a word for it.
    fn name(&self, words: Words) -> &str {
        self.name.as_deref().unwrap_or(words.get(Key::CompleteApp))
    }

    /// A text about it.
    fn say(&self, words: Words, key: Key) -> String {
        let date = self.update.mandatory_from.map(|at| host::date(words.tag(), at)).unwrap_or_default();
        let version = words.left_to_right(&self.update.required);
        words.fill(key, &[("app", self.name(words)), ("version", &version), ("date", &date)])
    }
}

/// A text about it that follows the language.
fn said(context: Context, product: &Arc<Product>, key: Key) -> Text {
    let product = product.clone();
    Signal::derive(move || product.say(context.words.get(), key))
}

/// The wall, or the advice while there is still time.
pub fn app_update(context: Context, step: &AppUpdate) -> Node {
    let name = context.state.with_untracked(|state| Some(state.flow.as_ref()?.client.as_ref()?.name.clone()));
    let store = step.store_url.as_deref().and_then(|url| host::permitted(Purpose::Link, url));
    let product = Arc::new(Product { update: step.clone(), name, store });
    let (title, why) = match (step.blocking, step.mandatory_from) {
        (true, _) => (Key::UpdateTitle, Key::UpdateLead),
        (false, Some(_)) => (Key::UpdateTitleSoon, Key::UpdateLeadSoon),
        (false, None) => (Key::UpdateTitleSoon, Key::UpdateLeadReady),
    };
    let title = el("h1", "title").attr("tabindex", "-1").say(said(context, &product, title));
    let mut parts = vec![title, lead(said(context, &product, why)), notice(context), facts(context, &product)];
    let steps = steps::keys(step.platform).iter();
    let steps = steps.map(|key| el("li", "").with(vec![el("span", "").say(said(context, &product, *key))]));
    parts.extend([el("ol", "steps").with(steps.collect()), alert(context)]);
    parts.extend(ways_on(context, &product));
    parts.push(for_the_it_department(context, product));
    card(StepType::AppUpdate, parts)
}

/// Which version is here, which one is needed, and from when.
fn facts(context: Context, product: &Arc<Product>) -> Node {
    let mut lines = vec![];
    for number in 0..text::facts(product, context.words.get_untracked()).len() * 2 {
        let product = product.clone();
        let said = Signal::derive(move || {
            let (name, value) = text::facts(&product, context.words.get()).swap_remove(number / 2);
            if number % 2 == 0 { name.to_owned() } else { value }
        });
        lines.push(el(if number % 2 == 0 { "dt" } else { "dd" }, "").say(said));
    }
    group("versions", vec![el("dl", "facts").with(lines)])
}

/// The text to send to whoever installs programs here, to be read before it is copied.
fn for_the_it_department(context: Context, product: Arc<Product>) -> Node {
    let copied = product.clone();
    let copy = Arc::new(move || text::text(&copied, context.words.get_untracked()));
    let shown = Signal::derive(move || text::text(&product, context.words.get()));
    let parts = vec![
        paragraph("", context.text(Key::UpdateItText)),
        el("p", "facts copy-text").attr("data-copy-text", "").say(shown),
        group("button-row", vec![copy_button(context, Key::UpdateItCopy, copy)]),
    ];
    disclosure(context, Key::UpdateIt, parts)
}

/// Getting it, having got it, and going on without. Only one of them is what most people want.
fn ways_on(context: Context, product: &Arc<Product>) -> Vec<Node> {
    let (skips, retries) = (context.offers(ActionType::Skip), context.offers(ActionType::Restart));
    let mut first = "button";
    let mut buttons = vec![];
    if let Some(url) = product.store.clone() {
        let label = steps::store(product.update.platform).unwrap_or(Key::UpdateGet);
        // In a page of its own: this one waits with the way on.
        let link = el("a", first)
            .attr("href", url)
            .attrs(&[("target", "_blank"), ("rel", "noopener noreferrer"), ("data-store", "")])
            .with(vec![el("span", "button-label").say(context.text(label))]);
        buttons.push(link);
        first = "button button-quiet";
    }
    let tried = RwSignal::new(false);
    let retry = |class: &'static str| {
        let dispatch = move || {
            tried.set(true);
            context.act(Action::Restart);
        };
        action_button(context, class, ActionType::Restart, Key::UpdateRetry, Arc::new(dispatch))
    };
    if skips {
        let look = "button button-quiet";
        buttons.push(action_button(
            context,
            look,
            ActionType::Skip,
            Key::UpdateLater,
            context.action_handler(Action::Skip),
        ));
    } else if retries {
        buttons.push(retry(first));
    }
    let mut parts = vec![group("form", buttons)];
    if skips && retries {
        parts.push(group("ways", vec![retry("link")]));
    }
    // The screen stays when the answer is the same, so something has to say that there was one.
    let product = product.clone();
    let still = Signal::derive(move || {
        let over = tried.get() && !context.is_sending(ActionType::Restart) && context.error().is_none();
        if over { product.say(context.words.get(), Key::UpdateStill) } else { String::new() }
    });
    parts.push(el("div", "").attr("role", "status").with(vec![paragraph("hint hint-after", still)]));
    parts
}
