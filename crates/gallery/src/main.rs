//! Starts the gallery: the designer's tool, or one cell of it.

fn main() {
    console_error_panic_hook::set_once();
    portico_gallery::open();
}
