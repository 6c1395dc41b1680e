"""The index of the search: SQLite's FTS5 or PostgreSQL's GIN. Two migrations make it."""

SQLITE = [
    """
    CREATE VIRTUAL TABLE records_search USING fts5(
        words, content='records_document', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='3 4 5'
    )
    """,
    """
    CREATE TRIGGER records_search_insert AFTER INSERT ON records_document BEGIN
        INSERT INTO records_search(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER records_search_delete AFTER DELETE ON records_document BEGIN
        INSERT INTO records_search(records_search, rowid, words)
        VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER records_search_update AFTER UPDATE OF words ON records_document BEGIN
        INSERT INTO records_search(records_search, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO records_search(rowid, words) VALUES (new.id, new.words);
    END
    """,
    "INSERT INTO records_search(records_search) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER records_search_insert",
    "DROP TRIGGER records_search_delete",
    "DROP TRIGGER records_search_update",
    "DROP TABLE records_search",
]
POSTGRESQL = [
    """
    CREATE INDEX records_document_words ON records_document
    USING gin (to_tsvector('simple', words))
    """
]
POSTGRESQL_BACK = ["DROP INDEX records_document_words"]


def run(sqlite, postgresql):
    """Return an operation that runs what the database at hand understands."""

    def operate(apps, schema_editor):
        found = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
        for statement in found:
            schema_editor.execute(statement)

    return operate


create = run(SQLITE, POSTGRESQL)
drop = run(SQLITE_BACK, POSTGRESQL_BACK)
