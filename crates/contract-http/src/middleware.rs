//! The middleware of each kind of route, in the order that it needs. The last layer of a list is the outermost.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
};

use crate::{
    environment::Environment,
    limits,
    origins::Origins,
    panics, plain_text, problem,
    rate_limit::{self, ArrivalTimes, RateLimit},
    {csrf, security_headers},
};

/// What the middleware needs of a server. Cloning it is cheap.
#[derive(Clone)]
pub struct Middleware<A> {
    environment: Environment,
    origins: Arc<Origins>,
    rate_limit: RateLimit<A>,
}

impl<A: ArrivalTimes> Middleware<A> {
    pub fn new(environment: Environment, origins: Arc<Origins>, rate_limit: RateLimit<A>) -> Self {
        Self { environment, origins, rate_limit }
    }

    /// For the routes of the API. Whatever happens below, the answer is a type of the contract.
    ///
    /// The guard against cross-site requests comes before the rate limit: another site must not use up the limit of
    /// the person who visits it.
    pub fn api<S: Clone + Send + Sync + 'static>(&self, routes: Router<S>) -> Router<S> {
        routes
            .layer(DefaultBodyLimit::max(limits::MAX_API_BODY))
            .layer(limits::duration())
            .layer(from_fn_with_state(self.rate_limit_state(), rate_limit::limit))
            .layer(from_fn_with_state(self.origins.clone(), csrf::same_origin))
            .layer(panics::catch())
            .layer(from_fn(problem::no_store))
            .layer(from_fn_with_state(self.environment.clone(), problem::finish))
    }

    /// For routes that another site or program leads to: a redirection, a form of an identity provider, a token request.
    /// They need no header of the page, and their refusals are a line of text. `max_body` is in bytes.
    pub fn navigation<S: Clone + Send + Sync + 'static>(&self, routes: Router<S>, max_body: usize) -> Router<S> {
        routes
            .layer(DefaultBodyLimit::max(max_body))
            .layer(limits::duration())
            .layer(from_fn_with_state(self.rate_limit_state(), rate_limit::limit))
            .layer(from_fn_with_state(self.environment.clone(), plain_text::refusals))
            .layer(panics::catch())
    }

    /// For the page and everything else that is only read.
    pub fn page<S: Clone + Send + Sync + 'static>(&self, routes: Router<S>) -> Router<S> {
        routes.layer(limits::duration()).layer(panics::catch())
    }

    /// For the whole server, around all of the above.
    pub fn server<S: Clone + Send + Sync + 'static>(&self, routes: Router<S>) -> Router<S> {
        routes.layer(from_fn_with_state(self.origins.clone(), security_headers::add))
    }

    fn rate_limit_state(&self) -> (Environment, RateLimit<A>) {
        (self.environment.clone(), self.rate_limit.clone())
    }
}
