-- The search index over `story_words` on PostgreSQL. The function has the name and the column of SQLite's table, so that one
-- statement asks both.
CREATE INDEX story_words_search ON story_words USING gin (array_to_tsvector(string_to_array(words, ' ')));
CREATE FUNCTION story_search (asked text) RETURNS TABLE (rowid bigint) LANGUAGE sql STABLE AS
    'SELECT n FROM story_words WHERE array_to_tsvector(string_to_array(words, '' '')) @@ asked::tsquery';
