//! The components that screens are made of. Each file has a style sheet of the same name under `style/components/`.

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

pub use alert::alert;
pub use button::{link_button, quiet_button, submit_button, wide_button};
pub use card::{card, form, heading, lead};
pub use choice::{Choice, choice};
pub use code_input::{CodeInput, code_input};
pub use copy_button::copy_button;
pub use disclosure::disclosure;
pub use icon::{Icon, icon};
pub use lifetime::lifetime;
pub use password_input::password_input;
pub use qr_code::qr_code;
pub use who::who;
