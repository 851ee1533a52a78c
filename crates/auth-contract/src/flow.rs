use serde::{Deserialize, Serialize};

use crate::read::{Read, Reader, Source};
use crate::{ActionType, ClientPlatform, FlowKind, NoticeCode, Step, StepType, Timestamp};

data! {
    /// Body of `POST /flows`.
    StartFlow {
        /// The purpose of the flow.
        kind: FlowKind,
        /// The handle of a pending OAuth 2.0 authorization request, as `GET /authorize` put it into `?request=`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authorization_request: Option<String>,
        /// Where to navigate afterwards if no authorization request is pending; checked against the server's
        /// allow-list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_to: Option<String>,
        /// The identifier to prefill (`login_hint`, OpenID Connect Core 3.1.2.1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        login_hint: Option<String>,
        /// The language of the page, BCP 47; also used for the e-mail and text messages of this flow.
        locale: String,
        /// The client product, as far as the page knows it; the authorization request takes precedence.
        client: StartClient,
        /// The steps that this page can render. For any other step a server answers `denied{client_outdated}`.
        supported_steps: Vec<StepType>,
    }

    /// The product that sent the person, as the query of the page's URL describes it.
    StartClient {
        /// The platform of that product.
        platform: ClientPlatform,
        /// The version of that product, in its own notation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    }

    /// The state of a sign-in in progress. The server decides which step comes next.
    Flow {
        /// Opaque; the only part of the flow that may appear in the page's URL (`?flow=`).
        id: String,
        /// The purpose of the flow.
        kind: FlowKind,
        /// Incremented with each change of this flow; an action names the revision that it was made on.
        revision: u32,
        status: FlowStatus,
        step: Step,
        /// The allowed actions. Authoritative: the server refuses all others.
        actions: Vec<ActionType>,
        /// From this moment every action is answered with 410 `flow_expired`.
        expires_at: Timestamp,
        /// The server's clock at the time of the response; the page shows absolute times relative to it.
        server_time: Timestamp,
        /// The product that sent the person, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client: Option<ClientInfo>,
        /// The person; present once an identifier was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<Subject>,
        /// A message above the step that is not an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice: Option<FlowNotice>,
    }
}

/// Whether the flow continues. Derived from the step. The enum is closed: a new status requires version 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FlowStatus {
    Active,
    /// The step is `complete`.
    Complete,
    /// The step is `denied`.
    Denied,
}

impl Read for FlowStatus {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        match from.word("Active Complete Denied") {
            0 => Self::Active,
            1 => Self::Complete,
            2 => Self::Denied,
            _ => {
                from.refuse();
                Self::Denied
            }
        }
    }
}

data! {
    /// The registered client of the authorization request.
    ClientInfo {
        /// The display name (`client_name`, RFC 7591 section 2).
        name: String,
        platform: ClientPlatform,
        /// The version in the product's own notation, if it sent one (U5, U13).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    }

    /// The person, as typed. For an unknown identifier both fields are derived from the input in the same way, so that
    /// the response does not reveal whether an account exists.
    Subject {
        /// The identifier as typed.
        display: String,
        /// The same with its middle masked, for support and shared screens.
        masked: String,
    }

    /// A message above a step. The page has the text; the server sends a code and its parameters.
    FlowNotice {
        code: NoticeCode,
        /// Values for the placeholders of the text, in the order that the code documents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        params: Vec<String>,
        /// For a notice about a failure: the reference that support asks for; also in the server's log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    }
}
