"""The HKMA's register of licensed stablecoin issuers: name (with address), licence number, effective date.

Column headers may be merged over several rows; the name cell also holds "Address: …".
"""

from __future__ import annotations

import re

from ingest.registers.entries import Entry, Reading, RegisterError, read_date, without_repeats
from ingest.registers.page import Table, cell, column, parse_page, tables

NAME = "hkma-stablecoin"
REGIME = "stablecoin"
LICENCE_NUMBER = re.compile(r"^[A-Z]{2,4}\s?\d{2,4}$")
ADDRESS = re.compile(r"\s*(address|place of business)\s*:.*", re.I | re.S)


def parse(body: bytes) -> Reading:
    """The register's entries, the licence number as ce_number. Raises RegisterError in words."""
    for table in tables(parse_page(body)):
        number, day = column(table, "licence n", "license n"), column(table, "effective", "date of")
        if number is None or day is None:
            continue
        kept, warnings = without_repeats([entry for row in table.rows if (entry := _entry(table, row, number, day))])
        if not kept:
            raise RegisterError("the register of stablecoin issuers has no rows: the page has changed shape")
        return Reading(kept, None, warnings)
    raise RegisterError("no table with a licence number and an effective date: the page has changed shape or language")


def _entry(table: Table, row: tuple[str, ...], number: int, day: int) -> Entry | None:
    """None for a row that repeats the headers or spans the table."""
    name = ADDRESS.sub("", cell(row, column(table, "name", "licensee") or 0)).strip()
    licence = cell(row, number).replace(" ", "")
    if not name or not LICENCE_NUMBER.match(licence):
        if len([text for text in row if text]) < 3:
            return None
        raise RegisterError(f"a row has an unknown shape: {' | '.join(row)[:120]}")
    effective_on, note = read_date(cell(row, day))
    return Entry("licensed", name, ce_number=licence, effective_on=effective_on, note=note)
