-- Messages that tell what has changed at an account, beside those with codes.
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'code' CHECK (kind IN ('code', 'notice'));
-- Not before: the worker leaves it to whoever made it, or an earlier try could not reach anybody.
ALTER TABLE outbox ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

-- BCP 47: in which the person signed in last.
ALTER TABLE accounts ADD COLUMN language TEXT;
