-- The search index over `story_words` on SQLite. It can be dropped and made again from them at any time.
CREATE VIRTUAL TABLE story_search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER story_words_added AFTER INSERT ON story_words BEGIN
    INSERT INTO story_search (rowid, words) VALUES (new.n, new.words);
END;
CREATE TRIGGER story_words_removed AFTER DELETE ON story_words BEGIN
    DELETE FROM story_search WHERE rowid = old.n;
END;
CREATE TRIGGER story_words_changed AFTER UPDATE OF words ON story_words BEGIN
    UPDATE story_search SET words = new.words WHERE rowid = old.n;
END;
