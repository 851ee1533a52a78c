//! The types that the steps are made of.

use crate::{Method, ProviderKind};

data! {
    /// An identity provider.
    Provider {
        /// The value that `start_federation` takes; also the stem of the provider's logo file.
        id: String,
        /// Display name.
        name: String,
        kind: ProviderKind,
        /// The provider does not work in a web view that is embedded in an app; the page leads to the browser instead
        /// (U4, RFC 8252 section 8.12).
        #[serde(default)]
        refuses_embedded: bool,
    }

    /// How long the server remembers a device.
    Days { days: u16 }

    /// Another authenticator of the person.
    Alternative {
        /// The value that `switch_method` takes.
        authenticator: String,
        method: Method,
        /// The masked destination, for codes that are sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        /// The person's name for it or them: `YubiKey, MacBook`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    }

    /// A country to which text messages can be sent. The page has its name in the person's language.
    Country {
        /// ISO 3166-1 alpha-2: `NO`.
        region: String,
        /// ITU-T E.164, without `+`: `47`.
        calling_code: String,
    }

    /// A method that can be enrolled.
    EnrollMethod {
        method: Method,
        /// The operator recommends this method.
        #[serde(default)]
        recommended: bool,
        /// The person used this method before the migration.
        #[serde(default)]
        previous: bool,
    }

    /// Length limits of a new password in characters (NIST SP 800-63B section 3.1.1.2: a length, no composition rules).
    PasswordPolicy {
        min_length: u16,
        max_length: u16,
    }

    /// One page of an introduction.
    IntroductionPage {
        title: String,
        text: String,
        /// Name of a picture file of the brand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image: Option<String>,
    }

    /// An organisation: a company, a clinic, a tenant.
    Organization {
        /// The value that `select_organization` takes.
        id: String,
        name: String,
        /// A second line: the person's role, a place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    }

    /// One line of the step-up request.
    Detail {
        label: String,
        value: String,
    }

    /// The product to return to.
    App {
        name: String,
        /// The home page of the product (`client_uri`, RFC 7591 section 2), for a person who returns to a finished
        /// flow: the code in `redirect_to` works only once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// The web version of the product, for a person whose app does not open (U3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        web_url: Option<String>,
    }

    /// Contact for support.
    Support {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    }
}
