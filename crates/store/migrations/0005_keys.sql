-- Programs that ask the site through Ghost's APIs, and the keys that let them in. A content key is no secret (it stands in public pages);
-- an admin key would be, and is kept readable all the same, since its holder signs with it.
CREATE TABLE integrations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    integration_id TEXT NOT NULL REFERENCES integrations (id),
    kind TEXT NOT NULL CHECK (kind IN ('content', 'admin')),
    secret TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX api_keys_secret ON api_keys (secret);
CREATE INDEX api_keys_integration ON api_keys (integration_id);
