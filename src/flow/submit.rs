use auth_contract::{ActionType, ProblemCode, Timestamp};

use super::ApiError;

/// Where the last press stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Submit {
    #[default]
    Idle,
    /// Under way; by which action, when a person asked for it.
    Sending(Option<ActionType>),
    Failed(Trouble),
}

impl Submit {
    pub fn is_sending(&self) -> bool {
        matches!(self, Self::Sending(_))
    }

    pub fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Failed(trouble) => Some(trouble),
            _ => None,
        }
    }
}

/// What a person must be told on the step where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub kind: TroubleKind,
    /// What support asks for.
    pub reference: Option<String>,
    /// The server's clock at that moment.
    pub at: Option<Timestamp>,
    /// From when trying again can succeed.
    pub retry_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    Problem(ProblemCode),
    Connection,
    Timeout,
    /// A field was left empty; the page itself says so.
    Empty,
    NoWayBack,
    /// The address to go on to is not on the operator's list.
    Refused,
}

impl Trouble {
    pub fn of(kind: TroubleKind) -> Self {
        Self { kind, reference: None, at: None, retry_at: None }
    }
}

impl TroubleKind {
    /// Whether what was typed is at fault, and not the line, the server or the moment.
    pub fn is_about_field(self) -> bool {
        match self {
            Self::Empty => true,
            Self::Problem(code) => matches!(
                code,
                ProblemCode::InvalidCredentials
                    | ProblemCode::InvalidCode
                    | ProblemCode::CodeExpired
                    | ProblemCode::CodeSuperseded
                    | ProblemCode::WeakPassword
                    | ProblemCode::InvalidInput
                    | ProblemCode::DestinationMismatch
            ),
            _ => false,
        }
    }

    /// The name in `data-error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem(code) => code.name(),
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Empty => "empty",
            Self::NoWayBack => "no_way_back",
            Self::Refused => "refused",
        }
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Problem(problem) => Self {
                kind: TroubleKind::Problem(problem.code),
                reference: Some(problem.correlation_id),
                at: Some(problem.server_time),
                retry_at: problem.retry_at,
            },
            ApiError::Connection => Self::of(TroubleKind::Connection),
            ApiError::Timeout => Self::of(TroubleKind::Timeout),
            ApiError::Malformed(_) => Self::of(TroubleKind::Problem(ProblemCode::ServerError)),
        }
    }
}
