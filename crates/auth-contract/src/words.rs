//! The closed-looking, open-ended words of the contract.

words! {
    /// What the person came to do.
    FlowKind {
        /// Sign in to a product.
        SignIn,
        /// Approve one sensitive action of the product again (P5).
        StepUp,
        /// Choose another organisation within the session (P7).
        SwitchOrganization,
        /// Reset a forgotten password.
        Recover,
    }

    /// Where the product that asks for sign-in runs.
    ClientPlatform { Web, Desktop, Ios, Android }

    /// What a notice above a step says. The page has the words; what to fill in stands in `params`.
    NoticeCode {
        /// A new code went out. No parameters.
        CodeSent,
        /// The password was changed. No parameters.
        PasswordChanged,
        /// The last recovery codes are being used up. One parameter: how many are left.
        RecoveryCodesLow,
        /// The account at the identity provider belongs to an organisation that signs its people in itself: continue with the
        /// username, which is filled in (U10). Two parameters: the provider's name, the organisation's.
        FederationMismatch,
        /// Nobody here has this account at the identity provider. One parameter: its name.
        FederationUnknown,
        /// The person cancelled at the identity provider (`access_denied`). One parameter: its name.
        FederationCancelled,
        /// The identity provider wants the person to sign in there first (`login_required`, `interaction_required`). One
        /// parameter: its name.
        FederationLoginRequired,
        /// The product wants a fresh sign-in, and the identity provider has let the person through with an earlier one. One
        /// parameter: its name.
        FederationNotFresh,
        /// The identity provider cannot be reached, or says that it is not working now. One parameter: its name.
        FederationUnavailable,
        /// The answer came too late, or the two servers' clocks differ. One parameter: its name.
        FederationLate,
        /// The answer was not for us, or we are not registered there as we should be: support has to mend it. One parameter:
        /// its name.
        FederationMisconfigured,
        /// The answer was not what it must be, or an error without words of its own. One parameter: its name.
        FederationFailed,
        /// An account with this e-mail exists already: prove it as usual, and the provider is linked to it. One parameter:
        /// the provider's name.
        AccountExists,
        /// The same, and the account is proven with another provider. Two parameters: the provider's name, the other one's.
        AccountExistsElsewhere,
    }

    /// What an identifier may be; decides label and keyboard.
    IdentifierType { Email, Username, Phone }

    /// A kind of authenticator (NIST SP 800-63B section 3.1).
    Method {
        /// An app that shows time-based codes (RFC 6238).
        Totp,
        Email,
        Sms,
        /// WebAuthn, platform or roaming.
        Passkey,
        /// A look-up secret: one of the codes that were kept at enrolment.
        RecoveryCode,
    }

    /// How an identity provider came to be offered.
    ProviderKind {
        /// Open to everybody, chosen by a button (U7).
        Social,
        /// One organisation's own, chosen by the identifier (U9).
        Enterprise,
    }

    /// Why the page is about to leave for an identity provider.
    FederationReason {
        /// The identifier belongs to an organisation that signs its people in itself (U9).
        Sso,
        /// The person pressed a provider's button (U7).
        Social,
    }

    /// Why an authenticator has to be enrolled; each has its own words on the page.
    EnrollReason {
        /// The operator's policy demands it.
        Policy,
        /// The person had it in the sign-in before this one (U6).
        Migration,
        /// Support has removed the old ones (C5).
        AdminReset,
        /// The person signed in with a weaker one (C6).
        Recommendation,
    }

    /// Why a new password is asked for.
    PasswordChangeReason {
        /// An administrator set the present one.
        Forced,
        /// The person forgot the old one and proved who they are.
        Reset,
        /// It is older than the operator's policy allows.
        Expired,
        /// It stands in a list of leaked passwords.
        Breached,
    }

    /// Why a password is refused (NIST SP 800-63B section 3.1.1.2; the page has words for each).
    PasswordWeakness {
        TooShort,
        TooLong,
        /// Among the passwords that everybody tries first.
        Common,
        /// In a list of leaked passwords.
        Breached,
        /// The person's name or identifier, or that of the service.
        Personal,
        /// The one that is to be replaced.
        Reused,
        /// A word, or a few letters exchanged in one.
        Word,
        /// A name.
        Name,
        /// A date or a year.
        Date,
        /// Keys in a row.
        Keyboard,
        /// The same again and again.
        Repeated,
        /// `abc`, `6543`.
        Sequence,
        /// Too few guesses away, for no reason that has a name.
        Guessable,
    }

    /// How the page gives back to the product.
    Handoff {
        /// A navigation.
        Web,
        /// A press on "Open the app" (RFC 8252).
        Native,
    }

    /// Why a flow ended without a sign-in.
    DeniedCode {
        /// The account may not be used.
        AccountDisabled,
        /// The person may not use this product.
        NotAuthorized,
        /// The product asked for something that its registration does not allow.
        InvalidRequest,
        /// The page is older than the server needs: reload.
        ClientOutdated,
        /// Too many attempts in this flow; a new one may be begun.
        TooManyAttempts,
        /// The answer of an identity provider came to a browser in which this was not begun, or for something that is over.
        NotBegunHere,
    }
}
