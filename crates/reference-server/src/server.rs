//! Layer 8: the whole server, composed, listening and stopping.

mod composition;
mod listening;
mod logging;
mod router;
mod settings;

pub use composition::{OpenError, Server};
pub use listening::{listen, run};
pub use logging::log_to_stderr;
pub use router::router;
pub use settings::Settings;
