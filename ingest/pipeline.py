"""One run, told from end to end: sources -> answers -> articles -> tags -> store -> outcomes.

Reading is done side by side, storing by one: each source in one transaction, with its outcome. A run that is killed
leaves whole sources behind, and the next one goes on where it was.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ingest import store_corrections, store_index, store_pages, store_runs
from ingest.desk import Desk, Options, Reporter, at_desk, utc_now
from ingest.outcomes import Outcome, RunResult
from ingest.pages import read_pages
from ingest.pool import as_done
from ingest.reading import Answer, state_for, understand
from ingest.registers import Address, RegisterOutcome, load_addresses, read_all
from ingest.sources import Reader, in_turns
from ingest.store import save_articles
from ingest.store_stories import tell_stories
from ingest.store_tags import all_articles, retag, stale_articles
from licensing.db import transaction
from licensing.model import Source

SOURCES_AT_ONCE = 8


def run(options: Options, reporter: Reporter | None = None) -> RunResult:
    """Read every source once. Raises ReferenceDataError, SourceError, DatabaseError (Busy where another one runs)."""
    reporter = reporter or Reporter()
    started = time.monotonic()
    reader = Reader(options.sources, options.allow_private_hosts)
    addresses = load_addresses(options.registers) if options.registers else ()
    with at_desk(options, "run") as desk:
        retagged = _refresh(desk, reporter)
        outcomes = tuple(_read_sources(desk, options.sources, reader, reporter))
        pages = read_pages(desk, reader, options.sources, reporter) if options.full_text else 0
        for register in _read_registers(desk, reader, addresses):
            reporter.note(in_a_line(register))
        tell_stories(desk.db)
        reader.close()
    return RunResult(desk.run_id, outcomes, pages, retagged, time.monotonic() - started)


def retag_all(options: Options) -> int:
    """Rebuild all tags from stored text, in one transaction, without the network. Number of articles."""
    with at_desk(options, "retag") as desk:
        with transaction(desk.db) as connection:
            store_index.renew_index(connection)
            store_corrections.renew_corrections(connection, desk.corrections, desk.inputs)
            ids = all_articles(connection)
            _retag(desk, connection, ids)
        tell_stories(desk.db)
    return len(ids)


def read_registers_only(options: Options) -> list[RegisterOutcome]:
    """Read the official registers once, and nothing else."""
    addresses = load_addresses(options.registers) if options.registers else ()
    with at_desk(options, "registers") as desk:
        return _read_registers(desk, Reader((), options.allow_private_hosts), addresses)


def in_a_line(register: RegisterOutcome) -> str:
    """A reading of a register as ``key=value`` pairs."""
    detail = f" detail={register.detail!r}" if register.detail else ""
    return f"register={register.register} outcome={register.outcome} changes={len(register.changes)}{detail}"


def _refresh(desk: Desk, reporter: Reporter) -> int:
    """Bring what other rules, aliases or corrections left behind up to date. Number of articles tagged again."""
    with transaction(desk.db) as connection:
        store_index.renew_index(connection)
        stale = stale_articles(connection, desk.inputs.version)
        if stale:
            reporter.note(f"tagging {len(stale)} articles again: rules or names have changed")
            _retag(desk, connection, stale)
        store_corrections.renew_corrections(connection, desk.corrections, desk.inputs)
    return len(stale)


def _retag(desk: Desk, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    retag(connection, desk.inputs, ids)
    store_corrections.apply_corrections(connection, desk.corrections, desk.inputs, ids)
    store_pages.queue_pages(connection, ids, utc_now())


def _read_sources(desk: Desk, sources: Sequence[Source], reader: Reader, reporter: Reporter) -> Iterator[Outcome]:
    states = store_runs.load_states(desk.db.conn)
    before = {source.id: state_for(source, states) for source in sources}
    reporter.begin(len(sources))
    for source, answer in as_done(in_turns(sources), lambda s: reader.feed(s, before[s.id]), SOURCES_AT_ONCE):
        outcome = _store_source(desk, source, answer, before[source.id])
        reporter.source_done(outcome)
        yield outcome


def _store_source(desk: Desk, source: Source, answer: Answer, before: store_runs.SourceState | None) -> Outcome:
    """One source, whole or not at all: its articles, their tags, what to remember of it, its outcome."""
    understood = understand(source, answer, before, datetime.now(UTC))
    outcome = understood.outcome
    now = utc_now()
    with transaction(desk.db) as connection:
        if understood.articles:
            saved = save_articles(connection, source.id, understood.articles, desk.inputs, now)
            store_corrections.apply_corrections(connection, desk.corrections, desk.inputs, saved.touched)
            store_pages.queue_again(connection, saved.updated)
            store_pages.queue_pages(connection, saved.touched, now)
            outcome = replace(outcome, new=len(saved.new), updated=len(saved.updated))
        if understood.state is not None and understood.state != before:
            store_runs.save_state(connection, source.id, understood.state)
        store_runs.save_outcome(connection, desk.run_id, outcome)
    return outcome


def _read_registers(desk: Desk, reader: Reader, addresses: Sequence[Address]) -> list[RegisterOutcome]:
    return read_all(desk.db, addresses, reader.body, desk.inputs.reference, datetime.now(UTC)) if addresses else []
