-- How often somebody tried, under the SHA-256 of what is counted: an account, a network address. `since` is when the count began; what is
-- older than the window counts no more and is swept out.
CREATE TABLE attempts (
    key TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    since BIGINT NOT NULL
) /* CLUSTERED */;
CREATE INDEX attempts_since ON attempts (since);
