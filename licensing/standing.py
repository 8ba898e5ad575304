"""Who stands where on a day, and how many: the headline figures, the register as of a day, the step lines. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from licensing.lanes import REMOVED, Span, spans
from licensing.model import LicenceEvent

COLUMNS = ["firm_slug", "regime", "status", "since", "precision", "origin", "source_url", "note"]


def standing_on(events: Iterable[LicenceEvent], day: date) -> pd.DataFrame:
    """The status of every firm under every regime on a day; a firm without an event by then is not in it.

    Columns: firm_slug, regime, status, since (ISO, cut to what is known), precision, origin, source_url, note.
    """
    newest = _newest(spans(events, day))
    rows = [(s.firm_slug, s.regime, s.status.value, s.event.effective_on, s.event.precision.value, s.event.origin,
             s.event.source_url, s.event.note) for s in newest.values()]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def tally_on(events: Iterable[LicenceEvent], day: date) -> Mapping[tuple[str, str], int]:
    """Firms by (regime, status) on a day; ``removed`` gathers those whose way ended."""
    counts: Counter[tuple[str, str]] = Counter()
    for span in _newest(spans(events, day)).values():
        counts[span.regime, span.status.value] += 1
        if span.status in REMOVED:
            counts[span.regime, "removed"] += 1
    return counts


def steps(found: Sequence[Span], statuses: Iterable[str]) -> dict[str, list[tuple[date, int]]]:
    """For each status the days on which the number of firms changed, with the number from that day on.

    A firm first seen on a day counts from that day: before it the answer is unknown, and the line is a lower bound.
    """
    made: dict[str, list[tuple[date, int]]] = {}
    last = max((span.end for span in found), default=date.min)
    for status in statuses:
        moves: Counter[date] = Counter()
        for span in found:
            if span.status == status:
                moves[span.start] += 1
                if span.end < last:
                    moves[span.end] -= 1
        total, line = 0, []
        for day in sorted(moves):
            if moves[day]:
                total += moves[day]
                line.append((day, total))
        if line:
            made[status] = line
    return made


def _newest(found: Iterable[Span]) -> dict[tuple[str, str], Span]:
    return {(span.firm_slug, span.regime): span for span in found}
