"""The full-text index: all the words of relevant articles, the title and the lead of the others.

A row leaves the index only with the very words it was put in with; so relevance, title and text change here first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from licensing.db import set_state, state_value
from licensing.search import VERSION, index_texts

_CHUNK = 500
LEAD = 300
"""Characters of an article that is not relevant by which it can be found: most of the news is not about our subject."""

Words = tuple[int, str, str, bool]
"""An article's id, title, text, and whether it is relevant."""


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
    rules = f"{VERSION}:{LEAD}"
    if state_value(connection, "search_version") == rules:
        return False
    connection.execute("INSERT INTO article_search(article_search) VALUES ('delete-all')")
    add_to_index(connection, connection.execute("SELECT id, title, text, relevant FROM articles"))
    set_state(connection, "search_version", rules)
    return True


def _tokens(articles: Iterable[Words]) -> Iterator[tuple[int, str, str]]:
    articles = iter(articles)
    while chunk := tuple(islice(articles, _CHUNK)):
        titles = index_texts(title for _, title, _, _ in chunk)
        texts = index_texts(text if relevant else text[:LEAD] for _, _, text, relevant in chunk)
        yield from zip((number for number, *_ in chunk), titles, texts, strict=True)
