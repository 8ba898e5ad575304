"""Runs, their outcomes, and what is remembered of each source between runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.outcomes import Outcome
from licensing.model import Source

RUNS_KEPT = 1_000
"""Runs whose every outcome is kept: three weeks of one run in half an hour."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the last answers of a source left behind. retry_after: UTC, not asked again before; None: nothing known."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    moved_to: str | None = None
    retry_after: str | None = None


def begin_run(connection: sqlite3.Connection, command: str, now: str) -> int:
    """A new run's id. Runs still marked as running were killed, since there is one writer at a time."""
    connection.execute("UPDATE runs SET status = 'failed' WHERE status = 'running'")
    row = connection.execute(
        "INSERT INTO runs(started_at, command, status) VALUES (?, ?, 'running') RETURNING id", (now, command)
    ).fetchone()
    return int(row[0])


def end_run(connection: sqlite3.Connection, run_id: int, status: str, now: str) -> None:
    """status: done or failed. Of long-past runs only those outcomes are kept that say something."""
    connection.execute("UPDATE runs SET ended_at = ?, status = ? WHERE id = ?", (now, status, run_id))
    connection.execute("DELETE FROM source_outcomes WHERE run_id < ? AND status = 'unchanged'", (run_id - RUNS_KEPT,))


def store_sources(connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Replace the list of feeds by what sources.toml says now."""
    connection.execute("DELETE FROM sources")
    connection.executemany(
        """INSERT INTO sources(id, name, publisher, url, language, scope, enabled, full_text)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        ((s.id, s.name, s.publisher, s.url, s.language, s.scope, s.enabled, s.full_text) for s in sources),
    )


def load_states(connection: sqlite3.Connection) -> dict[str, SourceState]:
    """What is remembered of each source, by its id."""
    rows = connection.execute(
        "SELECT source_id, url, etag, last_modified, body_hash, moved_to, retry_after FROM source_state"
    )
    return {row[0]: SourceState(*row[1:]) for row in rows}


def save_state(connection: sqlite3.Connection, source_id: str, state: SourceState) -> None:
    """Remember this of a source, in the place of what was known."""
    connection.execute(
        """INSERT OR REPLACE INTO source_state(source_id, url, etag, last_modified, body_hash, moved_to, retry_after)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (source_id, state.url, state.etag, state.last_modified, state.body_hash, state.moved_to, state.retry_after),
    )


def save_outcome(connection: sqlite3.Connection, run_id: int, outcome: Outcome) -> None:
    """Record what became of one source in this run."""
    connection.execute(
        """INSERT OR REPLACE INTO source_outcomes(run_id, source_id, status, http_status, entries, new, updated, error,
               bytes, took_ms, newest_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (run_id, outcome.source_id, outcome.status, outcome.http_status, outcome.entries, outcome.new, outcome.updated,
         outcome.error, outcome.bytes, outcome.took_ms, outcome.newest_on),
    )
