"""What the commands do once their options are read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from licensing.db import open_reader
from licensing.model import DatabaseError
from licensing.settings import HONG_KONG


def read_sources(
    db: Path, file: Path, only: Sequence[str], *, offline: bool, registers: Path | None, full_text: bool,
    allow_private_hosts: bool,
) -> int:
    """``run``: 0 done, 1 nothing could be read."""
    from ingest.desk import Options
    from ingest.every import stop_on_signals
    from ingest.pipeline import run
    from ingest.reporters import closing_table, reporter
    from ingest.sources import choose
    from licensing.reference import load_sources

    listed = load_sources(file)
    options = Options(db, choose(listed, only, offline, file), listed, registers=registers,
                      full_text=full_text and not offline, allow_private_hosts=allow_private_hosts)
    stop_on_signals()
    with reporter() as report:
        result = run(options, report)
    closing_table(result)
    return int(result.nothing_read)


def retag_articles(db: Path) -> int:
    """``retag``."""
    from ingest.desk import Options
    from ingest.pipeline import retag_all

    if not db.exists():
        raise DatabaseError(f"There is no database at {db} yet. Run: python -m ingest")
    print(f"articles tagged again: {retag_all(Options(db))}")
    return 0


def read_registers(db: Path, addresses: Path, allow_private_hosts: bool) -> int:
    """``registers``: 1 if none of them could be read."""
    from ingest.desk import Options
    from ingest.pipeline import in_a_line, read_registers_only

    outcomes = read_registers_only(Options(db, registers=addresses, allow_private_hosts=allow_private_hosts))
    for outcome in outcomes:
        print(in_a_line(outcome))
        for change in outcome.changes:
            print(f"  {change}")
    return int(all(outcome.outcome == "failed" for outcome in outcomes))


def tell_news(db: Path, since: date, form: str) -> int:
    """``news``."""
    from ingest.news import render
    from licensing.queries.changes import changes_since

    with closing(open_reader(db)) as connection:
        changes = changes_since(connection, since.isoformat())
    sys.stdout.buffer.write(render(changes, form, since.isoformat(), datetime.now(UTC)).encode())
    return 0


def check_health(db: Path, file: Path) -> int:
    """``check``: a line for each source, the database and each correction without effect; 1 if something is wrong."""
    from licensing.queries.health import source_health, unused_corrections
    from licensing.reference import load_sources

    wrong = 0
    listed = {source.id for source in load_sources(file) if source.enabled}
    with closing(open_reader(db)) as connection:
        for line in _integrity(connection.execute("PRAGMA integrity_check").fetchall()):
            wrong += 1
            print(f"database problem={line!r}")
        for source_id, health in source_health(connection, datetime.now(HONG_KONG).date()).items():
            if source_id in listed:
                wrong += health.state == "unwell"
                reason = f" reason={'; '.join(health.problems)!r}" if health.problems else ""
                print(f"source={source_id} health={health.state}{reason}")
        for line_number, article, field in unused_corrections(connection):
            wrong += 1
            print(f"correction line={line_number} article={article} field={field} problem='changes nothing'")
    print("everything is well" if not wrong else f"problems: {wrong}")
    return int(bool(wrong))


def _integrity(rows: Sequence[Sequence[object]]) -> list[str]:
    return [str(row[0]) for row in rows if row[0] != "ok"]
