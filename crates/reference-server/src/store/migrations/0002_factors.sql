-- Every factor: more authenticators, codes that are sent, devices that are remembered.

CREATE TABLE policies_2 (
    role TEXT PRIMARY KEY,
    mfa TEXT NOT NULL CHECK (mfa IN ('none', 'optional', 'required')),
    -- Until this moment a required second factor may be put off; NULL: never.
    skippable_until INTEGER,
    -- What is offered at enrolment, in this order, separated by spaces.
    methods TEXT NOT NULL,
    -- For how many days a device may be remembered; NULL: not at all.
    trust_days INTEGER,
    -- Whether people who sign in with a code by mail or text are advised to take something stronger.
    recommend INTEGER NOT NULL
) STRICT;
INSERT INTO policies_2 SELECT role, mfa, skippable_until, 'totp', NULL, 0 FROM policies;
DROP TABLE policies;
ALTER TABLE policies_2 RENAME TO policies;

ALTER TABLE accounts ADD COLUMN email TEXT;
-- ITU-T E.164 with a plus sign.
ALTER TABLE accounts ADD COLUMN phone TEXT;
-- WebAuthn user handle, made at the first passkey.
ALTER TABLE accounts ADD COLUMN user_handle TEXT;
CREATE UNIQUE INDEX accounts_by_user_handle ON accounts (user_handle);
-- Why the password has to be changed at the next sign-in.
ALTER TABLE accounts ADD COLUMN must_change TEXT CHECK (must_change IN ('forced', 'expired', 'breached'));
-- Why a second factor has to be set up, when it is more than the policy.
ALTER TABLE accounts ADD COLUMN enroll_reason TEXT CHECK (enroll_reason IN ('migration', 'admin_reset'));
-- What the person had before a migration, and the name of its entry in their authenticator app.
ALTER TABLE accounts ADD COLUMN previous_method TEXT CHECK (previous_method IN ('totp', 'email', 'sms', 'passkey'));
ALTER TABLE accounts ADD COLUMN previous_entry TEXT;
-- When the person last put an optional enrolment off.
ALTER TABLE accounts ADD COLUMN put_off_at INTEGER;
-- Counts password changes and resets: what was proven in a flow before one of them proves nothing any more.
ALTER TABLE accounts ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;

CREATE TABLE authenticators_2 (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    method TEXT NOT NULL CHECK (method IN ('totp', 'email', 'sms', 'passkey')),
    -- The seed, the address or number, or the public key with its counter.
    sealed BLOB NOT NULL,
    -- What the person calls it.
    name TEXT,
    -- Passkeys: one belongs to one account.
    credential_id BLOB UNIQUE,
    -- TOTP: the newest time step that was accepted (RFC 6238 section 5.2: at most once).
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO authenticators_2
    SELECT id, account_id, method, sealed_seed, NULL, NULL, last_step, created_at FROM authenticators;
DROP TABLE authenticators;
ALTER TABLE authenticators_2 RENAME TO authenticators;
CREATE INDEX authenticators_by_account ON authenticators (account_id);

-- Six digits are guessed against a plain hash in no time, hence an image under the server's key. What a code is for
-- (account and authenticator, account and destination, or an identifier) is an image as well.
CREATE TABLE sent_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    -- The row of the outbox; NULL for an identifier that nobody has.
    message INTEGER,
    sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_codes_by_subject ON sent_codes (subject, id);

CREATE TABLE trusted_devices (
    -- The image of the browser's cookie.
    device BLOB NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    trusted_at INTEGER NOT NULL,
    PRIMARY KEY (device, account_id)
) STRICT;
CREATE INDEX trusted_devices_by_account ON trusted_devices (account_id);

DROP TABLE outbox;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    -- Recipient, texts and code. Emptied when settled, kept in development mode.
    sealed BLOB,
    status TEXT NOT NULL CHECK (status IN ('pending', 'sending', 'sent', 'failed')),
    created_at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE INDEX outbox_by_status ON outbox (status);
