"""What the reference data know of a firm on a day: the check on standings and events that a text only implies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licensing.lanes import by_lane
from licensing.model import Event, LicenceEvent, Precision, Regime, Role, Status
from licensing.reference import Reference

_ROLES = {
    Status.APPLICANT: Role.APPLICANT, Status.IN_PRINCIPLE: Role.APPLICANT, Status.DEEMED: Role.DEEMED,
    Status.LICENSED: Role.LICENSEE, Status.SUSPENDED: Role.LICENSEE, Status.SANDBOX: Role.SANDBOX,
    Status.WITHDRAWN: Role.FORMER_APPLICANT, Status.RETURNED: Role.FORMER_APPLICANT,
    Status.REFUSED: Role.FORMER_APPLICANT, Status.CEASED: Role.FORMER_APPLICANT, Status.REVOKED: Role.FORMER_APPLICANT,
    Status.CLOSING_DOWN: Role.FORMER_APPLICANT,
}  # fmt: skip
_EVENTS = {
    Status.APPLICANT: Event.APPLIED, Status.IN_PRINCIPLE: Event.IN_PRINCIPLE, Status.LICENSED: Event.LICENSED,
    Status.WITHDRAWN: Event.WITHDRAWN, Status.RETURNED: Event.RETURNED, Status.REFUSED: Event.REFUSED,
    Status.CEASED: Event.CEASED, Status.SUSPENDED: Event.SUSPENDED, Status.REVOKED: Event.REVOKED,
}  # fmt: skip
_WIDENED = frozenset({Regime.VA_DEALING, Regime.VA_FUND_MANAGER, Regime.BANK})
"""Regimes whose licence is one the firm had before for other business."""

Lane = tuple[LicenceEvent, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The dated statuses of each firm, one lane a regime, in order of their days; and whom the regulators warned of.

    warned: slug -> ISO day, cut to its precision, of the first warning; "" if it is not known.
    """

    lanes: Mapping[str, tuple[Lane, ...]]
    warned: Mapping[str, str]

    def __contains__(self, slug: object) -> bool:
        return slug in self.lanes or slug in self.warned

    def roles(self, slug: str | None, on: str | None, of_stablecoins: bool) -> frozenset[Role]:
        """What a firm may be on a day; on None: all it ever was.

        of_stablecoins: under the regime of their issuers; else under the others.
        A status that was only observed may have begun before. A platform that was licensed or withdrew later had
        applied, though nobody noted when.
        """
        lanes = [
            lane for lane in self.lanes.get(slug or "", ()) if (lane[0].regime is Regime.STABLECOIN) is of_stablecoins
        ]
        warned = self.warned.get(slug or "")
        if on is None:
            ever = frozenset(_ROLES[event.status] for lane in lanes for event in lane)
            ever |= {Role.APPLICANT} if any(lane[0].regime is Regime.VATP for lane in lanes) else set()
            return ever if warned is None else ever | {Role.UNLICENSED}
        roles = frozenset(role for lane in lanes for role in _roles_in(lane, on))
        return roles if warned is None or warned > on else roles | {Role.UNLICENSED}

    def events(self, slug: str | None) -> Iterator[tuple[str, Event]]:
        """The events of a firm, as (ISO day or month, event)."""
        if warned := self.warned.get(slug or ""):
            yield warned, Event.WARNED
        for lane in self.lanes.get(slug or "", ()):
            licensed = False
            for one in lane:
                event = _EVENTS.get(one.status)
                if event is Event.LICENSED and (licensed or one.regime in _WIDENED):
                    event = Event.UPLIFTED
                licensed = licensed or one.status is Status.LICENSED
                if event is not None and one.precision in (Precision.DAY, Precision.MONTH):
                    yield one.effective_on, event


NOTHING_KNOWN = Known({}, {})


def _roles_in(lane: Lane, on: str) -> Iterator[Role]:
    past = [event for event in lane if event.effective_on <= on[: len(event.effective_on)]]
    coming = lane[len(past)] if len(past) < len(lane) else None
    if past:
        yield _ROLES[past[-1].status]
    if coming is None:
        return
    if coming.precision is Precision.OBSERVED:
        yield _ROLES[coming.status]
    elif not past and coming.regime is Regime.VATP and coming.status is not Status.APPLICANT:
        yield Role.APPLICANT


def build_known(reference: Reference) -> Known:
    """The dated rows of the reference data, sorted once for many articles."""
    lanes: dict[str, list[Lane]] = {}
    for (slug, _), events in by_lane(reference.licence_events):
        lanes.setdefault(slug, []).append(tuple(events))
    named = {firm.platform_name.casefold(): firm.slug for firm in reference.firms if firm.platform_name}
    warned = {
        named[alert.name.casefold()]: alert.listed_on or "" for alert in reference.alerts
        if alert.name.casefold() in named
    }  # fmt: skip
    return Known({slug: tuple(found) for slug, found in lanes.items()}, warned)
