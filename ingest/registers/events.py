"""What the changes in a register mean for a firm's status. Pure: the same readings always give the same events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ingest.registers.changes import Change
from ingest.registers.entries import name_key
from licensing.model import Firm, LicenceEvent, Precision, Regime, Status

STATUS_OF = {
    "licensed": Status.LICENSED,
    "deemed": Status.DEEMED,
    "applicant": Status.APPLICANT,
    "closing_down": Status.CLOSING_DOWN,
}
REMOVED_AS = {"withdrawn": Status.WITHDRAWN, "returned": Status.RETURNED, "refused": Status.REFUSED}
GONE_NOTE = "no longer in the register; last seen {day}"
NEW_NOTE = "new in the register"


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A change with the reading it was seen in, and the day the reading before was made."""

    change: Change
    slug: str
    regime: Regime
    seen_on: str
    last_seen_on: str | None
    source_url: str


def match_firm(ce_number: str, name: str, platform_name: str, firms: Iterable[Firm]) -> str | None:
    """Slug of the reference's firm with this CE number, else with this legal or platform name, else None."""
    firms = tuple(firms)
    if ce_number:
        by_number = next((firm.slug for firm in firms if firm.ce_number == ce_number), None)
        if by_number:
            return by_number
    wanted = {name_key(text) for text in (name, platform_name) if text}
    return next((f.slug for f in firms if wanted & {name_key(f.legal_name), name_key(f.platform_name)} - {""}), None)


def provisional_slug(ce_number: str, name: str) -> str:
    """Slug of a newcomer that the reference does not know yet: ``register-bxx123``."""
    return f"register-{(ce_number or name_key(name)).lower()}"


def licence_event(dated: DatedChange, current: LicenceEvent | None) -> LicenceEvent | None:
    """The event a change stands for, None where it says nothing new or too little.

    current: the firm's latest event under the regime before this change. An applicants' list does not contradict
    "deemed" or "licensed": who is on it stays what it was. A removal whose kind the page does not give is no event:
    whether the firm withdrew or was refused is not guessed. Gone from the register is ``ceased``, observed, and says
    when it was last seen. A printed date before the latest event (a firm gone and back) gives way to the day seen.
    """
    entry, status = dated.change.entry, _status(dated.change)
    now = current.status if current else None
    if status is None or status == now:
        return None
    if status == Status.APPLICANT and now in (Status.DEEMED, Status.LICENSED, Status.IN_PRINCIPLE):
        return None
    is_gone = dated.change.change == "gone"
    printed = None if is_gone else entry.effective_on
    exact = printed is not None and (current is None or printed >= current.effective_on)
    on = printed if printed is not None and exact else dated.seen_on
    note = GONE_NOTE.format(day=dated.last_seen_on) if is_gone else NEW_NOTE if dated.change.change == "new" else ""
    return LicenceEvent(
        firm_slug=dated.slug, regime=dated.regime, status=status, effective_on=on,
        precision=Precision.DAY if exact else Precision.OBSERVED, origin="register",
        source_url=dated.source_url, note=note, checked_on=date.fromisoformat(dated.seen_on),
    )


def _status(change: Change) -> Status | None:
    if change.change == "gone":
        return Status.CEASED if change.status_before in ("licensed", "deemed", "closing_down") else None
    if change.status_after == "removed":
        return next((status for word, status in REMOVED_AS.items() if word in change.entry.note), None)
    return STATUS_OF.get(change.status_after or "")
