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

-- `token_hash` is SHA-256 of what the browser holds. `proof` is how they signed in; `half`: the password was right, the code is still to
-- come, and the session opens nothing. `proved_at` is when they last showed that it is they.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    proof TEXT NOT NULL CHECK (proof IN ('half', 'password', 'code', 'passkey')),
    proved_at BIGINT NOT NULL,
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

-- The second factor: the secret of an authenticator app in base32; `last_step` is the newest 30 seconds whose code was used.
CREATE TABLE totp (
    user_id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- SHA-256 of codes that work once each when the app is lost.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (user_id, code_hash)
) /* CLUSTERED */;

-- `id` is the credential's id in base64url, `json` its public key and counter.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    json TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkeys_user ON passkeys (user_id, created_at);

-- Browsers that somebody has signed in from, by a cookie of their own: a new one is told to them by mail.
CREATE TABLE devices (
    user_id TEXT NOT NULL,
    device_hash TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, device_hash)
) /* CLUSTERED */;

-- The switch “under attack”: at most one row, while it is on.
CREATE TABLE alarm (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    raised_at BIGINT NOT NULL,
    raised_by TEXT NOT NULL
);
