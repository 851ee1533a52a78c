-- Updates that a person has put off. Until when that counts is decided by whoever asks.
CREATE TABLE updates_put_off (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- The platform's word and the version: `desktop 1.1.2`.
    of TEXT NOT NULL,
    put_off_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, of)
) STRICT;
