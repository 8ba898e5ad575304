"""A firm's way through a regime as spans of time: what the timeline draws. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from licensing.model import LicenceEvent, Precision, Status
from licensing.precise import first_day

REMOVED = frozenset({Status.WITHDRAWN, Status.RETURNED, Status.REFUSED, Status.CEASED, Status.REVOKED})
"""Statuses that end a firm's way."""


@dataclass(frozen=True, slots=True)
class Span:
    """A firm under a regime with one status. end is the day the next status began, or the day drawn to.

    starts_unknown: the status was seen on ``start``, it may have begun before.
    """

    firm_slug: str
    regime: str
    status: Status
    start: date
    end: date
    starts_unknown: bool
    event: LicenceEvent


def spans(events: Iterable[LicenceEvent], until: date) -> list[Span]:
    """The spans of every firm and regime up to a day, in the order of the events' lanes; later events are left out.

    Of two events on one day the later row stands. A month or year is drawn from its first day.
    """
    found: list[Span] = []
    for (slug, regime), events_of_lane in by_lane(events):
        steps = [event for event in events_of_lane if first_day(event.effective_on) <= until]
        found += _one_lane(slug, regime, steps, until)
    return found


def by_lane(events: Iterable[LicenceEvent]) -> Iterator[tuple[tuple[str, str], list[LicenceEvent]]]:
    """((firm_slug, regime), its events in the order of their first days), the lanes in order."""
    def lane(event: LicenceEvent) -> tuple[str, str]:
        return event.firm_slug, event.regime.value

    for key, group in groupby(sorted(events, key=lane), key=lane):
        yield key, sorted(group, key=lambda event: first_day(event.effective_on))


def _one_lane(slug: str, regime: str, steps: Sequence[LicenceEvent], until: date) -> list[Span]:
    made: list[Span] = []
    for place, step in enumerate(steps):
        start = first_day(step.effective_on)
        end = first_day(steps[place + 1].effective_on) if place + 1 < len(steps) else until
        if end > start or place + 1 == len(steps):
            made.append(Span(slug, regime, step.status, start, max(start, end),
                             step.precision is Precision.OBSERVED, step))
    return made


def lane_order(found: Sequence[Span]) -> list[tuple[str, str]]:
    """Lanes from the top: by standing today (licensed first), then by when it began."""
    newest = {(span.firm_slug, span.regime): span for span in found}
    ranks = {status: place for place, status in enumerate(ORDER)}
    return sorted(newest, key=lambda lane: (ranks[newest[lane].status], newest[lane].start, lane))


ORDER = (Status.LICENSED, Status.DEEMED, Status.IN_PRINCIPLE, Status.APPLICANT, Status.SANDBOX, Status.SUSPENDED,
          Status.CLOSING_DOWN, Status.WITHDRAWN, Status.RETURNED, Status.REFUSED, Status.CEASED, Status.REVOKED)
"""Statuses from the firmest to the end of a firm's way."""
