"""What each firm of an article is at the article's time: one row per firm, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.reading import Fact, Reading
from licensing.model import Event, FirmMention, ReportedEvent, Role, Span

# What an event leaves a firm as; of several events of a firm the first in this order decides.
_AFTER = (
    (Event.REVOKED, Role.FORMER_APPLICANT),
    (Event.WITHDRAWN, Role.FORMER_APPLICANT),
    (Event.REFUSED, Role.FORMER_APPLICANT),
    (Event.RETURNED, Role.FORMER_APPLICANT),
    (Event.LICENSED, Role.LICENSEE),
    (Event.UPLIFTED, Role.LICENSEE),
    (Event.SUSPENDED, Role.LICENSEE),
    (Event.CEASED, Role.FORMER_APPLICANT),
    (Event.DEEMED, Role.DEEMED),
    (Event.IN_PRINCIPLE, Role.APPLICANT),
    (Event.WARNED, Role.UNLICENSED),
    (Event.APPLIED, Role.APPLICANT),
)
_ANEW = re.compile(r"\b[Rr]e-?(?:filed|applied|submitted)\b|\bagain\b|second time|重新|再次|再度|第二次")
_AFTER_WITHDRAWING = re.compile(
    r"\b(?:after|having|since) (?:it |they )?(?:had )?(?:earlier |previously )?"
    r"(?:withdr[aeiouwn]+(?:ing)?|pull(?:ed|ing)|retract(?:ed|ing)|taking back)"
)
_STRONGER_THAN_APPLIED = (Role.LICENSEE, Role.DEEMED, Role.FORMER_APPLICANT)
_ORDER = (Role.DEEMED, Role.FORMER_APPLICANT, Role.LICENSEE, Role.SANDBOX, Role.APPLICANT, Role.UNLICENSED)


def find_firms(reading: Reading, texts: dict[str, str], events: Sequence[ReportedEvent]) -> tuple[FirmMention, ...]:
    """Rows in the order of first mention; a firm named without any standing is ``other``."""
    happened: dict[str, list[ReportedEvent]] = {}
    for event in events:
        happened.setdefault(event.slug or event.name.casefold(), []).append(event)
    said: dict[str, list[Fact]] = {}
    for fact in reading.facts:
        if fact.role is not None:
            said.setdefault(reading.mentions[fact.mention].key, []).append(fact)
    again = {  # firms that withdrew a second time
        reading.mentions[fact.mention].key for fact in reading.facts
        if fact.event is Event.WITHDRAWN
        and _ANEW.search(texts[reading.sentences[fact.sentence].field], max(fact.cue[0] - 4, 0), fact.cue[0])
    }  # fmt: skip
    first: dict[str, int] = {}
    for number, mention in enumerate(reading.mentions):
        first.setdefault(mention.key, number)
    return tuple(
        _row(reading, texts, number, happened.get(key, []), said.get(key, []), key in again)
        for key, number in first.items()
    )


def _row(
    reading: Reading, texts: dict[str, str], number: int, happened: Sequence[ReportedEvent], said: Sequence[Fact],
    again: bool,
) -> FirmMention:
    mention = reading.mentions[number]
    by_event = _role_after(happened, again)
    standing = _standing(said)
    if by_event is not None and not _overrules(standing, by_event[0]):
        return FirmMention(mention.slug, mention.name, by_event[0], by_event[1].span)
    if standing is not None:
        assert standing.role is not None
        field = reading.sentences[standing.sentence].field
        span = Span(field, standing.start, standing.end, texts[field][standing.start : standing.end])
        return FirmMention(mention.slug, reading.mentions[standing.mention].name, standing.role, span)
    span = Span(mention.field, mention.start, mention.end, texts[mention.field][mention.start : mention.end])
    return FirmMention(mention.slug, mention.name, Role.OTHER, span)


def _role_after(happened: Sequence[ReportedEvent], again: bool) -> tuple[Role, ReportedEvent] | None:
    kinds = {event.event: event for event in happened}
    applied, withdrawn = kinds.get(Event.APPLIED), kinds.get(Event.WITHDRAWN)
    if applied and withdrawn and not again:
        later = applied.on and withdrawn.on and applied.on > withdrawn.on
        anew = _ANEW.search(applied.span.quote) and not _ANEW.search(withdrawn.span.quote)
        if later or anew or _AFTER_WITHDRAWING.search(applied.span.quote):
            return Role.APPLICANT, applied
    for event, role in _AFTER:
        if event in kinds:
            return role, kinds[event]
    return None


def _overrules(standing: Fact | None, role: Role) -> bool:
    """Whether a standing says more than the events do: an application that was made, of a firm since licensed."""
    return standing is not None and role is Role.APPLICANT and standing.role in _STRONGER_THAN_APPLIED


def _standing(said: Sequence[Fact]) -> Fact | None:
    """The standing told by the word nearest to the firm; one deemed to be licensed is an applicant, too."""
    if not said:
        return None
    nearest = min(said, key=lambda fact: (fact.gap, _ORDER.index(fact.role)))
    if nearest.role is Role.APPLICANT:
        return next((fact for fact in said if fact.role is Role.DEEMED), nearest)
    return nearest
