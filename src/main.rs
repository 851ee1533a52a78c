//! Starts the program in the browser, nothing else.

fn main() {
    console_error_panic_hook::set_once();
    portico::app::open();
}
