"""One ingest at a time for each database; the lock dies with its holder, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from licensing.model import DatabaseError


class Busy(DatabaseError):
    """Another ingest is at work on the same database; the message says which process."""


@contextmanager
def only_writer(database: Path) -> Iterator[None]:
    """Hold the database's lock file while the block runs. Raises Busy where another process holds it."""
    path = Path(f"{database}-lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatabaseError(f"{database}: cannot be opened for writing: {error}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "unknown"
            message = f"another ingest (process {holder}) is at work on {database}; try again when it is done"
            raise Busy(message) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
