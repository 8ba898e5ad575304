"""Corrections: wrong rows are named by line, right ones outlive re-ingest and retag, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingest.corrections import COLUMNS, load_corrections
from ingest.store import save_articles
from ingest.store_corrections import apply_corrections, renew_corrections
from ingest.store_tags import all_articles, retag
from licensing.db import open_writer, transaction
from licensing.model import ReferenceDataError
from tests.store_help import NOW, PlainTagger, article, canonical, check_database

TAGGER = PlainTagger()
URL = "https://news.example/1"
TEXT = "OSL paid US$5 for its licence and US$70 for lawyers."
REASON = "misread,Ann,2026-10-09"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_writer(tmp_path / "licensing.db")
    with transaction(database) as connection:
        save_articles(connection, "a", [article(URL, TEXT), article("https://news.example/2", "Weather.")], TAGGER, NOW)
    yield database
    check_database(database.conn)
    database.conn.close()


def file(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def lay_on(db: Database, tmp_path: Path, *rows: str) -> None:
    with transaction(db) as connection:
        renew_corrections(connection, load_corrections(file(tmp_path, *rows)), TAGGER)


def values(db: Database, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.conn.execute(query)]


COSTS = "SELECT low, hkd_low FROM compliance_costs ORDER BY id"

EFFECTS = [
    (f"cost,{URL},low,5,6,{REASON}", COSTS, [(6, 46.8), (70, 546.0)]),
    (f"cost,{URL},currency,USD | 70,HKD,{REASON}", COSTS, [(5, 39.0), (70, 70.0)]),
    (f"cost,{URL},row,US$70,,{REASON}", COSTS, [(5, 39.0)]),
    (f"cost,{URL},high,5,,{REASON}", "SELECT high FROM compliance_costs ORDER BY id", [(None,), (70,)]),
    (f"firm,{URL},role,licensee,applicant,{REASON}", "SELECT role FROM firm_mentions", [("applicant",)]),
    (f"article,{URL},relevant,yes,no,{REASON}", "SELECT count(*) FROM firm_mentions", [(0,)]),
    (f"article,https://news.example/2,relevant,no,yes,{REASON}", "SELECT sum(relevant) FROM articles", [(2,)]),
    (f"article,{URL},title,News of the day,OSL: the bill,{REASON}", "SELECT field FROM firm_mentions", [("title",)]),
    (f"article,{URL},published_on,2026-10-08,2026-09,{REASON}",
     "SELECT published_on, published_at, published_precision FROM articles WHERE id = 1", [("2026-09", None, "month")]),
    (f'firm_count,{URL},row,,"quote=its licence; low=1; high=1; category=licensed; qualifier=exact",{REASON}',
     "SELECT low, quote, start FROM firm_counts", [(1, "its licence", TEXT.index("its licence"))]),
]


@pytest.mark.parametrize(("row", "query", "expected"), EFFECTS)
def test_a_correction_is_applied_said_and_outlives_retag_and_re_ingest(
    db: Database, tmp_path: Path, row: str, query: str, expected: list[tuple[object, ...]]
) -> None:
    before = canonical(db.conn)
    lay_on(db, tmp_path, row)
    assert values(db, query) == expected
    assert values(db, "SELECT applied FROM corrections") == [(1,)]
    said = values(db, """SELECT correction FROM articles UNION SELECT correction FROM firm_mentions
                         UNION SELECT correction FROM compliance_costs UNION SELECT correction FROM firm_counts""")
    assert any("misread; Ann, 2026-10-09" in str(words) for (words,) in said)
    corrected = canonical(db.conn)
    corrections = load_corrections(file(tmp_path, row))
    with transaction(db) as connection:
        retag(connection, TAGGER, all_articles(connection))
        apply_corrections(connection, corrections, TAGGER, all_articles(connection))
    assert canonical(db.conn) == corrected
    with transaction(db) as connection:
        saved = save_articles(connection, "a", [article(URL, TEXT)], TAGGER, NOW)
        apply_corrections(connection, corrections, TAGGER, saved.touched)
    assert canonical(db.conn) == corrected
    lay_on(db, tmp_path)
    assert canonical(db.conn) == before


def test_a_correction_of_what_stands_there_no_more_changes_nothing(db: Database, tmp_path: Path) -> None:
    lay_on(db, tmp_path, f"cost,{URL},low,6,7,{REASON}", f"article,https://news.example/none,title,x,y,{REASON}")
    assert values(db, COSTS) == [(5, 39.0), (70, 546.0)]
    assert values(db, "SELECT applied FROM corrections") == [(0,), (0,)]


def test_an_edit_by_the_feed_is_corrected_again(db: Database, tmp_path: Path) -> None:
    row = f"article,{URL},title,News of the day,The right title,{REASON}"
    lay_on(db, tmp_path, row)
    with transaction(db) as connection:
        saved = save_articles(connection, "a", [article(URL, TEXT + " It was told.")], TAGGER, NOW)
        apply_corrections(connection, load_corrections(file(tmp_path, row)), TAGGER, saved.touched)
    assert values(db, "SELECT title, text FROM articles WHERE id = 1") == [("The right title", TEXT + " It was told.")]


def test_a_title_and_the_relevance_can_both_be_corrected_whatever_their_order(db: Database, tmp_path: Path) -> None:
    lay_on(db, tmp_path, f"article,{URL},relevant,yes,no,{REASON}",
           f"article,{URL},title,News of the day,Another,{REASON}")
    assert values(db, "SELECT title, relevant FROM articles WHERE id = 1") == [("Another", 0)]


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "none.csv").rows == ()


WRONG = [
    ("price,u,low,1,2,w,w,2026-10-09", "target 'price'"),
    ("cost,u,colour,1,2,w,w,2026-10-09", "field 'colour'"),
    ("cost,u,low,1,two,w,w,2026-10-09", "'two' is no whole number"),
    ("cost,u,kind,fee,gift,w,w,2026-10-09", "kind 'gift' is none of"),
    ("cost,u,currency,USD,,w,w,2026-10-09", "currency can't be empty"),
    ("cost,u,low,1,2,,w,2026-10-09", "why is empty"),
    ("cost,u,low,1,2,w,,2026-10-09", "who is empty"),
    ("cost,,low,1,2,w,w,2026-10-09", "article is empty"),
    ("cost,u,low,1,2,w,w,yesterday", "'yesterday' is no day"),
    ("cost,u,low,1,2,w,w", "8 columns"),
    ("cost,u,low,1,2,w,w,2026-10-09,more", "8 columns"),
    ("article,u,relevant,yes,maybe,w,w,2026-10-09", "'maybe'"),
    ("article,u,published_on,2026,2026-13,w,w,2026-10-09", "is no date"),
    ("article,u,row,x,,w,w,2026-10-09", "field 'row'"),
    ("cost,u,row,,low=1,w,w,2026-10-09", "a new cost needs currency, kind, qualifier, quote"),
    ("cost,u,row,,,w,w,2026-10-09", "both wrong and value are empty"),
]


@pytest.mark.parametrize(("row", "words"), WRONG)
def test_a_wrong_row_is_named_by_file_and_line(tmp_path: Path, row: str, words: str) -> None:
    path = file(tmp_path, f"cost,u,low,1,2,{REASON}", row)
    with pytest.raises(ReferenceDataError) as caught:
        load_corrections(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert words in str(caught.value)


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="1: the columns must be target,article"):
        load_corrections(path)
