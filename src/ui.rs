//! The components that screens are made of. Each file has a style sheet of the same name under `style/components/`.
//!
//! They are plain functions that return an erased view and take erased texts and handlers. A generic component is
//! compiled again for every screen that uses it, and view code is the bulk of the program: this way each is in it once
//! (docs/decisions/0006-small-views.md).

mod alert;
mod button;
mod card;
mod choice;
mod code_input;
mod copy_button;
mod disclosure;
mod icon;
mod lifetime;
mod password_input;
mod qr_code;
mod who;

use std::rc::Rc;

use leptos::prelude::Signal;

pub use alert::alert;
pub use button::{Button, button, submit_button};
pub use card::{card, form, group, heading, lead, paragraph};
pub use choice::{Choice, choice};
pub use code_input::{CodeInput, code_input};
pub use copy_button::copy_button;
pub use disclosure::disclosure;
pub use icon::{Icon, emblem, icon};
pub use lifetime::lifetime;
pub use password_input::password_input;
pub use qr_code::qr_code;
pub use who::who;

/// A text that follows the language.
pub type Text = Signal<String>;

/// What a press does.
pub type Handler = Rc<dyn Fn()>;
