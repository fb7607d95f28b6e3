-- What was uploaded. `sha256` is of the file as it came, which lies below `originals/` and is nobody's but the newsroom's; `path` is the
-- public address of what readers may get. `removed` and `remains` are words of the media crate; the focus is in hundredths of the picture.

CREATE TABLE media (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('image', 'video', 'audio', 'file')),
    mime TEXT NOT NULL,
    path TEXT NOT NULL,
    original TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    bytes BIGINT NOT NULL,
    name TEXT NOT NULL,
    caption TEXT,
    credit TEXT,
    alt TEXT,
    focus_x BIGINT,
    focus_y BIGINT,
    removed TEXT NOT NULL,
    remains TEXT NOT NULL,
    uploaded_by TEXT,
    uploaded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX media_sha256 ON media (sha256);
CREATE UNIQUE INDEX media_path ON media (path);
CREATE INDEX media_uploaded ON media (uploaded_at, id);
CREATE INDEX media_kind ON media (kind, uploaded_at, id);

-- Words of name, caption, credit and alternative text, in lower case.
CREATE TABLE media_words (
    word TEXT NOT NULL,
    media_id TEXT NOT NULL,
    PRIMARY KEY (word, media_id)
) /* CLUSTERED */;
CREATE INDEX media_words_media ON media_words (media_id);

-- Which files of `content/` are shown by which post, tag, author or setting; kept by whoever writes those rows.
CREATE TABLE media_uses (
    path TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    PRIMARY KEY (path, entity, entity_id)
) /* CLUSTERED */;
CREATE INDEX media_uses_entity ON media_uses (entity, entity_id);
