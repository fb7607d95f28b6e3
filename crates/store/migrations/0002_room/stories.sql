-- What the desk knows of a story beyond what readers see: state, assignments, revisions, comments, jobs.

-- A row beside each row of `posts`, written with it. `at` is the story's date on the desk: publication of what is published or
-- scheduled, when it went to the trash, otherwise the last change. `n` is in the order of creation and names the story to the
-- search index. `version` counts changes of details, `changed` says that what is written is newer than what readers see.
CREATE TABLE desk (
    post_id TEXT PRIMARY KEY REFERENCES posts (id),
    n BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'scheduled', 'published', 'sent', 'trash')),
    at BIGINT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    due_at BIGINT,
    target_words BIGINT,
    embargo_until BIGINT,
    trashed_at BIGINT,
    trashed_from TEXT,
    changed BOOLEAN NOT NULL,
    created_by TEXT
);
CREATE UNIQUE INDEX desk_n ON desk (n);

CREATE TABLE desk_people (
    post_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (post_id, user_id)
) /* CLUSTERED */;

-- The desk's lists: a row for each list that a story stands in. `facet` is kind, state and one more property.
CREATE TABLE desk_index (
    facet TEXT NOT NULL,
    at BIGINT NOT NULL,
    post_id TEXT NOT NULL,
    PRIMARY KEY (facet, at, post_id)
) /* CLUSTERED */;

-- The distinct stems of a story, from which each engine makes its own search index (`search.*.sql`).
CREATE TABLE story_words (
    n BIGINT PRIMARY KEY,
    words TEXT NOT NULL
);

CREATE TABLE revisions (
    id TEXT PRIMARY KEY,
    post_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_id TEXT,
    by_name TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('autosaved', 'published', 'restored')),
    title TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    words BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX revisions_post ON revisions (post_id, at, id);

-- `parent` is the comment that a reply answers.
CREATE TABLE comments (
    id TEXT PRIMARY KEY,
    post_id TEXT NOT NULL,
    parent TEXT,
    anchor TEXT NOT NULL,
    quote TEXT NOT NULL,
    body TEXT NOT NULL,
    by_id TEXT,
    by_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by TEXT
);
CREATE INDEX comments_post ON comments (post_id, at, id);

-- Links by which somebody without an account sees a story before it is published. `token_hash` is SHA-256 of what they hold.
CREATE TABLE preview_links (
    token_hash TEXT PRIMARY KEY,
    post_id TEXT NOT NULL,
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) /* CLUSTERED */;
CREATE INDEX preview_links_post ON preview_links (post_id);

-- Work that is to be done, written in the transaction that causes it. `due_at` is when it may be taken; who takes it moves
-- `due_at` to the end of the lease and writes its own token. Work that was given up has no `due_at`.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    dedupe TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at BIGINT,
    attempts BIGINT NOT NULL,
    lease TEXT,
    error TEXT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX jobs_dedupe ON jobs (kind, dedupe);
CREATE INDEX jobs_due ON jobs (lane, due_at, id) WHERE due_at IS NOT NULL;
