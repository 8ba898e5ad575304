"""ISO dates cut to what is known of them: ``2024-06-01``, ``2024-06``, ``2024``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_BY_LENGTH = {4: "year", 7: "month", 10: "day"}


def precision_of(iso: str) -> str:
    """``day``, ``month`` or ``year``. Raises ValueError for anything else.

    >>> precision_of("2024-06")
    'month'
    """
    if not _ISO.fullmatch(iso):
        raise ValueError(f"not an ISO date: {iso!r}")
    return _BY_LENGTH[len(iso)]


def first_day(iso: str) -> date:
    """The first day the cut date can mean. Raises ValueError.

    >>> first_day("2024-06")
    datetime.date(2024, 6, 1)
    """
    precision_of(iso)
    return date.fromisoformat(iso + "0000-01-01"[len(iso):])


def last_day(iso: str) -> date:
    """The last day the cut date can mean. Raises ValueError.

    >>> last_day("2024-02"), last_day("2024")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    start = first_day(iso)
    match precision_of(iso):
        case "year":
            return start.replace(month=12, day=31)
        case "month":
            return start.replace(day=monthrange(start.year, start.month)[1])
        case _:
            return start
