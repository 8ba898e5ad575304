"""The official registers set against the press: does the latest report of a firm agree with the record? Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from licensing.lanes import REMOVED
from licensing.model import Event, LicenceEvent, Regime, Status
from licensing.precise import first_day, last_day

SAID_OF = {  # what a reported event says a firm's status became
    Event.APPLIED: {Status.APPLICANT}, Event.DEEMED: {Status.DEEMED}, Event.IN_PRINCIPLE: {Status.IN_PRINCIPLE},
    Event.LICENSED: {Status.LICENSED}, Event.UPLIFTED: {Status.LICENSED}, Event.SUSPENDED: {Status.SUSPENDED},
    **{event: set(REMOVED) for event in (Event.WITHDRAWN, Event.RETURNED, Event.REFUSED, Event.REVOKED, Event.CEASED)},
}
TOLERANCE = timedelta(days=31)  # a report may come so much before or after the day the record gives
WITH_REGISTER = (Regime.VATP, Regime.STABLECOIN)  # the regimes whose registers are read


class Agreement(StrEnum):
    """How the latest report of a firm stands to the record."""

    AGREES = "agrees"
    PRESS_AHEAD = "press_ahead"
    PRESS_WRONG = "press_wrong"
    NOT_IN_REGISTER = "not_in_register"
    NEVER_REPORTED = "never_reported"


@dataclass(frozen=True, slots=True)
class Report:
    """The latest event that articles report of a firm. on: ISO, the day it took effect, else the article's, cut."""

    firm_slug: str
    event: Event
    on: str


def reconcile(
    events: Iterable[LicenceEvent], reports: Iterable[Report], read_on: date, today: date,
    listed: Collection[str] | None = None,
) -> dict[str, Agreement]:
    """By firm, how its latest report stands to the record under the regimes that have a register.

    read_on: the day of the newest register reading: a report after it that the record does not have is ahead of it, one
    before it is wrong. A report that was true when it was made agrees, whatever came later. A warning agrees with a
    firm that is in no register. listed: slugs that the newest readings list as licensed; whom the record has as
    licensed and they do not list is not in the register, whatever the press says. None: no reading to go by.
    """
    record: dict[str, list[LicenceEvent]] = {}
    for event in events:
        if event.regime in WITH_REGISTER:
            record.setdefault(event.firm_slug, []).append(event)
    latest = {report.firm_slug: report for report in reports}
    found = {slug: _judged(record.get(slug, []), report, read_on) for slug, report in latest.items()}
    for slug, history in record.items():
        if slug not in latest and _status(history, today) not in {None, *REMOVED}:
            found[slug] = Agreement.NEVER_REPORTED
        if listed is not None and slug not in listed and _status(history, today) is Status.LICENSED:
            found[slug] = Agreement.NOT_IN_REGISTER
    return found


def tally(found: Mapping[str, Agreement]) -> dict[Agreement, int]:
    """How many firms of each; every kind is there, 0 where none."""
    return {kind: sum(agreement is kind for agreement in found.values()) for kind in Agreement}


def _judged(history: list[LicenceEvent], report: Report, read_on: date) -> Agreement:
    if report.event is Event.WARNED:
        current = _status(history, last_day(report.on))
        return Agreement.PRESS_WRONG if current in (Status.LICENSED, Status.DEEMED) else Agreement.AGREES
    if any(event.status in SAID_OF[report.event] and _near(event, report) for event in history):
        return Agreement.AGREES
    if _status(history, last_day(report.on)) in SAID_OF[report.event]:
        return Agreement.AGREES
    if first_day(report.on) > read_on:
        return Agreement.PRESS_AHEAD
    return Agreement.PRESS_WRONG if history else Agreement.NOT_IN_REGISTER


def _near(event: LicenceEvent, report: Report) -> bool:
    return (first_day(event.effective_on) - TOLERANCE <= last_day(report.on)
            and first_day(report.on) <= last_day(event.effective_on) + TOLERANCE)


def _status(history: Iterable[LicenceEvent], day: date) -> Status | None:
    """The status on a day; None: no event is certain to have come by then."""
    told = [event for event in history if last_day(event.effective_on) <= day]
    return max(reversed(told), key=lambda event: last_day(event.effective_on)).status if told else None
