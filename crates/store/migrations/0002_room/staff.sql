-- People who sign in: accounts, sessions, letters on their way, the audit log.
-- A row of `users` is an author; with a row of `staff` it is also somebody who signs in.

CREATE TABLE staff (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    email TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('contributor', 'author', 'sub_editor', 'editor', 'administrator', 'owner')),
    status TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
    password_hash TEXT,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE UNIQUE INDEX staff_email ON staff (email);

-- The topics to which a role is limited; none: it holds everywhere.
CREATE TABLE staff_topics (
    user_id TEXT NOT NULL,
    tag_id TEXT NOT NULL,
    PRIMARY KEY (user_id, tag_id)
) /* CLUSTERED */;

-- `token_hash` is SHA-256 of what the browser holds. `strong`: by passkey, or password and second factor.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    strong BOOLEAN NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL
) /* CLUSTERED */;
CREATE INDEX sessions_user ON sessions (user_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- One-time links: the owner's first one, invitations, password resets. `json` holds what the purpose needs.
CREATE TABLE links (
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    json TEXT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) /* CLUSTERED */;
CREATE INDEX links_purpose ON links (purpose, created_at);

-- Append-only: no statement changes or removes a row. `actor` is none for the machine's operator.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    before_text TEXT,
    after_text TEXT,
    address TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, at, id);
CREATE INDEX audit_subject ON audit (subject, at, id);
