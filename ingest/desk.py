"""What a run works with: what it is asked to do, the open database, and who is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from ingest import store_runs
from ingest.corrections import Corrections, load_corrections
from ingest.lock import only_writer
from ingest.outcomes import Outcome
from ingest.store_reference import store_reference
from ingest.taggers import Tagger, build_tagger
from licensing import settings
from licensing.db import checkpoint, open_writer, transaction
from licensing.model import DatabaseError, Source
from licensing.reference import Reference, load_reference


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do. sources: those to read; listed: all that sources.toml names, switched off or not.

    registers: file of the registers' addresses, None: they are not read.
    """

    database: Path
    sources: tuple[Source, ...] = ()
    listed: tuple[Source, ...] = ()
    reference: Path = settings.REFERENCE
    corrections: Path = settings.CORRECTIONS
    registers: Path | None = None
    full_text: bool = True
    allow_private_hosts: bool = False


class Reporter:
    """Told what happens while it happens; this one keeps quiet."""

    def begin(self, sources: int) -> None:
        """So many sources will be read."""

    def source_done(self, outcome: Outcome) -> None:
        """A source is stored."""

    def note(self, words: str) -> None:
        """Something a person may want to know."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What storing needs at hand, for one run."""

    db: Database
    reference: Reference
    tagger: Tagger
    corrections: Corrections
    run_id: int


@contextmanager
def at_desk(options: Options, command: str) -> Iterator[Desk]:
    """Check the files, become the only writer, open a run; at the end close it and shorten the write-ahead log.

    Raises ReferenceDataError, SourceError, DatabaseError (Busy where another ingest is at work).
    """
    reference = load_reference(options.reference)
    corrections = load_corrections(options.corrections)
    with only_writer(options.database), _database(options.database) as db:
        run_id = _begin(db, reference, options, command)
        status = "failed"
        try:
            yield Desk(db, reference, build_tagger(reference.aliases), corrections, run_id)
            status = "done"
        finally:
            _end(db, run_id, status)
        checkpoint(db)


def utc_now() -> str:
    """This moment, as the database writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _begin(db: Database, reference: Reference, options: Options, command: str) -> int:
    """Put what the files say into the database. The run's id."""
    from ingest.registers import seed, shipped

    with transaction(db) as connection:
        run_id = store_runs.begin_run(connection, command, utc_now())
        store_reference(connection, reference)
        if options.listed:
            store_runs.store_sources(connection, options.listed)
    seed(db, shipped.load_shipped(options.reference / "register_readings"), reference)
    return run_id


def _end(db: Database, run_id: int, status: str) -> None:
    try:
        with transaction(db) as connection:
            store_runs.end_run(connection, run_id, status, utc_now())
    except sqlite3.OperationalError:
        if status == "done":
            raise  # else the first error, on its way up, says more


@contextmanager
def _database(path: Path) -> Iterator[Database]:
    db = open_writer(path)
    try:
        yield db
    except sqlite3.OperationalError as error:  # disk full, locked, read-only: said in words, nothing half done
        raise DatabaseError(f"{path}: {error}") from error
    finally:
        db.conn.close()
