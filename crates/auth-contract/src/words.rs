//! The extensible string enums of the contract.

words! {
    /// The purpose of a flow.
    FlowKind {
        /// Sign in to a product.
        SignIn,
        /// Step-up: approve one sensitive action of the product again (P5).
        StepUp,
        /// Choose another organisation within the session (P7).
        SwitchOrganization,
        /// Reset a forgotten password.
        Recover,
    }

    /// The platform of the product that requests the sign-in.
    ClientPlatform { Web, Desktop, Ios, Android }

    /// The notice above a step. The page has the texts; `params` holds the values for their placeholders.
    NoticeCode {
        /// A new code was sent. No parameters.
        CodeSent,
        /// The password was changed. No parameters.
        PasswordChanged,
        /// Few recovery codes are left. One parameter: how many.
        RecoveryCodesLow,
        /// The account at the identity provider belongs to an organisation with its own sign-in: continue with the
        /// username, which is prefilled (U10). Two parameters: the provider's name, the organisation's name.
        FederationMismatch,
        /// No local account is linked to this account at the identity provider. One parameter: the provider's name.
        FederationUnknown,
        /// The person cancelled at the identity provider (`access_denied`). One parameter: the provider's name.
        FederationCancelled,
        /// The identity provider requires the person to sign in there first (`login_required`, `interaction_required`).
        /// One parameter: the provider's name.
        FederationLoginRequired,
        /// The product requires a fresh sign-in, and the identity provider reused an earlier one. One parameter: the
        /// provider's name.
        FederationNotFresh,
        /// The identity provider is unreachable or reports that it is unavailable. One parameter: the provider's name.
        FederationUnavailable,
        /// The response arrived too late, or the clocks of the two servers differ. One parameter: the provider's name.
        FederationLate,
        /// The response was issued for another client, or the registration at the provider is wrong: support has to fix
        /// it. One parameter: the provider's name.
        FederationMisconfigured,
        /// The response is invalid, or an error without a text of its own. One parameter: the provider's name.
        FederationFailed,
        /// An account with this e-mail address exists: after the usual sign-in the provider is linked to it. One
        /// parameter: the provider's name.
        AccountExists,
        /// The same, but the existing account signs in with another provider. Two parameters: the provider's name, the
        /// other provider's name.
        AccountExistsElsewhere,
    }

    /// The accepted types of identifier; they determine label and keyboard.
    IdentifierType { Email, Username, Phone }

    /// A kind of authenticator (NIST SP 800-63B section 3.1).
    Method {
        /// An app that shows time-based codes (RFC 6238).
        Totp,
        Email,
        Sms,
        /// WebAuthn, platform or roaming.
        Passkey,
        /// A look-up secret (NIST SP 800-63B): one of the recovery codes issued at enrolment.
        RecoveryCode,
    }

    /// The kind of an identity provider.
    ProviderKind {
        /// Social sign-in: open to everybody, chosen with a button (U7).
        Social,
        /// Single sign-on of one organisation, chosen by the identifier (U9).
        Enterprise,
    }

    /// Why the page is about to redirect to an identity provider.
    FederationReason {
        /// The identifier belongs to an organisation with its own identity provider (U9).
        Sso,
        /// The person pressed a provider's button (U7).
        Social,
    }

    /// Why an authenticator has to be enrolled; the page has a text for each.
    EnrollReason {
        /// The operator's policy requires it.
        Policy,
        /// The person used it in the system before the migration (U6).
        Migration,
        /// Support has removed the old authenticators (C5).
        AdminReset,
        /// The person signed in with a weaker authenticator (C6).
        Recommendation,
    }

    /// Why a new password is required.
    PasswordChangeReason {
        /// An administrator set the current one.
        Forced,
        /// The person forgot the old one and has verified their identity.
        Reset,
        /// It is older than the operator's policy allows.
        Expired,
        /// It is in a list of leaked passwords.
        Breached,
    }

    /// Why a password is refused (NIST SP 800-63B section 3.1.1.2; the page has a text for each).
    PasswordWeakness {
        TooShort,
        TooLong,
        /// One of the most common passwords.
        Common,
        /// In a list of leaked passwords.
        Breached,
        /// Contains the name or identifier of the person or the service.
        Personal,
        /// Equal to the current password.
        Reused,
        /// A dictionary word, possibly with a few letters replaced.
        Word,
        /// A given name or surname.
        Name,
        /// A date or a year.
        Date,
        /// Adjacent keys of a keyboard (`qwerty`).
        Keyboard,
        /// A repeated character or group.
        Repeated,
        /// A sequence: `abc`, `6543`.
        Sequence,
        /// Guessable in too few attempts, without one of the reasons above.
        Guessable,
    }

    /// How the page returns to the product.
    Handoff {
        /// The page navigates.
        Web,
        /// The person presses "Open the app" (RFC 8252).
        Native,
    }

    /// Why a flow ended without a sign-in.
    DeniedCode {
        /// The account is disabled.
        AccountDisabled,
        /// The person is not authorised for this product.
        NotAuthorized,
        /// The product asked for something that its registration does not allow.
        InvalidRequest,
        /// The page is older than the server requires: reload.
        ClientOutdated,
        /// Too many attempts in this flow; the person may start a new one.
        TooManyAttempts,
        /// The identity provider's response arrived in a browser that did not start this sign-in, or for a sign-in that
        /// has ended.
        NotBegunHere,
    }
}
