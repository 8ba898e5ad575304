"""The newest reading of each register that ships with the program: what is known where there is no network."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.registers.entries import LISTED_STATUSES, Entry, Reading
from licensing.model import ReferenceDataError

COLUMNS = ["register", "as_of", "status", "name", "name_zh", "platform_name", "ce_number", "website", "effective_on",
           "source_url", "note"]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A reading from data/reference/register_readings, with the day it was true and where it was seen."""

    register: str
    as_of: str
    source_url: str
    reading: Reading


def load_shipped(folder: Path) -> tuple[Shipped, ...]:
    """One reading a CSV file. Raises ReferenceDataError, ``file:line: what``, for any row that is wrong."""
    return tuple(_load(path) for path in sorted(folder.glob("*.csv")))


def _load(path: Path) -> Shipped:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != COLUMNS:
            raise ReferenceDataError(f"{path}:1: columns must be {','.join(COLUMNS)}")
        rows = [_checked(path, reader.line_num, row, path.stem) for row in reader]
    heads = {(row["register"], row["as_of"]) for row in rows}
    if len(heads) != 1:
        raise ReferenceDataError(f"{path}:2: a file is one reading of one register on one day, not {len(heads)}")
    entries = tuple(_entry(row) for row in rows)
    for number, name in _repeats(entries):
        raise ReferenceDataError(f"{path}:{number + 2}: {name} is listed twice")
    return Shipped(rows[0]["register"], rows[0]["as_of"], rows[0]["source_url"], Reading(entries, rows[0]["as_of"]))


def _checked(path: Path, line: int, row: dict[str, str], register: str) -> dict[str, str]:
    where = f"{path}:{line}:"
    if None in row or None in row.values():
        raise ReferenceDataError(f"{where} needs {len(COLUMNS)} cells")
    if row["register"] != register:
        raise ReferenceDataError(f"{where} register must be {register}, not {row['register']!r}")
    if row["status"] not in LISTED_STATUSES:
        raise ReferenceDataError(f"{where} unknown status {row['status']!r}; known: {', '.join(LISTED_STATUSES)}")
    if not row["name"] or not row["source_url"].startswith(("http://", "https://")):
        raise ReferenceDataError(f"{where} a row needs a name and a source address")
    for column in ("as_of", "effective_on"):
        try:
            if row[column] or column == "as_of":
                date.fromisoformat(row[column])
        except ValueError as error:
            raise ReferenceDataError(f"{where} {column} is no day: {row[column]!r}") from error
    return row


def _entry(row: dict[str, str]) -> Entry:
    return Entry(row["status"], row["name"], row["name_zh"], row["platform_name"], row["ce_number"], row["website"],
                 row["effective_on"] or None, row["note"])


def _repeats(entries: tuple[Entry, ...]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry.key in seen:
            yield number, entry.name
        seen.add(entry.key)
