"""Whole tables, as ``python -m ingest export`` writes them and the Method page describes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pandas as pd

from licensing.queries.base import NUMBER, TEXT, WHOLE, read_chunks

TABLES = {
    "articles": "One row per news item, with its text.",
    "firm_mentions": "A firm that an article ties to a Hong Kong licence, with the words that do.",
    "reported_events": "A change of a firm's status that an article reports as having happened.",
    "firm_counts": "A stated number of firms.",
    "compliance_costs": "Money that a firm must spend or hold to be licensed.",
    "firms": "The firms of the reference data.",
    "firm_aliases": "The spellings of their names.",
    "licence_events": "Every dated status of a firm, from the reference data and the registers.",
    "milestones": "Laws, consultations and the like.",
    "official_figures": "Numbers of firms that regulators state, and what the law demands.",
    "alerts": "Names on regulators' lists of suspicious platforms.",
    "register_readings": "One row per reading of an official register.",
    "register_entries": "The rows of each reading.",
    "register_changes": "What differed between two readings.",
    "sources": "The feeds.",
    "runs": "One row per run of the ingest.",
    "source_outcomes": "How each feed answered in each run.",
    "corrections": "What the people who run this have put right.",
}
"""Table -> what one of its rows is."""

_HIDDEN = {"articles": {"feed_hash", "original"}}
_CHUNK = 10_000
_TYPES = {"INTEGER": WHOLE, "REAL": NUMBER}


def table_chunks(connection: sqlite3.Connection, table: str) -> Iterator[pd.DataFrame]:
    """All rows of one of TABLES in chunks, in the order of its key. Raises KeyError for any other name."""
    if table not in TABLES:
        raise KeyError(table)
    columns = {row[1]: _TYPES.get(row[2], TEXT) for row in connection.execute(f"PRAGMA table_info({table})")
               if row[1] not in _HIDDEN.get(table, set())}
    quoted = ", ".join(f'"{name}"' for name in columns)
    yield from read_chunks(connection, f"SELECT {quoted} FROM {table}", {}, columns, _CHUNK)
