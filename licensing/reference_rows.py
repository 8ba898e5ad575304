"""Rows of the reference CSVs as values: every cell is read strictly, the first wrong one ends it with file and line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from licensing.model import (
    Alias,
    CostKind,
    Currency,
    Firm,
    Language,
    LicenceEvent,
    Precision,
    Qualifier,
    ReferenceDataError,
    Regime,
    Status,
)
from licensing.precise import precision_of

Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)
Day = date  # in values that have a column named date
Numbered = list[tuple["Row", Value]]

CE_NUMBER = re.compile(r"[A-Z]{3}\d{3}")
MILESTONE_KINDS = ("legislation", "policy", "consultation", "circular", "register", "enforcement", "market", "licence",
                   "international", "application", "withdrawal", "refusal")


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that changed the field: a law, a consultation, a deadline. date is cut to its precision."""

    date: str
    precision: Precision
    kind: str
    title: str
    title_zh: str
    detail: str
    source_publisher: str
    source_url: str


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """A regulator's own count of firms (kind ``count``, category a status), or what the law demands, in currency."""

    date: str
    precision: Precision
    kind: str
    regime: Regime
    category: str
    low: float | None
    high: float | None
    qualifier: Qualifier
    currency: str
    what: str
    what_zh: str
    source_publisher: str
    source_url: str
    checked_on: Day


@dataclass(frozen=True, slots=True)
class Alert:
    """A name on a regulator's list of suspicious platforms. looks_like_slug: the firm it resembles, None: not known."""

    name: str
    name_zh: str
    website: str
    listed_on: str | None
    precision: Precision | None
    origin: str
    looks_like_slug: str | None
    source_url: str
    note: str
    checked_on: Day


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CSV file, its cells by column, able to say where it stands."""

    path: Path
    line: int
    cells: dict[str, str]

    def wrong(self, what: str) -> ReferenceDataError:
        """The error that names this row."""
        return ReferenceDataError(f"{self.path}:{self.line}: {what}")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self.cells[column]:
            raise self.wrong(f"{column} is missing")
        return self.cells[column]

    def url(self, column: str = "source_url") -> str:
        """The address of a source."""
        if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", self.cells[column]):
            raise self.wrong(f"{column} must be a web address, not {self.cells[column]!r}")
        return self.cells[column]

    def one_of(self, column: str, closed: type[Member]) -> Member:
        """A cell of a closed set."""
        try:
            return closed(self.cells[column])
        except ValueError as error:
            raise self.wrong(f"unknown {column} {self.cells[column]!r}; known: {', '.join(closed)}") from error

    def day(self, column: str) -> date:
        """A full ISO day."""
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError as error:
            raise self.wrong(f"{column} must be a day, YYYY-MM-DD, not {self.cells[column]!r}") from error

    def dated(self, column: str) -> tuple[str, Precision]:
        """An ISO date cut to its precision, and that precision; ``observed`` may be a day, a month or a year."""
        on, precision = self.cells[column], self.one_of("precision", Precision)
        try:
            date.fromisoformat(on + "0000-01-01"[len(on):])
            known = precision_of(on)
        except ValueError as error:
            raise self.wrong(f"{column} is no date: {on!r}") from error
        if known != precision and precision != Precision.OBSERVED:
            raise self.wrong(f"{column} {on} is not known to the {precision}")
        return on, precision

    def number(self, column: str) -> float | None:
        """A number, None for an empty cell."""
        try:
            return float(self.cells[column]) if self.cells[column] else None
        except ValueError as error:
            raise self.wrong(f"{column} must be a number, not {self.cells[column]!r}") from error


def read(path: Path, make: Callable[[Row], Value]) -> Numbered[Value]:
    """Every row of a file with the value it stands for. Raises ReferenceDataError."""
    columns = COLUMNS[path.name]
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [(row, make(row)) for row in _rows(path, csv.reader(lines, strict=True), columns)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReferenceDataError(f"{path}:1: cannot be read: {error}") from error


def values(numbered: Iterable[tuple[Row, Value]]) -> tuple[Value, ...]:
    """The values alone."""
    return tuple(value for _, value in numbered)


def _rows(path: Path, lines: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    header = next(lines, [])
    if header != columns:
        raise ReferenceDataError(f"{path}:1: the columns must be {','.join(columns)}")
    for number, cells in enumerate(lines, 2):
        line = getattr(lines, "line_num", number)
        if len(cells) != len(columns):
            raise ReferenceDataError(f"{path}:{line}: {len(cells)} cells where {len(columns)} are needed")
        for column, cell in zip(columns, cells, strict=True):
            if cell != " ".join(cell.split()):
                raise ReferenceDataError(f"{path}:{line}: {column} has stray white space: {cell!r}")
        yield Row(path, line, dict(zip(columns, cells, strict=True)))


def firm(row: Row) -> Firm:
    """A row of firms.csv."""
    ce_number, regime = row.cells["ce_number"], row.cells["regime"]
    if ce_number and not CE_NUMBER.fullmatch(ce_number):
        raise row.wrong(f"a CE number is three capitals and three digits, not {ce_number!r}")
    return Firm(row.text("slug"), row.cells["legal_name"], row.text("platform_name"), row.cells["name_zh"],
                row.one_of("regime", Regime) if regime else None, ce_number, row.cells["parent"], row.cells["website"],
                row.cells["note"], row.url(), row.day("checked_on"))


def alias(row: Row) -> Alias:
    """A row of aliases.csv. needs: words licensing the taggers' names module knows, "" for none."""
    return Alias(row.text("alias"), row.one_of("language", Language), row.text("firm_slug"), row.cells["needs"])


def licence_event(row: Row) -> LicenceEvent:
    """A row of licence_events.csv."""
    on, precision = row.dated("effective_on")
    return LicenceEvent(row.text("firm_slug"), row.one_of("regime", Regime), row.one_of("status", Status), on,
                        precision, "reference", row.url(), row.cells["note"], row.day("checked_on"))


def milestone(row: Row) -> Milestone:
    """A row of milestones.csv."""
    on, precision = row.dated("date")
    if row.cells["kind"] not in MILESTONE_KINDS:
        raise row.wrong(f"unknown kind {row.cells['kind']!r}; known: {', '.join(MILESTONE_KINDS)}")
    return Milestone(on, precision, row.cells["kind"], row.text("title"), row.cells["title_zh"], row.cells["detail"],
                     row.text("source_publisher"), row.url())


def official_figure(row: Row) -> OfficialFigure:
    """A row of official_figures.csv: a count of firms, or money with its currency."""
    on, precision = row.dated("date")
    kind, low, high = row.cells["kind"], row.number("low"), row.number("high")
    if kind == "count":
        row.one_of("category", Status)
        if row.cells["currency"]:
            raise row.wrong("a count has no currency")
    else:
        row.one_of("kind", CostKind)
        row.one_of("currency", Currency)
    if low is None and high is None:
        raise row.wrong("low and high are both empty")
    if low is not None and high is not None and low > high:
        raise row.wrong(f"low {low:g} is above high {high:g}")
    return OfficialFigure(on, precision, kind, row.one_of("regime", Regime), row.cells["category"], low, high,
                          row.one_of("qualifier", Qualifier), row.cells["currency"], row.text("what"),
                          row.cells["what_zh"], row.text("source_publisher"), row.url(), row.day("checked_on"))


def alert(row: Row) -> Alert:
    """A row of alerts.csv. An alert without a day has neither listed_on nor precision."""
    on, precision = row.dated("listed_on") if row.cells["listed_on"] else (None, None)
    return Alert(row.text("name"), row.cells["name_zh"], row.cells["website"], on, precision, "reference",
                 row.cells["looks_like_slug"] or None, row.url(), row.cells["note"], row.day("checked_on"))


def _columns(of: type) -> list[str]:
    """A file's columns are its value's fields; where a row came from is not written in it."""
    return [field.name for field in fields(of) if field.name != "origin"]


COLUMNS = {
    "firms.csv": _columns(Firm),
    "aliases.csv": _columns(Alias),
    "licence_events.csv": _columns(LicenceEvent),
    "milestones.csv": _columns(Milestone),
    "official_figures.csv": _columns(OfficialFigure),
    "alerts.csv": _columns(Alert),
}
