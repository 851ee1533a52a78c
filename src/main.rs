//! The program in the browser: starts the page.

fn main() {
    console_error_panic_hook::set_once();
    portico::app::open();
}
