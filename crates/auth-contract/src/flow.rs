use serde::{Deserialize, Serialize};

use crate::read::{Read, Reader, Source};
use crate::{ActionType, ClientPlatform, FlowKind, NoticeCode, Step, StepType, Timestamp};

data! {
    /// Body of `POST /flows`.
    StartFlow {
        /// What the person came to do.
        kind: FlowKind,
        /// The handle of a pending OAuth 2.0 authorization request, as `GET /authorize` put it into `?request=`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authorization_request: Option<String>,
        /// Where to go afterwards when no authorization request is pending; checked against the server's allow-list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_to: Option<String>,
        /// An identifier to fill in (OpenID Connect Core 3.1.2.1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        login_hint: Option<String>,
        /// The language on screen, BCP 47, for the mail and text messages of this flow.
        locale: String,
        /// The product as far as the page knows it; what the authorization request says wins.
        client: StartClient,
        /// The steps that this page can draw. A server never sends another one: it answers `denied{client_outdated}`.
        supported_steps: Vec<StepType>,
    }

    /// The product that sent the person, as the address of the page describes it.
    StartClient {
        /// The platform of the product that sent the person.
        platform: ClientPlatform,
        /// The version of that product, as it writes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    }

    /// A sign-in under way: the server's word on what the person sees next.
    Flow {
        /// Opaque; the only thing about the flow that may stand in the page's URL (`?flow=`).
        id: String,
        /// What the person came to do.
        kind: FlowKind,
        /// Counts the changes of this flow; an action names the revision it was made on.
        revision: u32,
        status: FlowStatus,
        step: Step,
        /// Authoritative: what is not listed is refused.
        actions: Vec<ActionType>,
        /// After this moment every action is answered with 410 `flow_expired`.
        expires_at: Timestamp,
        /// The server's clock when it answered; absolute times are shown relative to it.
        server_time: Timestamp,
        /// The product that sent the person, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client: Option<ClientInfo>,
        /// Whom the flow is about, once an identifier was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<Subject>,
        /// Something to say above the step that is not an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice: Option<FlowNotice>,
    }
}

/// Whether the flow goes on. It follows from the step, and is closed: a further status would be version 2.
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
    /// The registered client of the authorization request, as a person knows it.
    ClientInfo {
        /// As its registration says (`client_name`, RFC 7591 section 2).
        name: String,
        platform: ClientPlatform,
        /// As the product writes it, when it did (U5, U13).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    }

    /// The person, as typed: for an unknown identifier the same two fields are derived from what was typed.
    Subject {
        /// What the person typed.
        display: String,
        /// The same with its middle hidden, for support and shared screens.
        masked: String,
    }

    /// Words above a step. The page has the text; the server sends a code and what to fill in.
    FlowNotice {
        code: NoticeCode,
        /// Text to fill into the words of the page, in the order that the code documents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        params: Vec<String>,
        /// For a notice of something that went wrong: what support asks for; also in the server's log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    }
}
