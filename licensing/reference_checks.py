"""What no single row shows to be wrong: repeats, unknown firms, regimes not yet begun, impossible transitions."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from licensing.model import Alias, LicenceEvent, Precision, Regime, Status
from licensing.precise import last_day
from licensing.reference_rows import Row, Value

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BEGAN = {  # the first day a status under a regime can be true; the rule it follows from
    Regime.VATP: ("2019-11-06", "the SFC's opt-in framework for trading platforms"),
    Regime.STABLECOIN: ("2024-03-12", "the HKMA's stablecoin issuer sandbox"),
    Regime.VA_FUND_MANAGER: ("2018-11-01", "the SFC's terms for virtual asset portfolio managers"),
    Regime.VA_DEALING: ("2018-11-01", "the SFC's terms for virtual asset distributors"),
}
STATUS_BEGAN = {  # statuses that an ordinance made possible
    (Regime.VATP, Status.DEEMED): ("2024-06-01", "the end of the AMLO regime's transition"),
    (Regime.STABLECOIN, Status.LICENSED): ("2025-08-01", "the Stablecoins Ordinance"),
    (Regime.STABLECOIN, Status.APPLICANT): ("2025-08-01", "the Stablecoins Ordinance"),
}
ENDED = {Status.WITHDRAWN, Status.RETURNED, Status.REFUSED}
NOT_AFTER = {  # status -> what a firm cannot have been just before; a beginning that is not known is allowed
    Status.WITHDRAWN: {Status.LICENSED, Status.REFUSED, Status.RETURNED, Status.REVOKED},
    Status.RETURNED: {Status.LICENSED, Status.REFUSED, Status.WITHDRAWN, Status.REVOKED},
    Status.REFUSED: {Status.LICENSED, Status.WITHDRAWN, Status.RETURNED, Status.REVOKED},
    Status.DEEMED: {Status.LICENSED, *ENDED},
    Status.IN_PRINCIPLE: {Status.LICENSED, *ENDED},
    Status.SUSPENDED: {Status.APPLICANT, *ENDED, Status.REVOKED},
    Status.REVOKED: {Status.APPLICANT, *ENDED},
    Status.APPLICANT: {Status.LICENSED, Status.DEEMED},
}


def unique(numbered: Iterable[tuple[Row, Value]], what: str, key: Callable[[Value], str]) -> None:
    """No two rows with the same key; empty keys may repeat. Raises ReferenceDataError."""
    seen: dict[str, int] = {}
    for row, value in numbered:
        name = key(value)
        if name and name in seen:
            raise row.wrong(f"{what} {name!r} stands already in line {seen[name]}")
        if what == "slug" and not SLUG.fullmatch(name):
            raise row.wrong(f"a slug is lower-case letters, digits and hyphens, not {name!r}")
        seen[name] = row.line


def known_firms(numbered: Iterable[tuple[Row, Any]], slugs: set[str], column: str = "firm_slug") -> None:
    """Every row speaks of a firm of firms.csv. Raises ReferenceDataError."""
    for row, value in numbered:
        slug = getattr(value, column)
        if slug is not None and slug not in slugs:
            raise row.wrong(f"there is no firm {slug!r} in firms.csv")


def one_claim_an_alias(numbered: Iterable[tuple[Row, Alias]]) -> None:
    """No spelling, case and width aside, stands twice, for one firm or for two. Raises ReferenceDataError."""
    claimed: dict[str, tuple[str, int]] = {}
    for row, alias in numbered:
        key = unicodedata.normalize("NFKC", alias.alias).casefold()
        if key in claimed:
            slug, line = claimed[key]
            raise row.wrong(f"the alias {alias.alias!r} is claimed already by {slug} in line {line}")
        claimed[key] = (alias.firm_slug, row.line)


def within_regimes(numbered: Iterable[tuple[Row, LicenceEvent]]) -> None:
    """No status before its regime began. Raises ReferenceDataError with the rule's name."""
    for row, event in numbered:
        for began in (BEGAN.get(event.regime), STATUS_BEGAN.get((event.regime, event.status))):
            if began and last_day(event.effective_on).isoformat() < began[0]:
                raise row.wrong(f"{event.firm_slug} cannot be {event.status} on {event.effective_on}: "
                                f"{began[1]} began on {began[0]}")


def possible_transitions(numbered: Iterable[tuple[Row, LicenceEvent]]) -> None:
    """No status that cannot follow the one before it. Raises ReferenceDataError.

    ``observed`` rows say what was true on a day, not what began: they may repeat what is known.
    """
    by_firm: dict[tuple[str, Regime], list[tuple[Row, LicenceEvent]]] = defaultdict(list)
    for row, event in numbered:
        by_firm[event.firm_slug, event.regime].append((row, event))
    for history in by_firm.values():
        before: Status | None = None
        for row, event in sorted(history, key=lambda item: item[1].effective_on):
            if before in NOT_AFTER.get(event.status, ()):
                raise row.wrong(f"{event.firm_slug} cannot be {event.status} after it was {before}")
            repeats = before == event.status and event.precision != Precision.OBSERVED
            if repeats and event.status != Status.LICENSED:  # a widened licence is a licence still
                raise row.wrong(f"{event.firm_slug} is {event.status} already")
            before = event.status
