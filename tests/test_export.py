"""Files that open right elsewhere: marks, headers, types; formulas defused, numbers left alone."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing import export

FORMULAS = ["=1+1", "+3 firms", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "－2", "=HYPERLINK(\"x\")"]
PLAIN = ["-5", "+12.50", "-1,000", "12%", "2024-06-01", "HK$5 million", "牌照", "a=b", ""]


def written(frame: pd.DataFrame) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.to_csv(frame).decode("utf-8-sig"), newline="")))


def texts(*values: str | None) -> pd.DataFrame:
    return pd.DataFrame({"title": pd.Series(values, dtype="str")})


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert written(texts(cell)) == [{"title": f"'{cell}"}]


@pytest.mark.parametrize("cell", PLAIN)
def test_numbers_and_plain_words_are_left_alone(cell: str) -> None:
    assert written(texts(cell, "x"))[0] == {"title": cell}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_no_text_is_changed_but_by_the_apostrophe(cell: str) -> None:
    (row,) = csv.reader(io.StringIO(export.to_csv(texts(cell)).decode("utf-8-sig").split("\n", 1)[1], newline=""))
    assert row[0] in (cell, f"'{cell}")


def test_a_csv_begins_with_the_mark_that_tells_excel_its_encoding() -> None:
    assert export.to_csv(texts("證監會")).startswith(b"\xef\xbb\xbf")


def test_missing_values_are_empty_cells_and_nulls() -> None:
    frame = pd.DataFrame({"firm": pd.Series(["a", None], dtype="str"), "n": pd.Series([1, None], dtype="Int64")})
    assert written(frame) == [{"firm": "a", "n": "1"}, {"firm": "", "n": ""}]
    assert json.loads(export.to_json(frame)) == [{"firm": "a", "n": 1}, {"firm": None, "n": None}]


def test_headers_carry_the_units() -> None:
    costs = pd.DataFrame({"low": [1], "high": [2], "currency": ["HKD"], "hkd_low": [1.0]})
    assert list(export.headed(costs).columns) == ["amount_low", "amount_high", "currency", "amount_low_hkd"]
    assert list(export.headed(costs[["low", "high"]]).columns) == ["n_firms_low", "n_firms_high"]


@pytest.mark.parametrize("form", export.FORMATS)
def test_chunks_are_one_file(form: str, tmp_path: Path) -> None:
    whole = pd.DataFrame({"title": pd.Series(["a", "b", "c"], dtype="str"), "n": pd.Series([1, None, 3], dtype="Int64")})
    write, _ = export.FORMATS[form]
    path = tmp_path / "file"
    path.write_bytes(write([whole.iloc[:2], whole.iloc[2:]]))
    read = {"csv": lambda: pd.read_csv(path, encoding="utf-8-sig"), "json": lambda: pd.read_json(path),
            "parquet": lambda: pd.read_parquet(path)}[form]()
    assert list(read["title"]) == ["a", "b", "c"]
    assert [None if pd.isna(n) else int(n) for n in read["n"]] == [1, None, 3]


@pytest.mark.parametrize("form", export.FORMATS)
def test_no_rows_are_a_file_with_headers(form: str) -> None:
    content = export.FORMATS[form][0]([texts().iloc[:0]])
    assert content and (form != "json" or json.loads(content) == [])


def test_a_copy_of_the_database_holds_what_the_log_still_held(tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t (x)")
    writer.execute("INSERT INTO t VALUES (1)")
    reader = sqlite3.connect(f"file:{tmp_path / 'a.db'}?mode=ro", uri=True)
    (tmp_path / "copy.db").write_bytes(export.database_copy(reader))
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT x FROM t").fetchall() == [(1,)]
    for connection in (writer, reader, copy):
        connection.close()


def test_a_file_name_tells_what_of_which_filter_and_when() -> None:
    assert export.file_name("costs", "osl", date(2026, 10, 11), "csv") == "hk-licensing_costs_osl_2026-10-11.csv"
