"""The Licensees page: the register as of a day, the press set against it, and how long firms wait."""

from __future__ import annotations

import sqlite3
from datetime import date

import pandas as pd

from licensing.filters import Filters
from licensing.lanes import spans
from licensing.licensees import licensees_on
from licensing.queries.firms import firms, licence_events
from licensing.queries.reports import latest_reports, listed_as_licensed, newest_reading_on
from licensing.reconcile import Agreement, reconcile, tally
from licensing.standing import steps
from licensing.time_in_stage import cohorts_frame, stages, stages_frame


def licensees(connection: sqlite3.Connection, filters: Filters, day: date, words: str = "") -> pd.DataFrame:
    """Every firm with a status on a day that the filters and the words searched for admit, licensed first.

    Columns: status, platform_name, legal_name, name_zh, regime, since, precision, ce_number, reconciliation,
    n_articles, last_mention_on, website, source_url, note, slug. The status filter means the status on that day.
    """
    events = licence_events(connection, Filters(firms=filters.firms, regimes=filters.regimes))
    rows = licensees_on(events, firms(connection, Filters()), agreements(connection, day), day, words)
    return rows[rows["status"].isin(filters.statuses)].reset_index(drop=True) if filters.statuses else rows


def agreements(connection: sqlite3.Connection, day: date) -> dict[str, Agreement]:
    """By firm, how the latest report of it stands to the record; empty before the first reading of a register."""
    read_on = newest_reading_on(connection)
    if read_on is None:
        return {}
    events = licence_events(connection, Filters())
    return reconcile(events, latest_reports(connection), read_on, day, listed_as_licensed(connection))


def agreement_counts(connection: sqlite3.Connection, day: date) -> pd.DataFrame:
    """How many firms of each kind of agreement. Columns: reconciliation, n."""
    counted = tally(agreements(connection, day))
    return pd.DataFrame({"reconciliation": [kind.value for kind in counted], "n": list(counted.values())})


def waits(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """Days in each stage, one row a firm and stage.

    Columns: firm_slug, regime, stage, began_on, ended_on, days, exact.
    """
    return stages_frame(stages(licence_events(connection, _firms_only(filters))))


def cohorts(connection: sqlite3.Connection, filters: Filters) -> pd.DataFrame:
    """Days in each stage by the year it began.

    Columns: regime, stage, year, n, n_exact, median_days, min_days, max_days (days; missing: too few).
    """
    return cohorts_frame(stages(licence_events(connection, _firms_only(filters))))


def _firms_only(filters: Filters) -> Filters:
    """A status filter would cut a firm's way in pieces."""
    return Filters(firms=filters.firms, regimes=filters.regimes)


def counts_on_record(connection: sqlite3.Connection, filters: Filters, until: date) -> pd.DataFrame:
    """How many firms had each status on record, on every day up to ``until`` that the number changed.

    Columns: day (ISO), status, n_firms. Of applicants and the sandbox a lower bound: of most the beginning is unknown.
    """
    lines = steps(spans(licence_events(connection, filters), until), ("licensed", "deemed", "applicant", "sandbox"))
    rows = [(day.isoformat(), status, n) for status, line in lines.items() for day, n in line]
    return pd.DataFrame(rows, columns=["day", "status", "n_firms"]).astype({"day": "str", "status": "str",
                                                                            "n_firms": "int64"})
