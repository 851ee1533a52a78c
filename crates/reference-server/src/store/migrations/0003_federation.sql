-- Identity providers: journeys there, answers from there, and who is who.

CREATE TABLE federation_attempts (
    -- The image of the `state` that the provider repeats.
    state BLOB PRIMARY KEY,
    flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
    -- The origin at which the browser sees this server, so that its cookies come along; empty: the public one.
    origin TEXT NOT NULL,
    -- Provider, nonce and code verifier; NULL: the answer has come, or nobody waits for it any more.
    sealed BLOB,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX federation_attempts_by_flow ON federation_attempts (flow_id);

-- Between the provider's answer, which may come from another site without cookies, and the browser's own request.
CREATE TABLE federation_answers (
    -- The image of the handle in the address.
    handle BLOB PRIMARY KEY,
    state BLOB NOT NULL,
    -- The authorization code, or the error; NULL: taken.
    sealed BLOB,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX federation_answers_by_state ON federation_answers (state);

CREATE TABLE federated_identities (
    provider TEXT NOT NULL,
    -- `sub`: at one provider never given to somebody else (OpenID Connect Core section 5.7).
    subject TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (provider, subject)
) STRICT;
CREATE INDEX federated_identities_by_account ON federated_identities (account_id);
