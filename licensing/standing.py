"""Who stands where on a day, and how many: the headline figures, the register as of a day, the step lines. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from licensing.lanes import REMOVED, Span, spans
from licensing.model import LicenceEvent
from licensing.precise import last_day

COLUMNS = ["firm_slug", "regime", "status", "since", "precision", "origin", "source_url", "note"]


def standing_on(events: Iterable[LicenceEvent], day: date) -> pd.DataFrame:
    """The status of every firm under every regime on a day; a firm without an event by then is not in it.

    since is the beginning of the unbroken run of that status: a licence widened later was held all along.
    Columns: firm_slug, regime, status, since (ISO, cut to what is known), precision, origin, source_url, note.
    """
    found = spans(_certain(events, day), day)
    began = _began(found)
    rows = [(s.firm_slug, s.regime, s.status.value, began[lane].effective_on, began[lane].precision.value,
             s.event.origin, s.event.source_url, s.event.note) for lane, s in _newest(found).items()]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def tally_on(events: Iterable[LicenceEvent], day: date) -> Mapping[tuple[str, str], int]:
    """Firms by (regime, status) on a day; ``removed`` gathers those whose way ended."""
    counts: Counter[tuple[str, str]] = Counter()
    for span in _newest(spans(_certain(events, day), day)).values():
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


def _certain(events: Iterable[LicenceEvent], day: date) -> list[LicenceEvent]:
    """The events that have come by a day whatever their dates leave open: a month is not its first day."""
    return [event for event in events if last_day(event.effective_on) <= day]


def _began(found: Iterable[Span]) -> dict[tuple[str, str], LicenceEvent]:
    """By firm and regime, the event that began the status it has last."""
    began: dict[tuple[str, str], LicenceEvent] = {}
    for span in found:
        lane = (span.firm_slug, span.regime)
        if lane not in began or began[lane].status is not span.status:
            began[lane] = span.event
    return began


def _newest(found: Iterable[Span]) -> dict[tuple[str, str], Span]:
    return {(span.firm_slug, span.regime): span for span in found}
