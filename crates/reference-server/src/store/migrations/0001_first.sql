CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE policies (
    role TEXT PRIMARY KEY,
    mfa TEXT NOT NULL CHECK (mfa IN ('none', 'required')),
    -- Until this moment a required second factor may be put off; NULL: never.
    skippable_until INTEGER
) STRICT;

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    -- What two spellings of one username have in common (src/identifier.rs).
    username_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL REFERENCES policies (role),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE authenticators (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    method TEXT NOT NULL CHECK (method IN ('totp')),
    sealed_seed BLOB NOT NULL,
    -- The newest time step that was accepted (RFC 6238 section 5.2: at most once).
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX authenticators_by_account ON authenticators (account_id);

CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, fingerprint)
) STRICT;

CREATE TABLE authorization_requests (
    handle TEXT PRIMARY KEY,
    -- NULL when the request may not be answered by a redirect (RFC 6749 section 4.1.2.1).
    request TEXT,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE flows (
    id TEXT PRIMARY KEY,
    binding BLOB NOT NULL,
    revision INTEGER NOT NULL,
    sealed_state BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX flows_by_expiry ON flows (expires_at);

CREATE TABLE stored_answers (
    flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
    idempotency_key TEXT NOT NULL,
    body_fingerprint BLOB NOT NULL,
    sealed_answer BLOB NOT NULL,
    PRIMARY KEY (flow_id, idempotency_key)
) STRICT;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    amr TEXT NOT NULL,
    auth_time INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE authorization_codes (
    fingerprint BLOB PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    code_challenge TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    redeemed_at INTEGER
) STRICT;

CREATE TABLE access_tokens (
    fingerprint BLOB PRIMARY KEY,
    code_fingerprint BLOB NOT NULL REFERENCES authorization_codes (fingerprint) ON DELETE CASCADE,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE throttles (
    subject BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    window_started_at INTEGER NOT NULL,
    strikes INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
) STRICT;

-- The generic cell rate algorithm needs one number a client: the theoretical arrival time.
CREATE TABLE rate_limits (client BLOB PRIMARY KEY, arrival_ms INTEGER NOT NULL) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient TEXT NOT NULL,
    text TEXT NOT NULL,
    code TEXT,
    sent_at INTEGER NOT NULL
) STRICT;

-- The demo product (development mode only).
CREATE TABLE demo_attempts (
    state TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    -- The browser it was started in.
    browser BLOB NOT NULL,
    code_verifier TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE demo_sessions (
    fingerprint BLOB PRIMARY KEY,
    userinfo TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
