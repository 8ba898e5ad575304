"""The SFC's lists of virtual asset trading platforms: licensed, applicants, removed applicants, closing down, deemed.

One page, one table a status. The licensed table is the first after the marker ``table-vatp-licensed`` and is never
chosen any other way; the others are told by what introduces them. Columns of the licensed table, in this order:
CE reference, English name, Chinese name, platform, date of licence (DD/MM/YYYY).
"""

from __future__ import annotations

import re

from ingest.registers.entries import (
    Entry,
    Reading,
    RegisterError,
    clean,
    read_ce_number,
    read_date,
    without_repeats,
)
from ingest.registers.page import Table, cell, column, parse_page, tables

NAME = "sfc-vatp"
REGIME = "VATP"
LICENSED_MARKER = "table-vatp-licensed"
INTRODUCTIONS = {  # words that introduce a table -> its status; the first that fits, most telling first
    "deemed": "deemed",
    "returned, refused": "removed",
    "refused or withdrawn": "removed",
    "withdrawn": "removed",
    "removed": "removed",
    "closing down": "closing_down",
    "closing-down": "closing_down",
    "closedown": "closing_down",
    "applicant": "applicant",
}
OUTCOMES = {"withdr": "withdrawn", "return": "returned", "refus": "refused", "reject": "refused"}
ENGLISH_HEADERS = ("reference", "name", "date")
AS_OF = re.compile(r"last updated?\s*(?:date)?\s*:?\s*(\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})", re.I)


def parse(body: bytes) -> Reading:
    """The page's entries. Raises RegisterError when it is not the page as known, in words."""
    tree = parse_page(body)
    entries: list[Entry] = []
    seen_licensed = False
    for table in tables(tree):
        status = _status(table, seen_licensed)
        if status == "licensed":
            seen_licensed = True
            entries += _licensed(table)
        elif status:
            entries += _others(table, status)
    if not seen_licensed:
        raise RegisterError(f"the marker {LICENSED_MARKER} is missing: the page has changed shape")
    if not any(entry.status == "licensed" for entry in entries):
        raise RegisterError("the list of licensed platforms has no rows: the page has changed shape")
    kept, warnings = without_repeats(entries)
    return Reading(kept, _as_of(clean(tree.text_content())), warnings)


def _status(table: Table, seen_licensed: bool) -> str | None:
    if not seen_licensed and any(LICENSED_MARKER in part for part in table.markers):
        return "licensed"
    found = (status for part in table.markers for words, status in INTRODUCTIONS.items() if words in part)
    return next(found, None)


def _licensed(table: Table) -> list[Entry]:
    headers = " ".join(table.headers).lower()
    if not any(word in headers for word in ENGLISH_HEADERS):
        raise RegisterError(f"the page is not in English (headers: {', '.join(table.headers)[:80]})")
    entries = []
    for row in table.rows:
        if len(row) < 5 or not read_ce_number(row[0]):
            raise RegisterError(f"a row of the licensed list has an unknown shape: {' | '.join(row)[:120]}")
        entries.append(_entry("licensed", row[0], row[1], row[2], row[3], row[4]))
    return entries


def _others(table: Table, status: str) -> list[Entry]:
    """Rows of a list whose columns are told by their headers. A row without a name is passed over: it says nothing."""
    name = column(table, "english name", "name of applicant", "applicant", "company", "entity", "name")
    places = (column(table, "reference", "ce no"), name, column(table, "chinese"), column(table, "platform", "website"))
    when, outcome = column(table, "date"), column(table, "status", "outcome", "remark", "reason")
    entries = []
    for row in table.rows:
        ce, english, chinese, platform = (cell(row, place) for place in places)
        if english or platform:
            name_in_english = english or platform
            entries.append(
                _entry(status, ce, name_in_english, chinese, platform, cell(row, when), cell(row, outcome))
            )
    return entries


def _entry(status: str, ce: str, name: str, name_zh: str, platform: str, day: str, outcome: str = "") -> Entry:
    effective_on, note = read_date(day)
    told = next((word for stem, word in OUTCOMES.items() if stem in outcome.lower()), "") if status == "removed" else ""
    return Entry(
        status=status, name=name, name_zh="" if name_zh == name else name_zh, platform_name=platform,
        ce_number=read_ce_number(ce), effective_on=effective_on, note="; ".join(filter(None, (told, note))),
    )


def _as_of(text: str) -> str | None:
    """The day of "Last update: 16/02/2026", None if the page shows none."""
    match = AS_OF.search(text)
    return read_date(match.group(1))[0] if match else None
