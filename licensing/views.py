"""The views that pages read: plain SQL, made anew whenever the schema moves on."""

from __future__ import annotations

import sqlite3

VIEWS: dict[str, str] = {}


def create_views(connection: sqlite3.Connection) -> None:
    """Drop and make every view; the caller holds the transaction or is in autocommit."""
    for name, select in VIEWS.items():
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        connection.execute(f"CREATE VIEW {name} AS {select}")
