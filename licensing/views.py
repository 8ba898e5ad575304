"""The views that pages read: plain SQL, made anew whenever the schema moves on."""

from __future__ import annotations

import hashlib
import sqlite3

VIEWS: dict[str, str] = {}


def create_views(connection: sqlite3.Connection) -> None:
    """Drop and make every view; the caller holds the transaction or is in autocommit."""
    old = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    for (name,) in old:
        connection.execute(f"DROP VIEW {name}")
    for name, select in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {select}")


def views_hash() -> str:
    """Changes whenever a view does: the ingest then makes them anew."""
    return hashlib.sha256(repr(sorted(VIEWS.items())).encode()).hexdigest()[:16]
