"""The Licensees page: the register as of a day."""

from __future__ import annotations

import sqlite3
from datetime import date

import pandas as pd

from licensing.filters import Filters
from licensing.licensees import licensees_on
from licensing.queries.firms import firms, licence_events, register_entries


def licensees(connection: sqlite3.Connection, filters: Filters, day: date, words: str = "") -> pd.DataFrame:
    """Every firm with a status on a day that the filters and the words searched for admit, licensed first.

    Columns: status, platform_name, legal_name, name_zh, regime, since, precision, ce_number, reconciliation,
    n_articles, last_mention_on, website, source_url, note, slug. The status filter means the status on that day.
    """
    events = licence_events(connection, Filters(firms=filters.firms, regimes=filters.regimes))
    rows = licensees_on(events, firms(connection, Filters()), register_entries(connection), day, words)
    return rows[rows["status"].isin(filters.statuses)].reset_index(drop=True) if filters.statuses else rows
