//! The state of the last submitted action, and the errors that it can end with.

use auth_contract::{ActionType, PasswordWeakness, ProblemCode, Timestamp};

use super::{ApiError, CeremonyError};

/// The state of the last submitted action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Submit {
    #[default]
    Idle,
    /// In progress; with the action, when a person asked for it.
    Sending(Option<ActionType>),
    /// The browser asks the device for a passkey. Everything else on the screen still works, and ends that.
    Asking,
    Failed(SubmitError),
}

impl Submit {
    pub fn is_sending(&self) -> bool {
        matches!(self, Self::Sending(_))
    }

    pub fn error(&self) -> Option<&SubmitError> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }
}

/// What a person must be told on the step where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitError {
    pub kind: SubmitErrorKind,
    /// What support asks for.
    pub reference: Option<String>,
    /// The server's clock at that moment.
    pub at: Option<Timestamp>,
    /// From when trying again can succeed.
    pub retry_at: Option<Timestamp>,
    /// The action that would be refused again before then.
    pub pauses: Option<ActionType>,
    /// What is wrong with a new password.
    pub weakness: Option<PasswordWeakness>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubmitErrorKind {
    Problem(ProblemCode),
    Connection,
    Timeout,
    /// A field was left empty; the page itself says so.
    Empty,
    /// What had to be typed twice is not the same; the page itself says so, since the server is told it once.
    Mismatch,
    NoWayBack,
    /// The address to go on to is not on the operator's list.
    Refused,
    /// The device gave no passkey.
    Passkey(CeremonyError),
    /// The server does not know this browser again, a moment after it has met it.
    Cookies,
}

impl SubmitError {
    pub fn of(kind: SubmitErrorKind) -> Self {
        Self { kind, reference: None, at: None, retry_at: None, pauses: None, weakness: None }
    }
}

impl SubmitError {
    /// Why this action was refused. One that answers a question of the sign-in pauses until the server listens again;
    /// what leads elsewhere may always be tried.
    pub fn refused(error: ApiError, action: ActionType) -> Self {
        let answers = matches!(
            action,
            ActionType::Identify
                | ActionType::SubmitPassword
                | ActionType::SubmitCode
                | ActionType::SubmitPublicKey
                | ActionType::SetDestination
                | ActionType::ChangePassword
                | ActionType::RequestReset
        );
        let limited = matches!(error.code(), Some(ProblemCode::Locked | ProblemCode::RateLimited));
        let error = Self::from(error);
        let pauses = (answers && limited && error.retry_at.is_some()).then_some(action);
        Self { pauses, ..error }
    }
}

impl SubmitErrorKind {
    /// Whether what was typed is at fault, and not the line, the server or the moment.
    pub fn is_about_field(self) -> bool {
        match self {
            Self::Empty | Self::Mismatch => true,
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
            Self::Mismatch => "mismatch",
            Self::NoWayBack => "no_way_back",
            Self::Refused => "refused",
            Self::Passkey(error) => error.name(),
            Self::Cookies => "cookies",
        }
    }
}

impl From<ApiError> for SubmitError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Problem(problem) => Self {
                kind: SubmitErrorKind::Problem(problem.code),
                reference: Some(problem.correlation_id),
                at: Some(problem.server_time),
                retry_at: problem.retry_at,
                pauses: None,
                weakness: problem.errors.iter().find_map(|error| error.weakness),
            },
            ApiError::Connection => Self::of(SubmitErrorKind::Connection),
            ApiError::Timeout => Self::of(SubmitErrorKind::Timeout),
            ApiError::Malformed(_) => Self::of(SubmitErrorKind::Problem(ProblemCode::ServerError)),
        }
    }
}
