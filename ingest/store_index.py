"""The full-text index of articles. A row leaves it only with the very words it was put in with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from licensing.db import set_state, state_value
from licensing.search import VERSION, index_text

Words = tuple[int, str, str]
"""An article's id, title and text."""


def add_to_index(connection: sqlite3.Connection, articles: Iterable[Words]) -> None:
    """Index articles that are not in the index."""
    connection.executemany("INSERT INTO article_search(rowid, title, text) VALUES (?, ?, ?)", _tokens(articles))


def remove_from_index(connection: sqlite3.Connection, articles: Iterable[Words]) -> None:
    """Take articles out of the index; the words are those they were indexed with."""
    connection.executemany(
        "INSERT INTO article_search(article_search, rowid, title, text) VALUES ('delete', ?, ?, ?)", _tokens(articles)
    )


def renew_index(connection: sqlite3.Connection) -> bool:
    """Build the index anew if it was made by other rules than today's; True where it was."""
    if state_value(connection, "search_version") == VERSION:
        return False
    connection.execute("INSERT INTO article_search(article_search) VALUES ('delete-all')")
    add_to_index(connection, connection.execute("SELECT id, title, text FROM articles"))
    set_state(connection, "search_version", VERSION)
    return True


def _tokens(articles: Iterable[Words]) -> Iterable[Words]:
    return ((number, index_text(title), index_text(text)) for number, title, text in articles)
