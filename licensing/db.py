"""Opening the database: one writer for the ingest, read-only connections for everyone else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from licensing.migrations import MIGRATIONS
from licensing.model import DatabaseError
from licensing.views import create_views, views_hash

BUSY_TIMEOUT_MS = 5_000
_NEWEST = len(MIGRATIONS._migrations)


def open_writer(path: Path) -> Database:
    """The database at ``path``, made or migrated as needed, in WAL mode, foreign keys on.

    Transactions are explicit (``with transaction(db)``). Raises DatabaseError when the file is no database, is from a
    newer version of the program, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
        _refuse_newer(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last transactions, never the file
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16000")  # KiB
        connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages, 16 MB: a run's log is moved into the file once
        db = Database(connection, execute_plugins=False)  # looking for plugins takes longer than an unchanged run
        if _version(connection) != _NEWEST:
            MIGRATIONS.apply(db)
            connection.execute(f"PRAGMA user_version = {_NEWEST}")
        _renew_views(db)
        connection.execute("BEGIN IMMEDIATE")  # a file or folder that can't be written is found out now
        connection.execute("ROLLBACK")
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(f"{path}: cannot be opened for writing: {error}") from error
    return db


def open_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection, rows as ``sqlite3.Row``; ``immutable`` where the folder can't be written.

    Raises DatabaseError with what to run when the file is missing, older, newer or no database.
    """
    if not path.exists():
        raise DatabaseError(f"There is no database at {path} yet. Run: python -m ingest")
    immutable = "" if os.access(path.parent, os.W_OK) or _has_wal(path) else "&immutable=1"
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro{immutable}", uri=True, timeout=BUSY_TIMEOUT_MS / 1000
        )
        connection.row_factory = sqlite3.Row
        _refuse_newer(connection, path)
        if _version(connection) < _NEWEST or state_value(connection, "views") != views_hash():
            raise DatabaseError(f"The database at {path} is from an older version. Run: python -m ingest")
    except sqlite3.Error as error:
        raise DatabaseError(f"The file at {path} cannot be read as a database ({error}). "
                            "Move it away and run: python -m ingest") from error
    return connection


def checkpoint(db: Database) -> None:
    """Move the write-ahead log into the file, as far as readers at work allow, and shorten it."""
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def state_value(connection: sqlite3.Connection, key: str) -> str | None:
    """One value of the ``state`` table; None: never set."""
    row = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_state(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set one value of the ``state`` table, inside the caller's transaction."""
    connection.execute("INSERT INTO state VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                       (key, value))


@contextmanager
def transaction(db: Database) -> Iterator[sqlite3.Connection]:
    """One writing transaction: takes the write lock at once, raises ``data_version`` and commits, or rolls back."""
    connection: sqlite3.Connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("UPDATE state SET value = value + 1 WHERE key = 'data_version'")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def data_version(connection: sqlite3.Connection) -> int:
    """A counter raised inside every writing transaction: what caches are keyed on."""
    row = connection.execute("SELECT value FROM state WHERE key = 'data_version'").fetchone()
    return int(row[0])


def _has_wal(path: Path) -> bool:
    wal = Path(f"{path}-wal")
    return wal.exists() and wal.stat().st_size > 0


def _version(connection: sqlite3.Connection) -> int:
    """How many migrations made this file; kept in its header, where every reader finds it at once."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _renew_views(db: Database) -> None:
    if state_value(db.conn, "views") == views_hash():
        return
    with transaction(db) as connection:
        create_views(connection)
        set_state(connection, "views", views_hash())


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) > _NEWEST:
        raise DatabaseError(f"The database at {path} is from a newer version of the program. Update the program.")
