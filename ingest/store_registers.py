"""Register readings in the database: kept for ever; what follows from them is made anew each time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date

from ingest.registers.changes import Change
from ingest.registers.entries import Entry, Reading
from ingest.registers.events import DatedChange, licence_event, match_firm, provisional_slug
from licensing.lookalike import looks_like
from licensing.model import Firm, LicenceEvent, Regime
from licensing.reference import Reference

ENTRY_COLUMNS = "status, name, name_zh, platform_name, ce_number, website, effective_on, note"


@dataclass(frozen=True, slots=True)
class StoredReading:
    """An accepted reading as kept: its row id, the Hong Kong day it was made, its hash and its entries."""

    id: int
    read_on: str
    content_hash: str
    entries: tuple[Entry, ...]


def content_hash(entries: Sequence[Entry]) -> str:
    """Hash of what a reading says, whatever order it says it in."""
    return hashlib.sha256("\n".join(sorted(map(repr, entries))).encode()).hexdigest()


def newest_accepted(connection: sqlite3.Connection, register: str) -> StoredReading | None:
    """The register's newest believed reading, None before the first."""
    row = connection.execute(
        "SELECT id, read_at, content_hash FROM register_readings WHERE register = ? AND outcome = 'accepted' "
        "ORDER BY read_at DESC, id DESC LIMIT 1", (register,)
    ).fetchone()
    if row is None:
        return None
    entries = connection.execute(
        f"SELECT {ENTRY_COLUMNS} FROM register_entries WHERE reading_id = ? ORDER BY id", (row[0],)
    )
    return StoredReading(row[0], str(row[1])[:10], str(row[2]), tuple(Entry(*entry) for entry in entries))


def save_reading(
    connection: sqlite3.Connection, register: str, read_at: str, source_url: str, outcome: str, detail: str,
    reading: Reading | None, changes: Sequence[Change], firms: Sequence[Firm],
) -> None:
    """Keep one reading: ``accepted`` with its entries and changes; ``unchanged``, ``held`` or ``failed`` with why."""
    entries = reading.entries if reading else ()
    cursor = connection.execute(
        "INSERT INTO register_readings (register, read_at, as_of, source_url, content_hash, outcome, detail) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (register, read_at, reading.as_of if reading else None, source_url, content_hash(entries), outcome, detail),
    )
    if outcome != "accepted":
        return
    reading_id = cursor.lastrowid
    connection.executemany(
        f"INSERT INTO register_entries (reading_id, {ENTRY_COLUMNS}, firm_slug) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(reading_id, *astuple(entry), _slug(entry, firms)) for entry in entries],
    )
    connection.executemany(
        "INSERT INTO register_changes (reading_id, seen_on, change, name, ce_number, firm_slug, status_before, "
        "status_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(reading_id, read_at[:10], c.change, c.entry.name, c.entry.ce_number, _slug(c.entry, firms), c.status_before,
          c.status_after) for c in changes],
    )


def rebuild_from_readings(connection: sqlite3.Connection, reference: Reference, regimes: dict[str, Regime]) -> None:
    """Make what follows from the kept readings anew: licence events of origin ``register``, newcomers, alerts.

    Runs after the reference rows were replaced. regimes: register name -> the regime it licenses.
    """
    connection.execute("DELETE FROM licence_events WHERE origin = 'register'")
    connection.execute("DELETE FROM alerts WHERE origin = 'register'")
    firms = list(reference.firms)
    latest = _latest_events(reference.licence_events)
    for dated in _dated_changes(connection, regimes):
        slug = _slug(dated.change.entry, firms)
        if slug is None and dated.change.change != "gone" and dated.change.status_after != "alert":
            firms.append(_add_newcomer(connection, dated))
            slug = firms[-1].slug
        event = licence_event(replace(dated, slug=slug), latest.get((slug, dated.regime))) if slug else None
        if event:
            latest[event.firm_slug, event.regime] = event
            _insert_event(connection, event)
    _rebuild_alerts(connection, reference)


def _latest_events(events: Sequence[LicenceEvent]) -> dict[tuple[str, Regime], LicenceEvent]:
    return {(e.firm_slug, e.regime): e for e in sorted(events, key=lambda event: event.effective_on)}


def _dated_changes(connection: sqlite3.Connection, regimes: dict[str, Regime]) -> list[DatedChange]:
    """Every change of every accepted reading, oldest first, with the entry it speaks of."""
    rows = connection.execute(
        """
        SELECT r.register, r.source_url, c.seen_on, c.change, c.status_before, c.status_after,
               (SELECT max(substr(p.read_at, 1, 10)) FROM register_readings p   -- the day it was last seen
                 WHERE p.register = r.register AND p.id < r.id AND p.outcome IN ('accepted', 'unchanged')),
               coalesce(e.status, c.status_before, c.status_after), c.name, coalesce(e.name_zh, ''),
               coalesce(e.platform_name, ''), c.ce_number, coalesce(e.website, ''), e.effective_on, coalesce(e.note, '')
          FROM register_changes c
          JOIN register_readings r ON r.id = c.reading_id
          LEFT JOIN register_entries e
            ON e.reading_id = c.reading_id AND e.name = c.name AND e.ce_number = c.ce_number AND c.change <> 'gone'
         ORDER BY r.read_at, c.id
        """
    ).fetchall()
    return [
        DatedChange(
            change=Change(row[3], Entry(*row[7:15]), row[4], row[5]), slug="", regime=regimes[row[0]],
            seen_on=row[2], last_seen_on=row[6], source_url=row[1],
        )
        for row in rows if row[0] in regimes
    ]


def _add_newcomer(connection: sqlite3.Connection, dated: DatedChange) -> Firm:
    """A firm the reference does not know yet is shown at once, under a provisional slug."""
    entry = dated.change.entry
    how = "new in the register" if dated.change.change == "new" else "first read in the register"
    firm = Firm(
        slug=provisional_slug(entry.ce_number, entry.name), legal_name=entry.name,
        platform_name=entry.platform_name or entry.name, name_zh=entry.name_zh, regime=dated.regime,
        ce_number=entry.ce_number, parent="", website="", note=f"{how}, {dated.seen_on}",
        source_url=dated.source_url, checked_on=date.fromisoformat(dated.seen_on),
    )
    connection.execute(
        "INSERT OR REPLACE INTO firms (slug, legal_name, platform_name, name_zh, regime, ce_number, parent, website, "
        "note, source_url, checked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*astuple(firm)[:10], firm.checked_on.isoformat()),
    )
    return firm


def _insert_event(connection: sqlite3.Connection, event: LicenceEvent) -> None:
    connection.execute(
        "INSERT INTO licence_events (firm_slug, regime, status, effective_on, precision, origin, source_url, note, "
        "checked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*astuple(event)[:8], event.checked_on.isoformat()),
    )


def _rebuild_alerts(connection: sqlite3.Connection, reference: Reference) -> None:
    """The alert list's entries, each once, and which of all alerts look like a licensed firm."""
    connection.execute(
        """
        INSERT INTO alerts (name, website, listed_on, precision, origin, source_url, note, checked_on)
        SELECT e.name, e.website, coalesce(min(e.effective_on), min(substr(r.read_at, 1, 10))),
               CASE WHEN min(e.effective_on) IS NULL THEN 'observed' ELSE 'day' END, 'register', r.source_url, e.note,
               max(substr(r.read_at, 1, 10))
          FROM register_entries e JOIN register_readings r ON r.id = e.reading_id
         WHERE e.status = 'alert' AND lower(e.name) NOT IN (SELECT lower(name) FROM alerts)
         GROUP BY lower(e.name), e.website
        """
    )
    names = _licensed_names(reference)
    for alert_id, name, website in connection.execute(
        "SELECT id, name, website FROM alerts WHERE looks_like_slug IS NULL"
    ).fetchall():
        slug = next((found for text in (name, *website.split(";")) if (found := looks_like(text, names))), None)
        if slug:
            connection.execute("UPDATE alerts SET looks_like_slug = ? WHERE id = ?", (slug, alert_id))


def _licensed_names(reference: Reference) -> dict[str, list[str]]:
    """Spellings of the firms that a fraudster would imitate: those licensed or deemed, by slug."""
    wanted = {e.firm_slug for e in reference.licence_events if e.status in ("licensed", "deemed")}
    spellings = {firm.slug: [firm.legal_name, firm.platform_name] for firm in reference.firms if firm.slug in wanted}
    for alias in reference.aliases:
        spellings.get(alias.firm_slug, []).append(alias.alias)
    return spellings


def _slug(entry: Entry, firms: Sequence[Firm]) -> str | None:
    return None if entry.status == "alert" else match_firm(entry.ce_number, entry.name, entry.platform_name, firms)
