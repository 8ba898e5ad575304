"""The reference data into the database: replaced whole, so that a corrected row leaves no ghost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licensing.reference import Reference


def store_reference(connection: sqlite3.Connection, reference: Reference) -> None:
    """Put the reference data in the place of what was there, what follows from register readings included.

    ``store_registers.rebuild_from_readings`` then adds the latter anew, so that ids and ties are the same at each run.
    The rows' dataclasses have the tables' columns as fields.
    """
    _replace(connection, "firms", reference.firms)
    _replace(connection, "firm_aliases", reference.aliases)
    _replace(connection, "licence_events", reference.licence_events)
    _replace(connection, "milestones", reference.milestones)
    _replace(connection, "official_figures", reference.official_figures)
    _replace(connection, "alerts", reference.alerts)


def _replace(connection: sqlite3.Connection, table: str, rows: Iterable[Any]) -> None:
    connection.execute(f"DELETE FROM {table}")
    rows = tuple(rows)
    if not rows:
        return
    columns = [field.name for field in fields(rows[0])]
    connection.executemany(
        f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        ([_plain(getattr(row, column)) for column in columns] for row in rows),
    )


def _plain(value: Any) -> Any:
    """A value as SQLite takes it: dates as ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
