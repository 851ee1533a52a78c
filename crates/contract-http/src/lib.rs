//! The HTTP side of a server that keeps the contract (`docs/contract.md`): everything that any such server needs and that
//! does not depend on where it stores flows or how it signs people in. The reference server uses it; a gateway in front of
//! another identity server is to use it as well.
//!
//! | Module | What it holds | Source |
//! |---|---|---|
//! | [`middleware`] | the layers of each kind of route, in their order | |
//! | [`problem`], [`plain_text`] | refusals as `application/problem+json` with a correlation id and `retry-after`; as text outside the API | RFC 9457, RFC 9110 |
//! | [`csrf`] | the guard against cross-site requests | Fetch Metadata |
//! | [`rate_limit`], [`client_address`] | requests of one client address, trusted proxies included | ITU-T I.371 |
//! | [`limits`], [`panics`] | size and duration of a request; a panic ends its request only | |
//! | [`idempotency`] | key, stored answer, and the rule for repeating it | contract, "Acting" |
//! | [`keyed_locks`] | one action of a flow at a time | contract, "Acting" |
//! | [`cookies`] | names and attributes of the cookies | RFC 6265bis |
//! | [`security_headers`] | headers of every answer | |
//! | [`origins`] | the public origin and those of hosts with a brand | |
//! | [`site`] | the built page: brand, language, compression, caching, not found, `/.well-known/` | RFC 4647, RFC 9110 |
//! | [`config`], [`entity_tag`] | the answer of `GET /config` | RFC 9110 |
//!
//! # How a server uses it
//!
//! 1. Make an [`Environment`] (clock and correlation ids) and the [`Origins`] once.
//! 2. Implement [`ArrivalTimes`] for the rate limit, and, if products have brands, [`ProductBrand`]. A handler of actions
//!    needs an [`idempotency::AnswerStore`].
//! 3. Write the handlers of the API as an axum `Router`; they answer a type of the contract or a [`Refusal`].
//! 4. Wrap each kind of route: [`Middleware::api`], [`Middleware::navigation`], and [`Middleware::page`] around
//!    [`Site::router`]; merge them, and wrap the whole by [`Middleware::server`].
//!
//! `tests/standalone` is such a server, in memory, in about a hundred lines.

pub mod client_address;
pub mod config;
pub mod cookies;
pub mod csrf;
pub mod entity_tag;
pub mod environment;
pub mod idempotency;
pub mod keyed_locks;
pub mod limits;
pub mod middleware;
pub mod origins;
pub mod panics;
pub mod plain_text;
pub mod problem;
pub mod rate_limit;
pub mod refusal;
pub mod security_headers;
pub mod site;

pub use environment::{Correlation, Environment};
pub use keyed_locks::KeyedLocks;
pub use middleware::Middleware;
pub use origins::Origins;
pub use rate_limit::{ArrivalTimes, RateLimit};
pub use refusal::Refusal;
pub use site::{ProductBrand, Site, SiteSettings};
