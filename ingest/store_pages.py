"""The queue of articles whose page is still to be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

_CHUNK = 500
MAX_ATTEMPTS = 3
"""A page is asked for so often in all: after failures, and after edits of the feed's item."""


@dataclass(frozen=True, slots=True)
class QueuedPage:
    """An article waiting for its page."""

    article_id: int
    source_id: str
    url: str


def queue_pages(connection: sqlite3.Connection, ids: Sequence[int], now: str) -> None:
    """Queue those of these articles that are relevant and whose source is on the web; take out those that are not."""
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        connection.execute(
            f"""DELETE FROM page_queue WHERE state = 'waiting' AND article_id IN
                (SELECT id FROM articles WHERE id IN ({marks}) AND NOT relevant)""", chunk)
        connection.execute(
            f"""INSERT INTO page_queue(article_id, source_id, url, queued_at)
                SELECT a.id, a.source_id, a.url, ? FROM articles a JOIN sources s ON s.id = a.source_id
                WHERE a.id IN ({marks}) AND a.relevant AND a.url LIKE 'http%'
                  AND s.full_text AND s.url NOT LIKE 'file:%'
                ON CONFLICT(article_id) DO NOTHING""", (now, *chunk))


def queue_again(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Have the pages of edited articles read once more, unless they have been read often."""
    connection.executemany(
        "UPDATE page_queue SET state = 'waiting', last_error = NULL WHERE article_id = ? AND attempts < ?",
        ((number, MAX_ATTEMPTS) for number in ids))


def next_pages(connection: sqlite3.Connection, source_ids: Sequence[str], per_source: int) -> list[QueuedPage]:
    """The pages to read in this run: the oldest in the queue of each of these sources, source after source."""
    pages: list[QueuedPage] = []
    for source_id in sorted(source_ids):
        rows = connection.execute(
            """SELECT article_id, source_id, url FROM page_queue WHERE state = 'waiting' AND source_id = ?
               ORDER BY attempts, queued_at, article_id LIMIT ?""", (source_id, per_source))
        pages += [QueuedPage(*row) for row in rows]
    return pages


def page_done(connection: sqlite3.Connection, article_id: int, note: str | None = None) -> None:
    """The page was read, or will never be (robots.txt, paywall): note says why, in words."""
    state = "done" if note is None else "refused"
    connection.execute("UPDATE page_queue SET state = ?, last_error = ?, attempts = attempts + 1 WHERE article_id = ?",
                       (state, note, article_id))


def page_failed(connection: sqlite3.Connection, article_id: int, error: str) -> None:
    """The page could not be read this time; after ``MAX_ATTEMPTS`` it is given up."""
    connection.execute(
        """UPDATE page_queue SET attempts = attempts + 1, last_error = ?,
           state = CASE WHEN attempts + 1 >= ? THEN 'refused' ELSE 'waiting' END WHERE article_id = ?""",
        (error, MAX_ATTEMPTS, article_id))
