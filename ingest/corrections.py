"""Corrections by the people who run the tracker: ``data/corrections.csv``, applied at each run, outliving ``retag``.

Columns: ``target,article,field,wrong,value,why,who,corrected_on``.

- ``article``: the article's address as the dashboard shows it.
- ``target``: ``article``, or the kind of fact: ``firm``, ``event``, ``firm_count``, ``cost``.
- ``field``, ``wrong``, ``value``: the column (see ``FIELDS``), what stands there, what is right; empty is *unstated*.
  A correction of something that no longer stands there is not applied, and ``check`` says so.
- Where an article has several facts with that value, ``wrong`` may end in `` | `` and words of the fact's quote.
- ``field`` = ``row`` takes a fact out (``wrong``: words of its quote, ``value`` empty) or adds one (``wrong`` empty,
  ``value``: ``quote=…; low=5000000; high=5000000; currency=HKD; …``, the quote as it stands in the article).
- ``why``, ``who``, ``corrected_on`` (ISO day) are shown beside the corrected row.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from licensing.model import (
    CostKind,
    CountCategory,
    Currency,
    Event,
    Qualifier,
    ReferenceDataError,
    Role,
)

COLUMNS = ("target", "article", "field", "wrong", "value", "why", "who", "corrected_on")
TABLES = {"firm": "firm_mentions", "event": "reported_events", "firm_count": "firm_counts", "cost": "compliance_costs"}
FIELDS: Mapping[str, Mapping[str, object]] = {  # a vocabulary, or the type of the column
    "article": {"relevant": ("yes", "no"), "title": str, "publisher": str, "published_on": date},
    "firm": {"firm_slug": str, "name": str, "role": Role},
    "event": {"firm_slug": str, "name": str, "event": Event, "effective_on": date},
    "firm_count": {"category": CountCategory, "low": int, "high": int, "qualifier": Qualifier, "said_by": str},
    "cost": {"firm_slug": str, "kind": CostKind, "low": int, "high": int, "currency": Currency,
             "qualifier": Qualifier, "also_low": int, "also_high": int, "also_currency": Currency, "said_by": str},
}
_NEVER_EMPTY = {"relevant", "title", "publisher", "name", "role", "event", "category", "kind", "currency", "qualifier"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of the file; line is its line number, its key in the database."""

    line: int
    target: str
    article: str
    field: str
    wrong: str
    value: str
    why: str
    who: str
    corrected_on: str

    @property
    def in_words(self) -> str:
        """What the dashboard says beside the corrected row."""
        if self.adds:
            change = "added"
        elif self.takes_out:
            change = f"{self.target} taken out: “{self.wrong}”"
        else:
            change = f"{self.field}: {self.wrong.partition(' | ')[0] or 'unstated'} → {self.value or 'unstated'}"
        return f"{change} ({self.why}; {self.who}, {self.corrected_on})"

    @property
    def turn(self) -> int:
        """Corrections are applied in this order: words of the article, its relevance, its facts."""
        return 2 if self.target != "article" else int(self.field == "relevant")

    @property
    def takes_out(self) -> bool:
        """True where a fact is to be deleted."""
        return self.field == "row" and not self.value

    @property
    def adds(self) -> bool:
        """True where a fact is to be added."""
        return self.field == "row" and bool(self.value)

    @property
    def new_fact(self) -> dict[str, str]:
        """Column and value of a fact to be added, ``quote`` among them."""
        pairs = (part.partition("=") for part in self.value.split("; "))
        return {name.strip(): value.strip() for name, _, value in pairs}


@dataclass(frozen=True, slots=True)
class Corrections:
    """The whole file; hash tells one state of it from another."""

    rows: tuple[Correction, ...] = ()

    @property
    def hash(self) -> str:
        """Changes with every row."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()[:16]


def load_corrections(path: Path) -> Corrections:
    """The corrections in ``path``; none where there is no such file. Raises ReferenceDataError with file and line."""
    if not path.exists():
        return Corrections()
    rows: list[Correction] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise ReferenceDataError(f"{path}:1: the columns must be {','.join(COLUMNS)}")
            for row in reader:
                rows.append(_correction(row, f"{path}:{reader.line_num}", reader.line_num))
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        raise ReferenceDataError(f"{path}:{len(rows) + 2}: cannot be read: {error}") from error
    return Corrections(tuple(rows))


def _correction(row: dict[str, str | None], place: str, line: int) -> Correction:
    if None in row or None in row.values():
        raise ReferenceDataError(f"{place}: must have {len(COLUMNS)} columns")
    correction = Correction(line, **{name: (row[name] or "").strip() for name in COLUMNS})
    problem = _problem(correction)
    if problem:
        raise ReferenceDataError(f"{place}: {problem}")
    return correction


def _problem(row: Correction) -> str | None:
    """What is wrong with a row, None if nothing is."""
    if row.target not in FIELDS:
        return f"target {row.target!r} is none of {', '.join(FIELDS)}"
    for name in ("article", "why", "who"):
        if not getattr(row, name):
            return f"{name} is empty"
    if not _is_day(row.corrected_on):
        return f"corrected_on {row.corrected_on!r} is no day (YYYY-MM-DD)"
    if row.field == "row" and row.target != "article":
        return _new_fact_problem(row) if row.adds else (None if row.wrong else "row: both wrong and value are empty")
    if row.field not in FIELDS[row.target]:
        return f"field {row.field!r} is none of {', '.join(FIELDS[row.target])}"
    return _value_problem(row.target, row.field, row.value)


def _new_fact_problem(row: Correction) -> str | None:
    if row.wrong:
        return "row: give wrong (to take out) or value (to add), not both"
    fact = row.new_fact
    needed = {"quote", *(_NEVER_EMPTY & set(FIELDS[row.target]))}
    if missing := sorted(needed - set(fact)):
        return f"a new {row.target} needs {', '.join(missing)}"
    for name, value in fact.items():
        if name != "quote" and name not in FIELDS[row.target]:
            return f"{name!r} is no field of a {row.target}"
        if name != "quote" and (problem := _value_problem(row.target, name, value)):
            return problem
    return None


def _value_problem(target: str, field: str, value: str) -> str | None:
    kind = FIELDS[target][field]
    if not value:
        return f"{field} can't be empty" if field in _NEVER_EMPTY else None
    if isinstance(kind, tuple) or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        words = [str(word) for word in kind]
        return None if value in words else f"{field} {value!r} is none of {', '.join(words)}"
    if kind is int and not (value.isascii() and value.isdigit()):
        return f"{field} {value!r} is no whole number"
    if kind is date and not _is_date(value):
        return f"{field} {value!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)"
    return None


def _is_date(value: str) -> bool:
    return _is_day(value + {4: "-01-01", 7: "-01"}.get(len(value), ""))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
