"""What changed between two readings of a register, and when a reading is too odd to be believed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.registers.entries import Entry

MASS_DROP_SHARE = 0.5  # a list that lost this share of its rows between two readings is held back …
MASS_DROP_ROWS = 2  # … where it lost at least so many: one of two issuers may really go


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``new``, ``gone``, ``status_changed``, or ``first_read`` (its list was not read before)."""

    change: str
    entry: Entry  # as the newer reading has it; of ``gone``, as the older one had it
    status_before: str | None
    status_after: str | None

    def __str__(self) -> str:
        """In a line: ``new: Example Limited (BXX123), licensed``."""
        number = f" ({self.entry.ce_number})" if self.entry.ce_number else ""
        statuses = " -> ".join(filter(None, (self.status_before, self.status_after)))
        return f"{self.change.replace('_', ' ')}: {self.entry.name}{number}, {statuses}"


def implausible(before: Sequence[Entry], after: Sequence[Entry]) -> str | None:
    """Why the newer reading is held back, in words; None if it may be believed."""
    for status in sorted({entry.status for entry in before} - {"alert"}):
        older = {entry.key for entry in before if entry.status == status}
        # An applicant that became a licensee has moved, not vanished: only keys on no list count as lost.
        lost = older - {entry.key for entry in after}
        if len(lost) >= MASS_DROP_ROWS and len(lost) >= MASS_DROP_SHARE * len(older):
            return f"{len(lost)} of {len(older)} {status} entries are gone at once: held back, the reading before stays"
    return None


def find_changes(before: Sequence[Entry], after: Sequence[Entry], partial: bool = False) -> tuple[Change, ...]:
    """Differences between two believed readings, in the newer one's order, then what is gone.

    partial: the page may show only a part of the list, so nothing is "gone".
    """
    older = {entry.key: entry for entry in before}
    newer = {entry.key: entry for entry in after}
    lists_before = {entry.status for entry in before}
    changes = []
    for key, entry in newer.items():
        known = older.get(key)
        if known is None:
            kind = "new" if entry.status in lists_before or entry.status == "licensed" else "first_read"
            changes.append(Change(kind, entry, None, entry.status))
        elif known.status != entry.status:
            changes.append(Change("status_changed", entry, known.status, entry.status))
    if not partial:
        lists_after = {entry.status for entry in after}
        changes += [
            Change("gone", entry, entry.status, None)
            for key, entry in older.items()
            if key not in newer and entry.status in lists_after
        ]
    return tuple(changes)
