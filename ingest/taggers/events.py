"""Events of an article: one row per firm and event, reported as having happened, with the day the text gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.taggers.dates import Day, find_days, years_of_months
from ingest.taggers.facts import located
from ingest.taggers.lexicon import CHINESE
from ingest.taggers.reading import Fact, Reading, SentenceSpan
from licensing.model import Event, ReportedEvent, Span
from licensing.text import fold

_HOLDS_A_LICENCE_ALREADY = re.compile(
    r"(?<!digital )securities|broker|\bbank\b|asset management|fund|futu|webull|ibkr|cmb|boci|guotai"
    r"|tf international|chinaamc|bosera|harvest|(?<!数字)证券|银行|国际|基金|资产管理|富途|盈透|老虎"
)
_SAID_ON = re.compile(
    r"(?:said|says|announced|confirmed|disclosed|revealed|statement)\s(?:in a statement )?(?:on |late )?\Z"
)
_AHEAD = re.compile(  # what makes a day one still to come
    r"\b(?:expect|hope|plan|will|would|aim|deadline|ahead|to (?:halt|stop|cease|close|end|shut))"
    r"|\b(?:by|until|before)\s(?:the\s)?(?:end|early|late|mid)?(?:\sof\s|-)?\s?\Z|将[于在]?|拟于?|预计|计划"
)
_OF_ANOTHER = re.compile(  # what makes a day that of another event: "the third after X in 2020"
    r", while |\bonly to\b| and [^,;]+ followed\b|\b(?:after|following) (?!(?:an?|the|its|their|two|three|four|six"
    r"|months|weeks|years|nearly|almost|more|having|being|it|they|\d+)\b)[a-z0-9. ]{2,40}\Z"
)
_ARE_DEEMED = re.compile(r"\b(?:is|are)(?: [a-z]+){0,2} [\"“']?deemed")
_CAME_TO_BE_DEEMED = re.compile(
    r"\b(?:transition(?:al)?|grace)(?: period)? (?:has |had |is )?(?:ended|ends|expired|closed|over|lapsed)"
    r"|deemed[^.;]{0,30} (?:from|since|as of|on) "
)
_NEVER_APPLIED = re.compile(
    r"\b(?:will|would|did|has|had|have)(?: not|n't| never) (?:appl(?:y|ied) for|fil(?:e|ed) an|submit(?:ted)? an|seek"
    r"|sought) "
)
_AN_APPLICATION = re.compile(r"\b(?:application|bid|papers|paperwork|filing)s?\b|申请")
_NEAR = 30  # characters between a day and the verb behind it
_STABLECOIN = re.compile(r"stablecoin|hkma|monetary authority|稳定币|金管局")


def find_events(reading: Reading, texts: dict[str, str], published: str | None) -> tuple[ReportedEvent, ...]:
    """Rows in order of the text. texts: field -> text as given, for the quotes."""
    days = _Days(reading, published)
    of_licences = {reading.mentions[f.mention].key for f in reading.facts if f.event is not Event.CEASED}
    best: dict[tuple[str, Event], tuple[Fact, str | None]] = {}
    for fact in reading.facts:
        mention = reading.mentions[fact.mention]
        if fact.event is None:
            continue
        if fact.event is Event.CEASED and mention.slug is None and mention.key not in of_licences:
            continue  # that a firm which no licence is known of has closed is no news of licences
        event = _kind(fact, reading)
        key = (reading.mentions[fact.mention].key, event)
        on = days.of(fact)
        if event is Event.DEEMED and on is None and _is_no_news(fact, reading):
            continue
        known = best.get(key)
        if known is None or (on is not None and (known[1] is None or len(on) > len(known[1]))):
            best[key] = (fact, on)
    _drop_what_an_upgrade_says_twice(best, reading)
    _drop_withdrawals_of_those_who_never_applied(best, reading)
    return tuple(_row(reading, texts, key[1], fact, on) for key, (fact, on) in best.items())


def _is_no_news(fact: Fact, reading: Reading) -> bool:
    """Whether "X is deemed licensed" only says how things stand: no sentence tells when that came about."""
    sentence = reading.sentences[fact.sentence].folded
    if _ARE_DEEMED.search(sentence) is None:
        return False
    return not any(_CAME_TO_BE_DEEMED.search(other.folded) for other in reading.sentences)


def _row(reading: Reading, texts: dict[str, str], event: Event, fact: Fact, on: str | None) -> ReportedEvent:
    mention = reading.mentions[fact.mention]
    field = reading.sentences[fact.sentence].field
    span = Span(field, fact.start, fact.end, texts[field][fact.start : fact.end])
    return ReportedEvent(mention.slug, mention.name, event, on, span)


def _kind(fact: Fact, reading: Reading) -> Event:
    """The event, a licence of a broker, bank or fund manager being read as the widening of the one it has."""
    assert fact.event is not None
    if fact.event is not Event.LICENSED:
        return fact.event
    mention = reading.mentions[fact.mention]
    if not _holds_a_licence_already(mention.slug, mention.name):
        return fact.event
    sentence = reading.sentences[fact.sentence].folded
    of_stablecoins = _STABLECOIN.search(sentence) or _STABLECOIN.search(reading.sentences[0].folded)
    return fact.event if of_stablecoins else Event.UPLIFTED


@lru_cache(maxsize=4096)
def _holds_a_licence_already(slug: str | None, name: str) -> bool:
    """Whether a firm's name says that it is a broker, bank or fund manager."""
    words = f"{(slug or '').replace('-', ' ')} {fold(name)}"
    return _HOLDS_A_LICENCE_ALREADY.search(words) is not None


def _drop_what_an_upgrade_says_twice(best: dict[tuple[str, Event], tuple[Fact, str | None]], reading: Reading) -> None:
    """ "HashKey wins licence" in the title of an article on its upgrade is the upgrade, unless another day is given."""
    upgrades: set[tuple[int, tuple[int, int]]] = set()
    for key in [key for key in best if key[1] is Event.LICENSED]:
        upgrade = best.get((key[0], Event.UPLIFTED))
        if upgrade is not None and best[key][1] in (None, upgrade[1]):
            del best[key]
            upgrades |= {
                (fact.sentence, fact.cue) for fact in reading.facts
                if fact.event is Event.LICENSED and reading.mentions[fact.mention].key == key[0]
            }  # fmt: skip
    for key in [key for key in best if key[1] is Event.LICENSED]:
        fact, on = best[key]
        if (fact.sentence, fact.cue) in upgrades:
            del best[key]
            best[key[0], Event.UPLIFTED] = fact, on


def _drop_withdrawals_of_those_who_never_applied(
    best: dict[tuple[str, Event], tuple[Fact, str | None]], reading: Reading
) -> None:
    """ "X bows out" in the title of an article in which "X will not apply" is no withdrawal of an application."""
    withdrawn = [
        key for key in best
        if key[1] is Event.WITHDRAWN
        and not _AN_APPLICATION.search(reading.sentences[best[key][0].sentence].folded)
    ]  # fmt: skip
    if not withdrawn:
        return
    never = {
        reading.mentions[n].key for n, number in located(reading)
        if _NEVER_APPLIED.search(reading.sentences[number].folded)
    }  # fmt: skip
    for key in withdrawn:
        if key[0] in never:
            del best[key]


class _Days:
    """The date expressions of each sentence, read when they are asked for."""

    def __init__(self, reading: Reading, published: str | None) -> None:
        self._sentences = reading.sentences
        self._published = published
        self._cues = reading.verbs
        self._found: dict[int, list[Day]] = {}
        self._years: dict[int, int] | None = None

    def of(self, fact: Fact) -> str | None:
        """The day given to an event: the nearest date between the cues beside it, what follows before what precedes."""
        expressions = self._in(fact.sentence)
        if not expressions:
            return None
        sentence = self._sentences[fact.sentence]
        cues = self._cues.get(fact.sentence, ())
        left = max((end for start, end in cues if end <= fact.cue[0]), default=sentence.start)
        right = min((start for start, _ in cues if start >= fact.cue[1]), default=sentence.end)
        days = [day for day in expressions if not self._is_parted(day, fact, sentence, (left, right))]
        after = [day for day in days if fact.cue[1] <= day.start + sentence.start < right]
        before = [day for day in days if left <= day.start + sentence.start < fact.cue[0]]
        chosen = _nearest(after, before, fact, sentence)
        return chosen.on if chosen else None

    @staticmethod
    def _is_parted(day: Day, fact: Fact, sentence: SentenceSpan, verbs: tuple[int, int]) -> bool:
        """Whether a date is another clause's: behind a semicolon, or straight after the verb before this one.

        verbs: where the verb before ends, and the next begins.
        """
        left, right = verbs
        start, end = fact.cue[0] - sentence.start, fact.cue[1] - sentence.start
        between = sentence.folded[end : day.start] if day.start >= end else sentence.folded[day.end : start]
        if day.start >= end and fact.event is not Event.DEEMED and between.endswith(("since ", "since")):
            return True  # "its first new licence since June"
        if ";" in between or (day.start >= end and (_AHEAD.search(between) or _OF_ANOTHER.search(between))):
            return True
        chinese = CHINESE.search(sentence.folded) is not None
        if chinese and day.start >= end and "," in between:
            stop = sentence.folded.find(",", day.end)
            return right - sentence.start < (stop if stop >= 0 else len(sentence.folded))  # 撤回申請，5月1日停運
        if day.end > start or chinese:
            return False
        if left > sentence.start and not re.search(r"[,;]", sentence.folded[left - sentence.start : day.start]):
            return True
        near = start - day.end <= _NEAR and "," not in between
        return not (day.start <= _NEAR // 2 or near or _SAID_ON.search(sentence.folded, 0, day.start))

    def _in(self, number: int) -> list[Day]:
        if number not in self._found:
            sentence = self._sentences[number]
            self._found[number] = find_days(
                sentence.folded, self._published, bool(CHINESE.search(sentence.folded)), self._years_of_months
            )
        return self._found[number]

    def _years_of_months(self) -> dict[int, int]:
        if self._years is None:
            self._years = years_of_months(sentence.folded for sentence in self._sentences)
        return self._years


def _nearest(after: Sequence[Day], before: Sequence[Day], fact: Fact, sentence: SentenceSpan) -> Day | None:
    if CHINESE.search(sentence.folded):
        return (
            before[-1] if before else after[0] if after and after[0].start + sentence.start - fact.cue[1] < 20 else None
        )
    return after[0] if after else before[-1] if before else None
