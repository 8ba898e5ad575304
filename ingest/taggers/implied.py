"""What an article implies of a firm without a sentence that says so, taken where the reference data bear it out.

"Eleven platforms are deemed licensed. … Crypto.com and Bullish stayed.", "Gate.HK went on May 22.", a table's row of a
name and a day. Words near the firm say what the article is speaking of; whether that is so of this firm, on the day the
article appeared, is looked up. Where text and reference disagree nothing is said, and what a sentence states in so many
words is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ingest.taggers.dates import Day, Years, find_days, years_of_months
from ingest.taggers.facts import Fact, Reading, SentenceSpan, located
from ingest.taggers.implied_words import (
    cue,
    is_idle,
    is_owner,
    of_stablecoins,
    of_the_regime,
    set_beside,
    tells_a_state,
)  # fmt: skip
from ingest.taggers.known import Known
from ingest.taggers.lexicon import CHINESE
from licensing.model import Event, Role

_SPECIFIC = (
    Role.UNLICENSED, Role.DEEMED, Role.FORMER_APPLICANT, Role.SANDBOX, Role.APPLICANT, Role.LICENSEE
)  # fmt: skip
"""Of two roles that a firm may have and the words speak of, the first here is meant: a licence is spoken of in all."""
_REACH = 3  # sentences before the firm's own whose words still go with it
_REACH_OF_A_LIST = 8  # the same for a firm that stands with the day of its event
_NEWS_DAYS = 45  # an event so recent is what an article on it tells
_DAY, _MONTH = len("2026-11-24"), len("2026-11")
_GAP = 12  # what a sentence states itself is nearer


class _Place(NamedTuple):
    """A mention and the sentence it stands in."""

    mention: int
    sentence: int


def add_implied(reading: Reading, known: Known, published: str | None) -> Reading:
    """The reading with the facts that are only implied and borne out. published: ISO date, cut to its precision."""
    places = [
        _Place(mention, number) for mention, number in located(reading)
        if reading.mentions[mention].slug in known and not reading.sentences[number].elsewhere
    ]  # fmt: skip
    if not places:
        return reading
    events = [*_dated(reading, places, known, published), *_undated(reading, places, known, published)]
    reading = reading._replace(facts=(*reading.facts, *events))
    return reading._replace(facts=(*reading.facts, *_standings(reading, places, known, published)))


def _dated(reading: Reading, places: Sequence[_Place], known: Known, published: str | None) -> Iterator[Fact]:
    """Events whose day or month the firm's own sentence gives."""
    years = cache(lambda: years_of_months(sentence.folded for sentence in reading.sentences))
    told = _told(reading)
    told_in = {(reading.mentions[fact.mention].key, fact.sentence) for fact in reading.facts if fact.event is not None}
    for place in places:
        mention, sentence = reading.mentions[place.mention], reading.sentences[place.sentence]
        for on, event in known.events(mention.slug):
            if (mention.key, event) in told or (published and on > published):
                continue
            day = _day_in(sentence, on, published, years)
            if day is None:
                continue
            of_a_day = len(str(day.on)) == _DAY
            if not of_a_day and (mention.key, place.sentence) in told_in:
                continue
            reach = _REACH_OF_A_LIST if of_a_day and not of_the_regime(sentence.folded) else 0
            if _spoken_of(reading, place.sentence, event, reach):
                told.add((mention.key, event))
                at = sentence.start + (day.end if CHINESE.search(sentence.folded) else day.start)
                yield _fact(place, sentence, event, None, (at, at))


def _day_in(sentence: SentenceSpan, on: str, published: str | None, years: Years) -> Day | None:
    """The date in a sentence that is, as far as it says, the day ``on``. Without a date of the article a day and month
    are enough: "on July 11"."""
    chinese = CHINESE.search(sentence.folded) is not None
    for day in find_days(sentence.folded, published or on, chinese, years):
        if day.on is None or len(day.on) < _MONTH or not (day.on.startswith(on) or on.startswith(day.on)):
            continue
        if published or any(sign.isdigit() for sign in sentence.folded[day.start : day.end]):
            return day
    return None


def _undated(reading: Reading, places: Sequence[_Place], known: Known, published: str | None) -> Iterator[Fact]:
    """Events that the firm's own sentence speaks of: in words of the event, or, of one of the last weeks, loosely."""
    told = _told(reading)
    told_of = {key for key, _ in told}
    until = published or "9"
    since = (date.fromisoformat(until) - timedelta(days=_NEWS_DAYS)).isoformat() if len(until) == _DAY else until
    for place in places:
        mention, sentence = reading.mentions[place.mention], reading.sentences[place.sentence]
        if mention.key in told_of or is_owner(mention, sentence) or is_idle(mention, sentence):
            continue
        if set_beside(mention, sentence):
            continue
        for on, event in known.events(mention.slug):
            if on > until or (mention.key, event) in told:
                continue
            found = cue(sentence.folded, "told", event) if not tells_a_state(sentence.folded) else None
            if found is None and on >= since:
                found = cue(sentence.folded, "news", event)
            if found is not None:
                told.add((mention.key, event))
                yield _fact(place, sentence, event, None, (sentence.start + found[0], sentence.start + found[1]))


def _standings(reading: Reading, places: Sequence[_Place], known: Known, published: str | None) -> Iterator[Fact]:
    """The standing of the firms of which nothing is said."""
    said = {reading.mentions[fact.mention].key for fact in reading.facts}
    owners = {
        reading.mentions[place.mention].key for place in places
        if is_owner(reading.mentions[place.mention], reading.sentences[place.sentence])
    }  # fmt: skip
    best: dict[str, tuple[int, int, Role, _Place]] = {}
    for place in places:
        mention = reading.mentions[place.mention]
        if mention.key in said or mention.key in owners:
            continue
        if is_idle(mention, reading.sentences[place.sentence]):
            continue
        of_issuers = of_stablecoins(reading.sentences[0].folded)
        for far, above in enumerate(_above(reading, place.sentence, _REACH)):
            of_issuers = of_issuers or of_stablecoins(above.folded)
            may_be = known.roles(mention.slug, published, of_issuers)
            if far > 1:
                may_be -= {Role.UNLICENSED}
            role = next((r for r in _SPECIFIC if r in may_be and cue(above.folded, "role", r) is not None), None)
            if role is not None:
                found = (far, place.mention, role, place)
                best[mention.key] = min(best.get(mention.key, found), found, key=lambda one: one[:2])
                break
    for _, _, role, place in best.values():
        sentence = reading.sentences[place.sentence]
        at = reading.mentions[place.mention].start
        yield _fact(place, sentence, None, role, (at, at))


def _told(reading: Reading) -> set[tuple[str, Event]]:
    return {(reading.mentions[fact.mention].key, fact.event) for fact in reading.facts if fact.event is not None}


def _fact(
    place: _Place, sentence: SentenceSpan, event: Event | None, role: Role | None, at: tuple[int, int]
) -> Fact:
    return Fact(place.mention, event, role, place.sentence, at, sentence.start, sentence.end, _GAP)


def _spoken_of(reading: Reading, number: int, event: Event, reach: int) -> bool:
    return any(cue(one.folded, "event", event) is not None for one in _above(reading, number, reach))


def _above(reading: Reading, number: int, reach: int) -> Iterator[SentenceSpan]:
    """A sentence and those before it, nearest first; the title stands before the text."""
    for n in range(number, max(number - reach, 0) - 1, -1):
        if not reading.sentences[n].elsewhere:
            yield reading.sentences[n]
