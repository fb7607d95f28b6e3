-- Which tiers may read a story, in order.
CREATE TABLE posts_products (
    post_id TEXT NOT NULL REFERENCES posts (id),
    sort_order BIGINT NOT NULL,
    product_id TEXT NOT NULL REFERENCES products (id),
    PRIMARY KEY (post_id, sort_order)
) /* CLUSTERED */;

-- Other sites that this one recommends.
CREATE TABLE recommendations (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    excerpt TEXT,
    featured_image TEXT,
    favicon TEXT,
    description TEXT,
    one_click_subscribe BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT
);

-- An older version kept such rows of an import as they came; the job that makes rows of them runs once more.
INSERT INTO jobs (id, lane, kind, dedupe, payload, due_at, attempts, created_at)
    SELECT '000000000000000000000008', 'heavy', 'kept.rows', 'all', '', 0, 0, 0
    WHERE EXISTS (SELECT 1 FROM kept) AND NOT EXISTS (SELECT 1 FROM jobs WHERE kind = 'kept.rows');
