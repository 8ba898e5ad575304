"""Frames as files that open right elsewhere: CSV for Excel and LibreOffice, JSON, Parquet, and the database itself.

CSV is UTF-8 with a byte order mark, its dates are ISO, its headers carry the units. A text cell that a spreadsheet
would take for a formula gets an apostrophe in front; numbers, negative ones too, stay numbers.
"""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

BOM = b"\xef\xbb\xbf"
_FORMULA = "^[\\s\\x00]*[=+\\-@\t\r＋－＝＠]"  # full-width signs are read as signs too
_APOSTROPHE, _NOTHING = pa.scalar("'"), pa.scalar("")
_NUMBER = r"^[+-]?\d[\d,]*(\.\d+)?%?$"

HEADERS = {
    "low": "amount_low", "high": "amount_high", "hkd_low": "amount_low_hkd", "hkd_high": "amount_high_hkd",
    "also_low": "also_amount_low", "also_high": "also_amount_high", "n_last_28_days": "n_articles_last_28_days",
    "started_at": "started_at_utc", "ended_at": "ended_at_utc", "read_at": "read_at_utc",
    "last_asked_at": "last_asked_at_utc", "last_success_at": "last_success_at_utc", "took_ms": "took_milliseconds",
}
"""Column of a query -> header of a file, where the unit is not in the column's name."""


def headed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame under the headers of a file; low and high count firms, or where a currency stands units of it."""
    names = dict(HEADERS)
    if "currency" not in frame.columns:
        names |= {"low": "n_firms_low", "high": "n_firms_high"}
    return frame.rename(columns=names)


def to_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV, as the module says."""
    return chunks_to_csv([frame])


def chunks_to_csv(chunks: Iterable[pd.DataFrame]) -> bytes:
    """Frames of the same columns as one CSV, written as they come."""
    out = pa.BufferOutputStream()
    out.write(BOM)
    first = True
    for chunk in chunks:
        table = _defused(headed(chunk))
        options = pyarrow.csv.WriteOptions(include_header=first, quoting_style="needed")
        pyarrow.csv.write_csv(table, out, options)
        first = False
    return bytes(out.getvalue().to_pybytes())


def to_json(frame: pd.DataFrame) -> bytes:
    """The frame as a JSON list of objects; missing values are null."""
    return chunks_to_json([frame])


def chunks_to_json(chunks: Iterable[pd.DataFrame]) -> bytes:
    """Frames of the same columns as one JSON list, one object a line."""
    out = io.BytesIO()
    before = b"[\n"
    for chunk in chunks:
        for row in _table(headed(chunk)).to_pylist():
            out.write(before + json.dumps(row, ensure_ascii=False, default=str).encode())
            before = b",\n"
    out.write(b"[]" if before == b"[\n" else b"\n]\n")
    return out.getvalue()


def to_parquet(frame: pd.DataFrame) -> bytes:
    """The frame as Parquet, types kept."""
    return chunks_to_parquet([frame])


def chunks_to_parquet(chunks: Iterable[pd.DataFrame]) -> bytes:
    """Frames of the same columns as one Parquet file, a row group each."""
    out = io.BytesIO()
    writer: pyarrow.parquet.ParquetWriter | None = None
    for chunk in chunks:
        table = _table(headed(chunk))
        writer = writer or pyarrow.parquet.ParquetWriter(out, table.schema, compression="zstd")
        writer.write_table(table)
    if writer is not None:
        writer.close()
    return out.getvalue()


FORMATS: dict[str, tuple[Callable[[Iterable[pd.DataFrame]], bytes], str]] = {
    "csv": (chunks_to_csv, "text/csv"),
    "json": (chunks_to_json, "application/json"),
    "parquet": (chunks_to_parquet, "application/vnd.apache.parquet"),
}
"""Format -> its writer and its media type."""


def database_copy(connection: sqlite3.Connection) -> bytes:
    """The whole database as one SQLite file, as of now, without what a write-ahead log still holds apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "licensing.db"
        connection.execute("VACUUM INTO ?", (str(path),))
        return path.read_bytes()


def file_name(what: str, chosen: str, day: date, ending: str) -> str:
    """Name of a download: what it holds, of which filter, made when.

    >>> file_name("costs", "osl-since-2024-01-01", date(2026, 10, 11), "csv")
    'hk-licensing_costs_osl-since-2024-01-01_2026-10-11.csv'
    """
    return f"hk-licensing_{what}_{chosen}_{day.isoformat()}.{ending}"


def _table(frame: pd.DataFrame) -> pa.Table:
    """As Arrow, texts as plain strings; an all-missing column keeps its type."""
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)


def _defused(frame: pd.DataFrame) -> pa.Table:
    table = _table(frame)
    for place, column in enumerate(table.schema):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            cells = table.column(place)
            hot = pa.compute.match_substring_regex(cells, _FORMULA)
            if pa.compute.any(hot).as_py():
                hot = pa.compute.and_not(hot, pa.compute.match_substring_regex(cells, _NUMBER))
                ends = (part.cast(column.type) for part in (_APOSTROPHE, _NOTHING))
                quoted = pa.compute.binary_join_element_wise(next(ends), cells, next(ends))
                table = table.set_column(place, column.name, pa.compute.if_else(hot, quoted, cells))
    return table
