"""Databases of earlier versions, kept as SQL in ``golden_databases``: brought up to date, they keep every row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from licensing.db import open_reader, open_writer
from licensing.migrations import MIGRATIONS
from licensing.model import DatabaseError
from tests.store_help import check_database

GOLDEN = sorted((Path(__file__).parent / "golden_databases").glob("*.sql"))


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "licensing.db"
    connection = sqlite3.connect(path)
    connection.executescript(request.param.read_text(encoding="utf-8"))
    connection.close()
    return path


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    connection = sqlite3.connect(path)
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'article_search%' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%' ESCAPE '\\'").fetchall()
    found = {}
    for (table,) in tables:
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
    connection.close()
    return found


def test_there_is_a_golden_database_of_every_schema_but_the_newest() -> None:
    assert len(GOLDEN) == len(MIGRATIONS._migrations) - 1


def test_every_row_of_an_older_database_is_kept(old: Path) -> None:
    before = contents(old)
    assert len(before["articles"]) == 3
    db = open_writer(old)
    check_database(db.conn)
    db.conn.close()
    after = contents(old)
    state = {row["key"]: row["value"] for row in before.pop("state", [])}
    assert {row["key"] for row in after["state"]} >= set(state)
    for table, rows in before.items():
        kept = [{name: row[name] for name in rows[0]} for row in after[table]]
        assert kept == rows, table


def test_an_older_database_is_not_read_before_it_is_brought_up_to_date(old: Path) -> None:
    with pytest.raises(DatabaseError, match=r"older version. Run: python -m ingest"):
        open_reader(old)
    open_writer(old).conn.close()
    open_reader(old).close()


def test_what_an_older_version_stored_is_known_again(old: Path) -> None:
    db = open_writer(old)
    rows = db.conn.execute("SELECT article_id, source_id, feed_hash, text_length FROM article_sources").fetchall()
    assert (1, "a", "h1", len("OSL has a licence; it paid US$5 million.")) in rows
    assert (1, "b", "", 0) in rows
    db.conn.close()
