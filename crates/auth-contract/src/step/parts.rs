//! What the steps are made of.

use crate::{Method, ProviderKind};

data! {
    /// An identity provider.
    Provider {
        /// What `start_federation` names; also the stem of the provider's logo file.
        id: String,
        /// As people know it.
        name: String,
        kind: ProviderKind,
        /// It does not work in a web view that is embedded in an app, so that the page leads to the browser instead (U4,
        /// RFC 8252 section 8.12).
        #[serde(default)]
        refuses_embedded: bool,
    }

    /// How long something is remembered.
    Days { days: u16 }

    /// Another authenticator of the person.
    Alternative {
        /// What `switch_method` names.
        authenticator: String,
        method: Method,
        /// Masked, for codes that are sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        /// What the person called it, or them: `YubiKey, MacBook`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    }

    /// A country to which text messages can be sent. The page has its name, in the person's language.
    Country {
        /// ISO 3166-1 alpha-2: `NO`.
        region: String,
        /// ITU-T E.164, without `+`: `47`.
        calling_code: String,
    }

    /// A method that can be enrolled.
    EnrollMethod {
        method: Method,
        /// The operator advises this one.
        #[serde(default)]
        recommended: bool,
        /// The person had this one before the migration.
        #[serde(default)]
        previous: bool,
    }

    /// What a new password must be (NIST SP 800-63B section 3.1.1.2: a length, no composition rules), in characters.
    PasswordPolicy {
        min_length: u16,
        max_length: u16,
    }

    /// One page of an introduction.
    IntroductionPage {
        title: String,
        text: String,
        /// A file of the brand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image: Option<String>,
    }

    /// A company, a clinic, a tenant.
    Organization {
        /// What `select_organization` names.
        id: String,
        name: String,
        /// A second line: the person's role there, a place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    }

    /// One line of what is to be approved.
    Detail {
        label: String,
        value: String,
    }

    /// The product to go back to.
    App {
        name: String,
        /// Where the product begins (`client_uri`, RFC 7591 section 2), for a person who comes back to a finished flow:
        /// the code in `redirect_to` works once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// Where the same can be done in the browser, for whose app does not open (U3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        web_url: Option<String>,
    }

    /// Whom to ask.
    Support {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    }
}
