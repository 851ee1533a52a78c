-- People who sign in elsewhere have no password, and an account can be closed.

CREATE TABLE accounts_2 (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    -- What two spellings of one username have in common (src/identifier.rs).
    username_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- NULL: there is none, and no password is the right one.
    password_hash TEXT,
    role TEXT NOT NULL REFERENCES policies (role),
    created_at INTEGER NOT NULL,
    email TEXT,
    -- ITU-T E.164 with a plus sign.
    phone TEXT,
    -- WebAuthn user handle, made at the first passkey.
    user_handle TEXT,
    -- Why the password has to be changed at the next sign-in.
    must_change TEXT CHECK (must_change IN ('forced', 'expired', 'breached')),
    -- Why a second factor has to be set up, when it is more than the policy.
    enroll_reason TEXT CHECK (enroll_reason IN ('migration', 'admin_reset')),
    -- What the person had before a migration, and the name of its entry in their authenticator app.
    previous_method TEXT CHECK (previous_method IN ('totp', 'email', 'sms', 'passkey')),
    previous_entry TEXT,
    -- When the person last put an optional enrolment off.
    put_off_at INTEGER,
    -- Counts password changes and resets: what was proven in a flow before one of them proves nothing any more.
    epoch INTEGER NOT NULL DEFAULT 0,
    -- Nobody signs in any more.
    disabled_at INTEGER
) STRICT;
INSERT INTO accounts_2
    SELECT id, username, username_key, name, password_hash, role, created_at, email, phone,
           user_handle, must_change, enroll_reason, previous_method, previous_entry, put_off_at, epoch, NULL
    FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_2 RENAME TO accounts;
CREATE UNIQUE INDEX accounts_by_user_handle ON accounts (user_handle);
CREATE INDEX accounts_by_email ON accounts (email COLLATE NOCASE);
