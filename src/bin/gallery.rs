//! Starts the gallery: the designer's tool, or one screen of it.

fn main() {
    console_error_panic_hook::set_once();
    portico::gallery::open();
}
