"""How long firms wait: days from application to deemed, to licence, to withdrawal. Pure; from dated events only.

A duration counts the days that are certain: from the last day the beginning can mean to the first day the end can mean.
It is exact where both are known to the day. Where the day of application is unknown, the day a firm was first seen on a
list takes its place; the duration is then a lower bound and not exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from statistics import median

import pandas as pd

from licensing.lanes import REMOVED
from licensing.model import LicenceEvent, Precision, Status
from licensing.precise import first_day, last_day

MIN_N = 3  # fewer durations than this have no median worth showing
BEGINNINGS = (Status.APPLICANT, Status.DEEMED)


@dataclass(frozen=True, slots=True)
class Stage:
    """One firm's way from one status to another. days: at least so many; exact: neither more nor fewer."""

    firm_slug: str
    regime: str
    stage: str  # applicant-deemed, applicant-licensed, applicant-removed, deemed-licensed, deemed-removed
    began_on: str
    ended_on: str
    days: int
    exact: bool


COHORT_COLUMNS = ["regime", "stage", "year", "n", "n_exact", "median_days", "min_days", "max_days"]
STAGE_COLUMNS = [field.name for field in fields(Stage)]


def stages(events: Iterable[LicenceEvent]) -> list[Stage]:
    """Every stage that has a dated beginning and end, in the order of firms; an application made anew begins anew."""
    def lane(event: LicenceEvent) -> tuple[str, str]:
        return event.firm_slug, event.regime.value

    found: list[Stage] = []
    for _, group in groupby(sorted(events, key=lane), key=lane):
        found += _one_firm(sorted(group, key=lambda event: last_day(event.effective_on)))
    return found


def stages_frame(found: Sequence[Stage]) -> pd.DataFrame:
    """One row a stage. Columns: firm_slug, regime, stage, began_on, ended_on (ISO, cut), days, exact."""
    frame = pd.DataFrame([astuple(stage) for stage in found], columns=STAGE_COLUMNS)
    return frame.astype(dict.fromkeys(STAGE_COLUMNS[:5], "str") | {"days": "Int64", "exact": "boolean"})


def cohorts_frame(found: Sequence[Stage]) -> pd.DataFrame:
    """Durations by the year the stage began, and ``all``. No figure where n is below MIN_N, only n itself.

    Columns: regime, stage, year, n, n_exact, median_days, min_days, max_days (days; missing: too few).
    """
    def cohort(stage: Stage) -> tuple[str, str]:
        return stage.regime, stage.stage

    rows = []
    for (regime, name), group in groupby(sorted(found, key=cohort), key=cohort):
        members = list(group)
        for year in [*sorted({stage.began_on[:4] for stage in members}), "all"]:
            told = [stage for stage in members if year in ("all", stage.began_on[:4])]
            rows.append((regime, name, year, len(told), sum(stage.exact for stage in told), *_figures(told)))
    frame = pd.DataFrame(rows, columns=COHORT_COLUMNS)
    types = dict.fromkeys(COHORT_COLUMNS[:3], "str") | dict.fromkeys(COHORT_COLUMNS[3:5], "Int64")
    return frame.astype(types | dict.fromkeys(COHORT_COLUMNS[-3:], "Float64"))


def _one_firm(events: Sequence[LicenceEvent]) -> list[Stage]:
    began: dict[Status, LicenceEvent] = {}
    found: list[Stage] = []
    for event in events:
        if event.status in REMOVED:
            found += _ended(began, event, "removed")
            began.clear()
        elif event.status is Status.LICENSED:
            found += _ended(began, event, "licensed")
            began.clear()
        elif event.status is Status.DEEMED:
            found += _ended({s: e for s, e in began.items() if s is Status.APPLICANT}, event, "deemed")
            began.setdefault(Status.DEEMED, event)
        elif event.status in BEGINNINGS:
            began.setdefault(event.status, event)
    return found


def _ended(began: dict[Status, LicenceEvent], end: LicenceEvent, into: str) -> list[Stage]:
    """A stage for each beginning; none where the end was only seen later, or the order of the days is not certain."""
    made = []
    for status, start in began.items():
        days = (first_day(end.effective_on) - last_day(start.effective_on)).days
        if days >= 0 and end.precision is not Precision.OBSERVED:
            exact = start.precision is Precision.DAY and end.precision is Precision.DAY
            made.append(Stage(start.firm_slug, start.regime.value, f"{status}-{into}", start.effective_on,
                              end.effective_on, days, exact))
    return made


def _figures(told: Sequence[Stage]) -> tuple[float | None, int | None, int | None]:
    days = [stage.days for stage in told]
    return (median(days), min(days), max(days)) if len(days) >= MIN_N else (None, None, None)
