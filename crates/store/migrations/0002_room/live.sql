-- Stories while they are written together.

-- `state` is the shared document (base64) up to and including change number `upto`, `last` the number of the latest change, `saved` that of
-- the change up to which the story's row says the same, `base` the digest of what that row said then.
CREATE TABLE live_stories (
    post_id TEXT PRIMARY KEY REFERENCES posts (id),
    state TEXT NOT NULL,
    upto BIGINT NOT NULL,
    last BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    base TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT
);

CREATE TABLE live_changes (
    post_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (post_id, number)
) /* CLUSTERED */;
