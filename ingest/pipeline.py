"""One run, told from end to end: sources -> answers -> articles -> tags -> store -> outcomes.

Reading is done side by side, storing by one: each source in one transaction, with its outcome. A run that is killed
leaves whole sources behind, and the next one goes on where it was.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from ingest import store_corrections, store_index, store_pages, store_runs
from ingest.corrections import Corrections, load_corrections
from ingest.lock import only_writer
from ingest.outcomes import Outcome, RunResult
from ingest.pages import read_pages
from ingest.pool import as_done
from ingest.reading import Answer, state_for, understand
from ingest.sources import Reader, in_turns
from ingest.store import save_articles
from ingest.store_reference import store_reference
from ingest.store_stories import tell_stories
from ingest.store_tags import all_articles, retag, stale_articles
from ingest.taggers import Tagger, build_tagger
from licensing import settings
from licensing.db import checkpoint, open_writer, transaction
from licensing.model import DatabaseError, Source
from licensing.reference import Reference, load_reference

SOURCES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do. sources: those to read; listed: all that sources.toml names, switched off or not.

    registers: file of the registers' addresses, None: they are not read.
    """

    database: Path
    sources: tuple[Source, ...]
    listed: tuple[Source, ...]
    reference: Path = settings.REFERENCE
    corrections: Path = settings.CORRECTIONS
    registers: Path | None = None
    full_text: bool = True
    allow_private_hosts: bool = False
    command: str = "run"


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
    """What storing needs at hand."""

    db: Database
    tagger: Tagger
    corrections: Corrections
    run_id: int


def run(options: Options, reporter: Reporter | None = None) -> RunResult:
    """Read every source once. Raises ReferenceDataError, SourceError, DatabaseError (Busy where another one runs)."""
    reporter = reporter or Reporter()
    started = time.monotonic()
    reference = load_reference(options.reference)
    corrections = load_corrections(options.corrections)
    with only_writer(options.database), _open(options.database) as db:
        desk = _begin(db, reference, corrections, options)
        with _recorded(desk):
            retagged = _refresh(desk, reporter)
            reader = Reader(options.sources, options.allow_private_hosts)
            outcomes = tuple(_read_sources(desk, options.sources, reader, reporter))
            pages = read_pages(desk, reader, options.sources, reporter, utc_now()) if options.full_text else 0
            notes = _read_registers(desk, reference, reader, options, reporter)
            tell_stories(db)
        checkpoint(db)
    return RunResult(desk.run_id, outcomes, pages, retagged, time.monotonic() - started, notes)


def retag_all(options: Options, reporter: Reporter | None = None) -> int:
    """Rebuild all tags from stored text, in one transaction, without the network. Number of articles."""
    reference = load_reference(options.reference)
    corrections = load_corrections(options.corrections)
    with only_writer(options.database), _open(options.database) as db:
        desk = _begin(db, reference, corrections, replace(options, command="retag"))
        with _recorded(desk):
            with transaction(db) as connection:
                store_corrections.renew_corrections(connection, corrections, desk.tagger)
                ids = all_articles(connection)
                _retag(desk, connection, ids)
            tell_stories(db)
        checkpoint(db)
    return len(ids)


def utc_now() -> str:
    """This moment, as the database writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _begin(db: Database, reference: Reference, corrections: Corrections, options: Options) -> Desk:
    """Put what the files say into the database, and open a run."""
    from ingest.registers import seed, shipped

    with transaction(db) as connection:
        run_id = store_runs.begin_run(connection, options.command, utc_now())
        store_reference(connection, reference)
        if options.command == "run":
            store_runs.store_sources(connection, options.listed)
    seed(db, shipped.load_shipped(options.reference / "register_readings"), reference)
    return Desk(db, build_tagger(reference.aliases), corrections, run_id)


def _refresh(desk: Desk, reporter: Reporter) -> int:
    """Bring what was stored by other rules, aliases or corrections up to date. Number of articles tagged again."""
    with transaction(desk.db) as connection:
        store_index.renew_index(connection)
        stale = stale_articles(connection, desk.tagger.version)
        if stale:
            reporter.note(f"tagging {len(stale)} articles again: rules or names have changed")
            _retag(desk, connection, stale)
        store_corrections.renew_corrections(connection, desk.corrections, desk.tagger)
    return len(stale)


def _retag(desk: Desk, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    retag(connection, desk.tagger, ids)
    store_corrections.apply_corrections(connection, desk.corrections, desk.tagger, ids)
    store_pages.queue_pages(connection, ids, utc_now())


def _read_sources(
    desk: Desk, sources: Sequence[Source], reader: Reader, reporter: Reporter
) -> Iterator[Outcome]:
    states = store_runs.load_states(desk.db.conn)
    reporter.begin(len(sources))
    remembered = {source.id: state_for(source, states) for source in sources}
    for source, answer in as_done(in_turns(sources), lambda s: reader.read(s, remembered[s.id]), SOURCES_AT_ONCE):
        outcome = _store_source(desk, source, answer, remembered[source.id])
        reporter.source_done(outcome)
        yield outcome


def _store_source(desk: Desk, source: Source, answer: Answer, before: store_runs.SourceState | None) -> Outcome:
    """One source, whole or not at all: its articles, their tags, what to remember of it, its outcome."""
    understood = understand(source, answer, before, datetime.now(UTC))
    outcome = understood.outcome
    now = utc_now()
    with transaction(desk.db) as connection:
        if understood.articles:
            saved = save_articles(connection, source.id, understood.articles, desk.tagger, now)
            store_corrections.apply_corrections(connection, desk.corrections, desk.tagger, saved.touched)
            store_pages.queue_again(connection, saved.updated)
            store_pages.queue_pages(connection, saved.touched, now)
            outcome = replace(outcome, new=len(saved.new), updated=len(saved.updated))
        if understood.state is not None and understood.state != before:
            store_runs.save_state(connection, source.id, understood.state)
        store_runs.save_outcome(connection, desk.run_id, outcome)
    return outcome


def _read_registers(
    desk: Desk, reference: Reference, reader: Reader, options: Options, reporter: Reporter
) -> tuple[str, ...]:
    if options.registers is None:
        return ()
    from ingest.registers import load_addresses, read_all

    addresses = load_addresses(options.registers)
    outcomes = read_all(desk.db, addresses, reader.body, reference, datetime.now(UTC))
    notes = tuple(f"register={o.register} outcome={o.outcome} changes={len(o.changes)}"
                  + (f" detail={o.detail!r}" if o.detail else "") for o in outcomes)
    for note in notes:
        reporter.note(note)
    return notes


@contextmanager
def _open(path: Path) -> Iterator[Database]:
    db = open_writer(path)
    try:
        yield db
    except sqlite3.OperationalError as error:  # disk full, locked, read-only: said in words, nothing half done
        raise DatabaseError(f"{path}: {error}") from error
    finally:
        db.conn.close()


@contextmanager
def _recorded(desk: Desk) -> Iterator[None]:
    """Close the run's row, whatever happens."""
    status = "failed"
    try:
        yield
        status = "done"
    finally:
        if not desk.db.conn.in_transaction:
            _close_run(desk, status)


def _close_run(desk: Desk, status: str) -> None:
    try:
        with transaction(desk.db) as connection:
            store_runs.end_run(connection, desk.run_id, status, utc_now())
    except sqlite3.OperationalError:
        if status == "done":
            raise  # else the first error, on its way up, says more
