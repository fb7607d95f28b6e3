-- What must not be cropped away of the picture above a story: `33% 20%`, from the left and from the top, as CSS writes it.
ALTER TABLE posts ADD COLUMN feature_image_focus TEXT;

-- Further public addresses of a file: an archive that came from elsewhere may have the same picture twice.
CREATE TABLE media_addresses (
    path TEXT PRIMARY KEY,
    media_id TEXT NOT NULL
) /* CLUSTERED */;
CREATE INDEX media_addresses_media ON media_addresses (media_id);

-- What shows which file, for rows that are older than the room; posts are looked through by the job below.
INSERT INTO media_uses (path, entity, entity_id)
    SELECT feature_image, 'tag', id FROM tags WHERE feature_image LIKE '/content/%' ON CONFLICT DO NOTHING;
INSERT INTO media_uses (path, entity, entity_id)
    SELECT profile_image, 'author', id FROM users WHERE profile_image LIKE '/content/%' ON CONFLICT DO NOTHING;
INSERT INTO media_uses (path, entity, entity_id)
    SELECT cover_image, 'author', id FROM users WHERE cover_image LIKE '/content/%' ON CONFLICT DO NOTHING;
INSERT INTO media_uses (path, entity, entity_id)
    SELECT value, 'setting', name FROM settings WHERE value LIKE '/content/%' ON CONFLICT DO NOTHING;

-- Files of an archive that was imported before imports cleaned them.
INSERT INTO jobs (id, lane, kind, dedupe, payload, due_at, attempts, created_at)
    SELECT '000000000000000000000002', 'heavy', 'media.adopt', 'all', '', 0, 0, 0 WHERE EXISTS (SELECT 1 FROM posts);
