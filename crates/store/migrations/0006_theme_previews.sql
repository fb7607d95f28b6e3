-- Addresses at which the site can be seen in another theme, or with other settings of one, before readers see it so.
CREATE TABLE theme_previews (
    token_hash TEXT PRIMARY KEY,
    theme TEXT NOT NULL,
    texts TEXT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX theme_previews_expiry ON theme_previews (expires_at);
