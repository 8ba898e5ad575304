"""What a reader has chosen to see: one value for all pages, kept in the address.

    ?firm=osl&firm=hashkey&status=licensed&regime=VATP&since=2024-01-01&until=2024-12-31&publisher=RTHK&language=en

Nothing from an address reaches SQL unchecked: values outside the closed sets, or that the database does not know, are
dropped and named in a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from licensing.model import Language, Regime, Status

MAX_VALUES = 50  # of one kind; an address with more is no reader's
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)  # what a date box takes


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty tuples and None mean: not filtered. Days are Hong Kong calendar days, both ends included."""

    firms: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """True where anything is filtered."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Known:
    """What an address may name, beside the closed sets."""

    firms: Collection[str]
    publishers: Collection[str]


PARAMS = {"firm": "firms", "status": "statuses", "regime": "regimes", "since": "since", "until": "until",
          "publisher": "publishers", "language": "languages"}
"""Name in the address -> field of Filters."""


def parse_filters(params: Mapping[str, Sequence[str]], known: Known) -> tuple[Filters, tuple[str, ...]]:
    """The filters an address asks for, and what of it could not be used: ``name=value``, as written there."""
    dropped: list[str] = []
    closed: dict[str, Collection[str]] = {
        "firm": known.firms, "publisher": known.publishers,
        "status": set(Status), "regime": set(Regime), "language": set(Language),
    }
    values = {PARAMS[name]: _chosen(name, params.get(name, ()), allowed, dropped) for name, allowed in closed.items()}
    since, until = (_day(name, params.get(name, ()), dropped) for name in ("since", "until"))
    if since and until and since > until:
        since, until = until, since
    return Filters(since=since, until=until, **values), tuple(dropped)


def to_params(filters: Filters) -> dict[str, list[str]]:
    """The address of these filters: the inverse of ``parse_filters``.

    >>> to_params(Filters(firms=("osl",), since=date(2024, 1, 1)))
    {'firm': ['osl'], 'since': ['2024-01-01']}
    """
    params: dict[str, list[str]] = {}
    for name, field in PARAMS.items():
        value = getattr(filters, field)
        values = [value.isoformat()] if isinstance(value, date) else list(value or ())
        if values:
            params[name] = values
    return params


def describe(filters: Filters) -> str:
    """The filters as a piece of a file name: lower case, digits and hyphens; "all" where nothing is filtered.

    >>> describe(Filters(firms=("osl",), since=date(2024, 1, 1)))
    'osl-since-2024-01-01'
    """
    parts: list[str] = []
    for name, values in to_params(filters).items():
        parts += [f"{name}-{values[0]}"] if name in ("since", "until") else values[:3]
    return re.sub(r"[\W_]+", "-", "-".join(parts).lower())[:80].strip("-") or "all"


def _chosen(name: str, asked: Sequence[str], allowed: Collection[str], dropped: list[str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for value in asked:
        if value in allowed and len(kept) < MAX_VALUES:
            kept[str(value)] = None
        else:
            dropped.append(f"{name}={value[:60]}")
    return tuple(kept)


def _day(name: str, asked: Sequence[str], dropped: list[str]) -> date | None:
    if not asked:
        return None
    try:
        day = date.fromisoformat(asked[-1])
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        dropped.append(f"{name}={asked[-1][:60]}")
        return None
    return day
