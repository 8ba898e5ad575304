"""Stories in the database: signatures are kept, stories are told again when an article comes or changes."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlite_utils import Database

from licensing.db import transaction

if TYPE_CHECKING:
    from ingest.stories import Report


def tell_stories(db: Database) -> int:
    """Give every relevant article its story, unless all have one already. Number of articles whose story changed."""
    # By the index of the relevant ones: most articles are not, and none of those has a story.
    waiting = "SELECT 1 FROM articles INDEXED BY articles_by_day WHERE relevant = 1 AND story_id IS NULL LIMIT 1"
    if db.conn.execute(waiting).fetchone() is None:
        return 0
    from ingest.stories import group  # numpy is wanted only here

    with transaction(db) as connection:
        _sign_new(connection)
        stories = group(list(_reports(connection)))
        told = dict(connection.execute("SELECT id, story_id FROM articles WHERE relevant"))
        changed = [(story, number) for number, story in stories.items() if told[number] != story]
        connection.executemany("UPDATE articles SET story_id = ? WHERE id = ?", changed)
        connection.execute("""UPDATE articles INDEXED BY articles_by_story SET story_id = NULL
                              WHERE story_id IS NOT NULL AND NOT relevant""")
    return len(changed)


def _sign_new(connection: sqlite3.Connection) -> None:
    from ingest.stories import sign

    unsigned = connection.execute(
        """SELECT id, title, text FROM articles WHERE relevant AND id NOT IN (SELECT article_id FROM story_signatures)
           ORDER BY id""")
    while rows := unsigned.fetchmany(1000):
        connection.executemany("INSERT INTO story_signatures VALUES (?, ?)",
                               ((number, sign(title, text).tobytes()) for number, title, text in rows))


def _reports(connection: sqlite3.Connection) -> Iterator[Report]:
    import numpy as np

    from ingest.stories import Report, days

    firms: dict[int, set[str]] = defaultdict(set)
    for number, name in connection.execute("SELECT article_id, coalesce(firm_slug, name) FROM firm_mentions"):
        firms[number].add(name)
    rows = connection.execute(
        """SELECT a.id, a.published_on, a.fetched_at, s.signature FROM articles a
           JOIN story_signatures s ON s.article_id = a.id WHERE a.relevant""")
    for number, published_on, fetched_at, signature in rows:
        yield Report(number, *days(published_on, fetched_at), frozenset(firms.get(number, ())),
                     np.frombuffer(signature, dtype=np.uint32))
