"""Which kinds of words a sentence holds, found in one pass; a family of rules is asked only where its words stand.

A hint is never wrong about a "no". The words are those the rules themselves are made of, so that none can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntFlag
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import ahocorasick

from ingest.taggers.counted_en import counted_words
from ingest.taggers.cues import vocabulary
from ingest.taggers.numbers_zh import money_words as chinese_money
from ingest.taggers.numerals_en import words_en
from ingest.taggers.topics import topic_words
from licensing.text import fold


class Hint(IntFlag):
    """What a word of the sentence is a hint of; several at once."""

    TELLS = 1  # an event or a standing
    TELLS_NEW = 2  # the same, of firms not known before
    STANDS_FOR_A_FIRM = 4  # "the company", "both"; in English
    ALERT = 8
    NUMBER = 16  # an English number word, or a digit where the sentence may count or price something
    FIRMS = 32  # what an English number may count
    COUNTED = 64  # which of them an English number counts
    MONEY = 128
    MONEY_ZH = 256
    COST = 512  # what a sum is spent on or held for
    PLACE = 1024  # a place other than Hong Kong


# Beginnings of the words that can tell an event or a standing; a sentence with none of them need not be read.
_TELL = (
    "appl fil submi lodg licen permi approv nod green go authori clear accredit withdr pull retract back bow walk "
    "drop abandon scrap gav giv rescind shelv exit quit left leav depart retreat return refus reject turn revok "
    "strip suspen ceas stop halt shut clos wound wind delist discontin end warn caution alert flag suspicious "
    "blacklist regist unlic unreg named put place add sandbox deem upgrad uplift expand allow retail queu seek "
    "sought await vying hold held asked race regulated becam becom join candidat contender hopeful review process "
    "same follow so bid ditch axe nix dump call jettison sign said wav rubber okay threw thrown made makes making "
    "pass cross enjoy rogue suspect "
)
# Beginnings of those that are told of firms not known before.
_TELL_OF_NEW = (
    "appl licen approv withdr warn alert suspicious deem refus reject revok register sandbox flag fil submit upgrad "
    "uplift unlic unregist names named add obtain receiv pulled suspen grant allow permit cleared greenl"
)
_STAND_FOR_A_FIRM = (
    "company firm exchange platform operator bank broker brokerage lender group venture issuer giant fintech startup "
    "bourse unit subsidiary affiliate entity business manager applicant two pair duo trio three companies firms "
    "exchanges both it its they trading services"
)
_ALERTS = (
    "suspicious", "suspect ", "rogue", "alert list", "warning list", "unlicen", "blacklist", "unregulated platform",
)  # fmt: skip
_OWN_COSTS = ("penalty", "capital", "fee", "professional", "operating")
_TELL_OF_NEW_ZH = re.compile("[牌申撤退拒警疑名沙批]")  # all of them tell something
_TELL_ZH = re.compile("[申牌撤退拒驳批准吊警疑名沙表停关闭止线视升持登许无冒照选弃清防]")
_TELLS, _TELLS_NEW, _OF_NUMBERS = int(Hint.TELLS), int(Hint.TELLS_NEW), int(Hint.COUNTED | Hint.MONEY)
_DIGIT, _NUMBER = re.compile("[0-9]"), int(Hint.NUMBER)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


class _Word(NamedTuple):
    length: int
    latin: bool  # begins with a letter, and must not stand inside a word
    begins: int  # hints of whatever begins so
    whole: int  # hints of the word alone


def hints_of(folded: str) -> int:
    """The hints (bits of ``Hint``) of a folded sentence."""
    hints, size = 0, len(folded)
    for last, (length, latin, begins, whole) in _automaton().iter(folded):
        if latin:
            start = last + 1 - length
            if start and folded[start - 1] in _LETTERS:
                continue
            if whole and (last + 1 == size or folded[last + 1] not in _LETTERS):
                hints |= whole
        hints |= begins
    if hints & _OF_NUMBERS and not hints & _NUMBER and _DIGIT.search(folded):
        hints |= _NUMBER
    if not folded.isascii():
        if _TELL_OF_NEW_ZH.search(folded):
            hints |= _TELLS | _TELLS_NEW
        elif not hints & _TELLS and _TELL_ZH.search(folded):
            hints |= _TELLS
    return hints


def _listed() -> Iterator[tuple[Hint, Iterable[str]]]:
    """Hint and its words; "*" lets a word go on."""
    yield Hint.TELLS, (f"{word}*" for word in _TELL.split())
    yield Hint.TELLS_NEW, (f"{word}*" for word in _TELL_OF_NEW.split())
    yield Hint.STANDS_FOR_A_FIRM, _STAND_FOR_A_FIRM.split()
    yield Hint.ALERT, (f"{word}*" for word in _ALERTS)
    numbers, counted = words_en(), counted_words()
    spelled = {*numbers.units, *numbers.many, *numbers.ordinals, *numbers.groups, *numbers.scales}
    yield Hint.NUMBER, (word for word in spelled if len(word) > 1)  # "m" stands behind a number only
    yield Hint.FIRMS, {*counted.nouns, *counted.singular, "licensed", "approved"}
    yield Hint.COUNTED, {*counted.applications, "applicant*"}
    yield Hint.COUNTED, (word for listed in vocabulary("counts")["en"]["cues"].values() for word in listed)
    yield Hint.MONEY, {max(words.split(), key=len) for words in (*numbers.money_before, *numbers.money_after)}
    yield Hint.MONEY_ZH, chinese_money()
    yield Hint.PLACE, _other_places()
    for language in ("en", "zh"):
        costs = vocabulary("costs")[language]
        yield Hint.COST, (word for kind in _OWN_COSTS for word in costs["kinds"][kind])
        yield Hint.COST, costs["spending"]


def _other_places() -> Iterator[str]:
    """Names of other places and of their regulators, or what longer names begin with; with blanks and with hyphens."""
    for word in other_places():
        if not word.isascii():
            yield word
        elif len(word) > 2:
            yield from ("".join(signs) + "*" for signs in product(*(" -" if sign == " " else sign for sign in word)))


@cache
def other_places() -> tuple[str, ...]:
    """Names of places other than Hong Kong, and of their regulators, folded."""
    return tuple(fold(word.strip("=*")) for word in topic_words()["elsewhere"])


@cache
def _automaton() -> Any:
    words: dict[str, _Word] = {}
    for hint, listed in _listed():
        for spelling in listed:
            plain = spelling.rstrip("*")
            latin = plain[0] in _LETTERS
            known = words.get(plain) or _Word(len(plain), latin, 0, 0)
            if latin and plain == spelling and plain[-1] in _LETTERS:
                words[plain] = known._replace(whole=known.whole | int(hint))
            else:
                words[plain] = known._replace(begins=known.begins | int(hint))
    built = ahocorasick.Automaton()
    for plain, word in words.items():
        built.add_word(plain, tuple(word))
    built.make_automaton()
    return built
