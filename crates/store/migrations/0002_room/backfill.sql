-- The desk of a site that was there before it: rows for its stories, work for its schedule; the search index is filled by a job.
INSERT INTO desk (post_id, n, kind, state, at, language, version, changed)
    SELECT id, created_at * 1048576 + (row_number() OVER (ORDER BY created_at, id)) % 1048576, kind, status,
        CASE WHEN status IN ('published', 'scheduled') AND published_at IS NOT NULL THEN published_at ELSE updated_at END,
        language, 1, FALSE
    FROM posts;
INSERT INTO desk_index (facet, at, post_id) SELECT kind, at, post_id FROM desk;
INSERT INTO desk_index (facet, at, post_id) SELECT kind || '/' || state, at, post_id FROM desk;
INSERT INTO desk_index (facet, at, post_id) SELECT kind || '/l:' || language, at, post_id FROM desk;
INSERT INTO desk_index (facet, at, post_id) SELECT kind || '/' || state || '/l:' || language, at, post_id FROM desk;
INSERT INTO desk_index (facet, at, post_id)
    SELECT DISTINCT d.kind || '/a:' || r.author_id, d.at, d.post_id FROM desk d JOIN posts_authors r ON r.post_id = d.post_id;
INSERT INTO desk_index (facet, at, post_id)
    SELECT DISTINCT d.kind || '/' || d.state || '/a:' || r.author_id, d.at, d.post_id
    FROM desk d JOIN posts_authors r ON r.post_id = d.post_id;
INSERT INTO desk_index (facet, at, post_id)
    SELECT DISTINCT d.kind || '/o:' || r.author_id, d.at, d.post_id FROM desk d JOIN posts_authors r ON r.post_id = d.post_id;
INSERT INTO desk_index (facet, at, post_id)
    SELECT DISTINCT d.kind || '/' || d.state || '/o:' || r.author_id, d.at, d.post_id
    FROM desk d JOIN posts_authors r ON r.post_id = d.post_id;
INSERT INTO desk_index (facet, at, post_id)
    SELECT DISTINCT d.kind || '/t:' || r.tag_id, d.at, d.post_id FROM desk d JOIN posts_tags r ON r.post_id = d.post_id;
INSERT INTO desk_index (facet, at, post_id)
    SELECT DISTINCT d.kind || '/' || d.state || '/t:' || r.tag_id, d.at, d.post_id
    FROM desk d JOIN posts_tags r ON r.post_id = d.post_id;
INSERT INTO counters (name, n) SELECT 'desk:' || kind || ':' || state, COUNT(*) FROM desk GROUP BY kind, state;
INSERT INTO jobs (id, lane, kind, dedupe, payload, due_at, attempts, created_at)
    SELECT id, 'prompt', 'story.publish', id, '', published_at, 0, updated_at FROM posts
    WHERE status = 'scheduled' AND published_at IS NOT NULL;
INSERT INTO jobs (id, lane, kind, dedupe, payload, due_at, attempts, created_at)
    SELECT '000000000000000000000001', 'heavy', 'search.index', 'all', '', 0, 0, 0 WHERE EXISTS (SELECT 1 FROM desk);
