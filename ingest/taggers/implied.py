"""What an article implies of a firm without a sentence that says so, taken where the reference data bear it out.

"Eleven platforms are deemed licensed. … Crypto.com and Bullish stayed.", "Gate.HK went on May 22.", a table's row of a name
and a day. Words near the firm say what the article is speaking of; whether that is so of this firm, on the day the
article appeared, is looked up. Where text and reference disagree nothing is said, and what a sentence states in so many
words is never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ingest.taggers.cues import Cues, vocabulary
from ingest.taggers.dates import Day, find_days, years_of_months
from ingest.taggers.facts import Fact, Reading, SentenceSpan
from ingest.taggers.known import Known
from ingest.taggers.lexicon import CHINESE
from ingest.taggers.mentions import Mention
from licensing.model import Event, Role

_SPECIFIC = (
    Role.UNLICENSED, Role.DEEMED, Role.FORMER_APPLICANT, Role.SANDBOX, Role.APPLICANT, Role.LICENSEE
)  # fmt: skip
"""Of two roles that a firm may have and the words speak of, the first here is meant: a licence is spoken of in all."""
_REACH = 3  # sentences before the firm's own whose words still go with it
_REACH_OF_A_LIST = 8  # the same for a firm that stands with the day of its event
_NEWS_DAYS = 45  # an event so recent is what an article on it tells
_DAY, _MONTH = len("2026-11-24"), len("2026-11")
_STATES = re.compile(
    r"\b(?:only|so far|remain\w*|still|at present|currently|already|fully|other than|besides|in all|altogether)\b|目前|现有|仅|只有|现时|已有"
)
_GAP = 12  # what a sentence states itself is nearer

_POINTS_ELSEWHERE = re.compile(r"^\W*(?:related|read more|see also|also read|相关|延伸阅读)\b|\?\W*$")
_HOPED_FOR = re.compile(
    r"\b(?:could|may|might|would|likely|expect\w*|hop(?:es?|ing)|plan\w*|prepar\w*|consider\w*|think\w*|stud(?:y|ies|ying)"
    r"|shortlist\w*|intend\w*|rumou?r\w*|tip(?:s|ped)|(?:is|are) to)\b(?! not)|拟|计划|考虑|有望|预计|筹备"
)
_OF_THE_REGIME = re.compile(r"\b(?:until|deadline|transition\w*|grace|window)\b|过渡期|宽限|截止|截至")
_BESIDE = re.compile(r"\b(?:after|through|via|following|like|unlike|than|besides) $|[继除]$")
_CLAUSE = re.compile(r"[^,;:]*")
_STABLECOIN = re.compile(r"stablecoin|hkma|monetary authority|稳定币|金管局")


class _Place(NamedTuple):
    """A mention and the sentence it stands in."""

    mention: int
    sentence: int


def add_implied(reading: Reading, known: Known, published: str | None) -> Reading:
    """The reading with the facts that are only implied and borne out. published: ISO date, cut to its precision."""
    places = [place for place in _places(reading) if reading.mentions[place.mention].slug in known]
    if not places:
        return reading
    events = [*_dated(reading, places, known, published), *_undated(reading, places, known, published)]
    reading = reading._replace(facts=(*reading.facts, *events))
    return reading._replace(facts=(*reading.facts, *_standings(reading, places, known, published)))


def _places(reading: Reading) -> Iterator[_Place]:
    begins = [(sentence.field != "title", sentence.start) for sentence in reading.sentences]
    for number, mention in enumerate(reading.mentions):
        sentence = bisect_right(begins, (mention.field != "title", mention.start)) - 1
        if sentence >= 0 and not reading.sentences[sentence].elsewhere:
            yield _Place(number, sentence)


def _dated(reading: Reading, places: Sequence[_Place], known: Known, published: str | None) -> Iterator[Fact]:
    """Events whose day or month the firm's own sentence gives."""
    told = _told(reading)
    told_in = {(reading.mentions[fact.mention].key, fact.sentence) for fact in reading.facts if fact.event is not None}
    for place in places:
        mention, sentence = reading.mentions[place.mention], reading.sentences[place.sentence]
        for on, event in known.events(mention.slug):
            if (mention.key, event) in told or (published and on > published):
                continue
            day = _day_in(sentence, on, published, reading)
            if day is None:
                continue
            of_a_day = len(str(day.on)) == _DAY
            if not of_a_day and (mention.key, place.sentence) in told_in:
                continue
            reach = _REACH_OF_A_LIST if of_a_day and not _OF_THE_REGIME.search(sentence.folded) else 0
            if _spoken_of(reading, place.sentence, event, reach):
                told.add((mention.key, event))
                at = sentence.start + (day.end if CHINESE.search(sentence.folded) else day.start)
                yield _fact(place, sentence, event, None, (at, at))


def _day_in(sentence: SentenceSpan, on: str, published: str | None, reading: Reading) -> Day | None:
    """The date in a sentence that is, as far as it says, the day ``on``. Without a date of the article a day and month
    are enough: "on July 11"."""
    chinese = CHINESE.search(sentence.folded) is not None
    for day in find_days(sentence.folded, published or on, chinese, lambda: _years(reading)):
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
        if mention.key in told_of or _owns(mention, sentence) or _is_idle(mention, sentence):
            continue
        if _BESIDE.search(sentence.folded, 0, mention.start - sentence.start):
            continue
        for on, event in known.events(mention.slug):
            if on > until or (mention.key, event) in told:
                continue
            cue = _cue(sentence.folded, "told", event) if not _STATES.search(sentence.folded) else None
            if cue is None and on >= since:
                cue = _cue(sentence.folded, "news", event)
            if cue is not None:
                told.add((mention.key, event))
                yield _fact(place, sentence, event, None, (sentence.start + cue[0], sentence.start + cue[1]))


def _standings(reading: Reading, places: Sequence[_Place], known: Known, published: str | None) -> Iterator[Fact]:
    """The standing of the firms of which nothing is said."""
    said = {reading.mentions[fact.mention].key for fact in reading.facts}
    owners = {
        reading.mentions[place.mention].key for place in places
        if _owns(reading.mentions[place.mention], reading.sentences[place.sentence])
    }  # fmt: skip
    best: dict[str, tuple[int, int, Role, _Place]] = {}
    for place in places:
        mention = reading.mentions[place.mention]
        if mention.key in said or mention.key in owners:
            continue
        if _is_idle(mention, reading.sentences[place.sentence]):
            continue
        of_stablecoins = _STABLECOIN.search(reading.sentences[0].folded) is not None
        for far, above in enumerate(_above(reading, place.sentence, _REACH)):
            of_stablecoins = of_stablecoins or _STABLECOIN.search(above.folded) is not None
            may_be = known.roles(mention.slug, published, of_stablecoins)
            if far > 1:
                may_be -= {Role.UNLICENSED}
            role = next((r for r in _SPECIFIC if r in may_be and _cue(above.folded, "role", r) is not None), None)
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
    place: _Place, sentence: SentenceSpan, event: Event | None, role: Role | None, cue: tuple[int, int]
) -> Fact:
    return Fact(place.mention, event, role, place.sentence, cue, sentence.start, sentence.end, _GAP)


def _spoken_of(reading: Reading, number: int, event: Event, reach: int) -> bool:
    return any(_cue(one.folded, "event", event) is not None for one in _above(reading, number, reach))


def _above(reading: Reading, number: int, reach: int) -> Iterator[SentenceSpan]:
    """A sentence and those before it, nearest first; the title stands before the text."""
    for n in range(number, max(number - reach, 0) - 1, -1):
        if not reading.sentences[n].elsewhere:
            yield reading.sentences[n]


def _cue(folded: str, about: str, kind: Event | Role) -> tuple[int, int] | None:
    cues = _cues("zh" if CHINESE.search(folded) else "en", about, kind.value)
    found = cues.first(folded) if cues else None
    return None if found is None else (found.start, found.end)


@cache
def _cues(language: str, about: str, kind: str) -> Cues | None:
    words = vocabulary("implied")[language][about].get(kind)
    return Cues({kind: words}, latin=language == "en") if words else None


def _is_idle(mention: Mention, sentence: SentenceSpan) -> bool:
    """Whether a sentence tells nothing of how a firm stands: it points to another story, asks, or says what is hoped."""
    start = mention.start - sentence.start
    begin = max(sentence.folded.rfind(sign, 0, start) for sign in ",;:") + 1
    clause = _CLAUSE.match(sentence.folded, start)
    end = clause.end() if clause else len(sentence.folded)
    return bool(_POINTS_ELSEWHERE.search(sentence.folded) or _HOPED_FOR.search(sentence.folded, begin, end))


def _owns(mention: Mention, sentence: SentenceSpan) -> bool:
    """Whether a name only says whose firm another is."""
    before, after = _owner_signs(CHINESE.search(sentence.folded) is not None)
    start, end = mention.start - sentence.start, mention.end - sentence.start
    return before.search(sentence.folded, 0, start) is not None or after.match(sentence.folded, end) is not None


@cache
def _owner_signs(chinese: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = vocabulary("implied")["owner"]
    language = "zh" if chinese else "en"
    before, after = ("|".join(map(re.escape, words[f"{language}_{side}"])) for side in ("before", "after"))
    if chinese:
        return re.compile(rf"(?:{before})$"), re.compile(rf"(?:{after})")
    between = r"(?: (?:the|a|an|its|local|hong kong's|online|broker|brokerage|group|company|bank|exchange|giant|operator))*"
    names = r"(?: [a-z.]+(?: [a-z.]+)? and| [a-z.]+,)?"
    return re.compile(rf"\b(?:{before}){between}{names}(?: the)? $"), re.compile(rf"(?:{after})\b|'s? (?=[a-z.]+)")


def _years(reading: Reading) -> dict[int, int]:
    return years_of_months(sentence.folded for sentence in reading.sentences)
