//! Why a request brought no flow, and the failure screens.

use auth_contract::{Problem, ProblemCode};

/// Why a request brought no flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// Nothing came back: offline, server down, blocked.
    Connection,
    /// Nothing came back in time.
    Timeout,
    /// Something came back that is not the contract: a proxy's page, half an answer. Holds the HTTP status.
    Malformed(u16),
}

impl ApiError {
    /// The server's code, if the server answered.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// Whether the same request may well succeed a moment later. A timeout is not: the person has waited enough.
    pub fn is_worth_repeating(&self) -> bool {
        match self {
            Self::Connection => true,
            Self::Malformed(status) => matches!(status, 502..=504),
            Self::Problem(problem) => problem.code == ProblemCode::Unavailable,
            Self::Timeout => false,
        }
    }
}

/// Why there is no step to show. Each has its own words and its own way on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    Connection,
    Server,
    Expired,
    NotFound,
    /// The authorization request is not known any more.
    Request,
    /// The program itself broke.
    Program,
    /// The server sent a step that this page cannot draw.
    Unsupported,
}

impl Failure {
    pub const ALL: [Self; 7] = [
        Self::Connection,
        Self::Server,
        Self::Expired,
        Self::NotFound,
        Self::Request,
        Self::Program,
        Self::Unsupported,
    ];

    /// The failure to show for an error that leaves no step on screen.
    pub fn of(error: &ApiError) -> Self {
        match error {
            ApiError::Connection | ApiError::Timeout => Self::Connection,
            ApiError::Malformed(_) => Self::Server,
            ApiError::Problem(problem) => match problem.code {
                ProblemCode::FlowExpired => Self::Expired,
                ProblemCode::FlowNotFound => Self::NotFound,
                ProblemCode::RequestNotFound => Self::Request,
                _ => Self::Server,
            },
        }
    }

    /// The name in `data-failure`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Server => "server",
            Self::Expired => "expired",
            Self::NotFound => "not_found",
            Self::Request => "request",
            Self::Program => "program",
            Self::Unsupported => "unsupported",
        }
    }
}
