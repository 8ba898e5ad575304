"""Paths, limits and names. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
REFERENCE = DATA / "reference"
CORRECTIONS = DATA / "corrections.csv"

VERSION = "1.0.0"
USER_AGENT = f"hk-licensing-tracker/{VERSION} (open research tool; reads public feeds)"

HONG_KONG = ZoneInfo("Asia/Hong_Kong")

# Money: the HKMA's linked exchange rate, HKD per US dollar; its convertibility band is 7.75 to 7.85.
HKD_PER_USD = 7.80

# Limits of one read, in seconds and bytes (after decompression).
CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 15.0
TOTAL_TIMEOUT_S = 60.0
MAX_BODY_BYTES = 20 * 1024 * 1024


def database_path() -> Path:
    """The SQLite file that ingest writes and pages read: ``LICENSING_DB``, else data/licensing.db."""
    return Path(os.environ.get("LICENSING_DB") or DATA / "licensing.db")


def sources_path() -> Path:
    """The list of feeds: ``LICENSING_SOURCES``, else data/reference/sources.toml."""
    return Path(os.environ.get("LICENSING_SOURCES") or REFERENCE / "sources.toml")
