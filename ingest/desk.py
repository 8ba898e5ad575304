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
from ingest.inputs import Inputs
from ingest.lock import only_writer
from ingest.outcomes import Outcome
from ingest.registers import seed
from ingest.registers.shipped import load_shipped
from ingest.store_reference import store_reference
from licensing import settings
from licensing.db import checkpoint, open_writer, transaction
from licensing.model import DatabaseError, Source


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
    """What storing needs at hand, for one run. inputs: the reference data, and the tagger made from it."""

    db: Database
    inputs: Inputs
    corrections: Corrections
    run_id: int


@contextmanager
def at_desk(options: Options, command: str) -> Iterator[Desk]:
    """Check the files, become the only writer, open a run; at the end close it and shorten the write-ahead log.

    Raises ReferenceDataError, SourceError, DatabaseError (Busy where another ingest is at work).
    """
    inputs = Inputs(options.reference)
    if not options.database.exists():
        inputs.reference  # noqa: B018 - a wrong row is found before a database is made
    corrections = load_corrections(options.corrections)
    with only_writer(options.database), _database(options.database) as db:
        run_id = _begin(db, inputs, options, command)
        status = "failed"
        try:
            yield Desk(db, inputs, corrections, run_id)
            status = "done"
        finally:
            _end(db, run_id, status)
        checkpoint(db)


def utc_now() -> str:
    """This moment, as the database writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _begin(db: Database, inputs: Inputs, options: Options, command: str) -> int:
    """Put what the files say into the database, unless it is there already. The run's id."""
    changed = not inputs.are_known(db.conn)
    readings = load_shipped(options.reference / "register_readings") if changed else ()
    with transaction(db) as connection:
        run_id = store_runs.begin_run(connection, command, utc_now())
        if options.listed:
            store_runs.store_sources(connection, options.listed)
        if changed:
            store_reference(connection, inputs.reference)
            seed(connection, readings, inputs.reference)
            inputs.remember(connection)
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
    except sqlite3.DatabaseError as error:  # disk full, locked, read-only, damaged: said in words, nothing half done
        if type(error) not in (sqlite3.OperationalError, sqlite3.DatabaseError):
            raise  # a bug of ours
        raise DatabaseError(f"{path}: {error}") from error
    finally:
        db.conn.close()
