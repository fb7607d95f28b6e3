-- What the forms of the site keep beyond settings.

-- The Editor's Picks that were put in order; featured posts follow them, the newest first.
CREATE TABLE picks (
    position BIGINT PRIMARY KEY,
    post_id TEXT NOT NULL
);
CREATE UNIQUE INDEX picks_post ON picks (post_id);
