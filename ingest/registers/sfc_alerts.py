"""The SFC's list of suspicious virtual asset trading platforms: an alert, never a status.

The list is appended by a script in pages, so a page may hold only the newest rows: what is missing is not "gone".
Entries may have no name (a website only) or several websites split by ";".
"""

from __future__ import annotations

from ingest.registers.entries import Entry, Reading, RegisterError, clean, read_date, without_repeats
from ingest.registers.page import Table, cell, column, parse_page, tables

NAME = "sfc-alerts"
REGIME = "VATP"
LIST_MARKERS = ("alert-list-table", "alert-list-append-here", "full-list")


def parse(body: bytes) -> Reading:
    """The list's entries; website: addresses joined by "; ", defanged as the page prints them, never made links.

    Raises RegisterError in words when no table of the page is the list, or it has no rows.
    """
    found = [table for table in tables(parse_page(body)) if _is_list(table)]
    if not found:
        raise RegisterError("no table is the list of suspicious platforms: the page has changed shape or language")
    entries = [entry for table in found for row in table.rows if (entry := _entry(table, row))]
    if not entries:
        raise RegisterError("the list of suspicious platforms has no rows: the page has changed shape")
    kept, warnings = without_repeats(entries)
    return Reading(kept, None, warnings)


def _is_list(table: Table) -> bool:
    """By its headers; the markers alone would also fit a layout table around it."""
    named = column(table, "name", "platform") is not None and column(table, "date") is not None
    marked = any(marker in part for marker in LIST_MARKERS for part in table.markers)
    return named and (marked or column(table, "website", "remark") is not None)


def _entry(table: Table, row: tuple[str, ...]) -> Entry | None:
    name = cell(row, column(table, "name", "platform"))
    printed = cell(row, column(table, "website", "url", "address"))
    sites = [site for part in printed.split(";") if (site := clean(part).strip("'\""))]
    if not name and not sites:
        return None
    effective_on, note = read_date(cell(row, column(table, "date")))
    website = "; ".join(dict.fromkeys(sites))
    return Entry("alert", name or sites[0], website=website, effective_on=effective_on, note=note)
