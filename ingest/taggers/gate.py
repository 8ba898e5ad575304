"""Which sentences need not be read: cheap tests that are never wrong about a "no"."""

from __future__ import annotations

import re
from functools import cache

from ingest.taggers.facts import SentenceSpan
from ingest.taggers.hints import Hint, other_places
from ingest.taggers.lexicon import as_pattern

_STANDS_FOR_A_FIRM = re.compile(
    r"(?<![a-z])(?:the (?:[a-z]+ ){0,2}(?:company|firm|exchange|platform|operator|bank|broker(?:age)?|lender|group"
    r"|venture|issuer|giant|fintech|startup|bourse|unit|subsidiary|affiliate|entity|business|manager|applicant|two|pair|duo|trio"
    r"|three|companies|firms|exchanges)|both|its?|they|trading|services)(?![a-z])"
    r"|该(?:公司|平台|交易所|机构|集团|行)|[其它]|公司|[两二三双]?(?:家|间|者|方)"
)
_ALERTS = re.compile(
    r"suspicious|suspect (?:crypto|virtual|platform|exchange|site|website)|\brogue\b"
    r"|alert list|warning list|unlicen[cs]ed|blacklist|unregulated platform"
)
_TELLS, _TELLS_NEW = int(Hint.TELLS), int(Hint.TELLS_NEW)
_MAY_STAND, _ALERT, _PLACE = int(Hint.STANDS_FOR_A_FIRM), int(Hint.ALERT), int(Hint.PLACE)


def may_stand_for_a_firm(sentence: SentenceSpan) -> bool:
    """Whether a sentence has a word like "the company", and one that tells something."""
    return (
        sentence.hints & _TELLS != 0
        and (sentence.hints & _MAY_STAND != 0 or not sentence.folded.isascii())
        and _STANDS_FOR_A_FIRM.search(sentence.folded) is not None
    )


def speaks_of_alerts(sentence: SentenceSpan) -> bool:
    """Whether a sentence speaks of suspicious platforms, or of a list of them."""
    return sentence.hints & _ALERT != 0 and _ALERTS.search(sentence.folded) is not None


def tells(sentence: SentenceSpan) -> bool:
    """Whether a sentence has a word that can tell an event or a standing: cheap, and never wrong about a "no"."""
    return sentence.hints & _TELLS != 0


def names_another_place(sentence: SentenceSpan) -> bool:
    """Whether a sentence names a place other than Hong Kong at all."""
    return sentence.hints & _PLACE != 0


def may_tell_of_new_firms(sentence: SentenceSpan) -> bool:
    """Whether a sentence has a word that is told of firms outside the reference: fewer words than ``tells`` has."""
    return sentence.hints & _TELLS_NEW != 0


_HOME = re.compile(r"hong kong|\bsfc\b|hkma|\bhk\b|\bcity|香港|本港|在港|证监会|(?<!新加坡)金管局")
_CLAUSE_SIGNS = ",;:。；(（\n"


def is_of_another_place(folded: str, start: int, end: int) -> bool:
    """Whether the clause of a word says that its fact is of another place: "licensed in Dubai", 獲新加坡發牌.

    Finer than the sentence's own place: one sentence may speak of several.
    """
    if _places()[1].match(folded, end) is not None:
        return True  # "gets Singapore licence as Hong Kong bid stalls"
    while start and folded[start - 1] not in _CLAUSE_SIGNS:
        start -= 1
    while end < len(folded) and folded[end] not in _CLAUSE_SIGNS:
        end += 1
    return _HOME.search(folded, start, end) is None and _places()[0].search(folded, start, end) is not None


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of other places: as where something is done; as that of the licence behind a verb."""
    words = other_places()
    latin = as_pattern(sorted({word for word in words if word.isascii() and len(word) > 2}))
    chinese = as_pattern(sorted({word for word in words if not word.isascii()}))
    done_there = rf"\b(?:in|from|by|of|under|at)\s(?:the\s|both\s)?(?:{latin})\b|\b(?:{latin})'s"
    arms = r"(?:unit|arm|affiliate|subsidiary|entity|branch|business|division|operations?|office|platform|regulators?)"
    done_there = rf"{done_there}|\b(?:{latin})\s{arms}\b"
    word = r"(?:(?!hong\b|licen)[a-z'-]+\s)"
    return (
        re.compile(rf"{done_there}|(?:{chinese})(?!公司|企业|背景|交易所|总部|用户)"),
        re.compile(rf"\s{word}{{0,3}}?(?:{latin})(?:'s)?\s{word}{{0,3}}?(?:licen[cs]e|permit|approval|nod\b|registration)"),
    )
