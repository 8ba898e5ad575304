"""Which sentences need not be read: cheap tests that are never wrong about a "no"."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from ingest.taggers.lexicon import VOCABULARY, as_pattern
from licensing.text import fold

_REMEMBERED = 8192  # sentences: news repeat one another
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
# Beginnings of the words that can tell an event or a standing; a sentence with none of them need not be read.
_BEGINNINGS = (
    "appl fil submi lodg licen permi approv nod green go authori clear accredit withdr pull retract back bow walk "
    "drop abandon scrap gav giv rescind shelv exit quit left leav depart retreat return refus reject turn revok "
    "strip suspen ceas stop halt shut clos wound wind delist discontin end warn caution alert flag suspicious "
    "blacklist regist unlic unreg named put place add sandbox deem upgrad uplift expand allow retail queu seek "
    "sought await vying hold held asked race regulated becam becom join candidat contender hopeful review process "
    "same follow so bid ditch axe nix dump call jettison sign said wav rubber okay threw thrown made makes making "
    "pass cross enjoy rogue suspect "
)
_TELLS = re.compile(rf"(?<![a-z]){as_pattern(_BEGINNINGS.split())}")
# Beginnings of those that are told of firms not known before.
_OF_NEW_FIRMS = (
    "appl licen approv withdr warn alert suspicious deem refus reject revok register sandbox flag fil submit upgrad "
    "uplift unlic unregist names named add obtain receiv pulled suspen grant allow permit cleared greenl"
)
_TELLS_OF_NEW_FIRMS = re.compile(rf"(?<![a-z]){as_pattern(_OF_NEW_FIRMS.split())}|[牌申撤退拒警疑名沙]")
_TELLS_ZH = re.compile("[申牌撤退拒驳批准吊警疑名沙表停关闭止线视升持登许无冒照选弃清防]")


@lru_cache(maxsize=_REMEMBERED)
def may_stand_for_a_firm(folded: str) -> bool:
    """Whether a sentence has a word like "the company", and one that tells something."""
    return _STANDS_FOR_A_FIRM.search(folded) is not None and tells(folded)


@lru_cache(maxsize=_REMEMBERED)
def speaks_of_alerts(folded: str) -> bool:
    """Whether a sentence speaks of suspicious platforms, or of a list of them."""
    return _ALERTS.search(folded) is not None


@lru_cache(maxsize=_REMEMBERED)
def tells(folded: str) -> bool:
    """Whether a sentence has a word that can tell an event or a standing: cheap, and never wrong about a "no"."""
    return _TELLS.search(folded) is not None or _TELLS_ZH.search(folded) is not None


_HOME = re.compile(r"hong kong|\bsfc\b|hkma|\bhk\b|\bcity|香港|本港|在港|证监会|(?<!新加坡)金管局")
_CLAUSE_SIGNS = ",;:。；(（\n"


@lru_cache(maxsize=_REMEMBERED)
def may_tell_of_new_firms(folded: str) -> bool:
    """Whether a sentence has a word that is told of firms outside the reference: fewer words than ``tells`` has."""
    return _TELLS_OF_NEW_FIRMS.search(folded) is not None


@lru_cache(maxsize=_REMEMBERED)
def names_another_place(folded: str) -> bool:
    """Whether a sentence names a place other than Hong Kong at all."""
    return _places()[0].search(folded) is not None


def is_of_another_place(folded: str, start: int, end: int) -> bool:
    """Whether the clause of a word says that its fact is of another place: "licensed in Dubai", 獲新加坡發牌.

    Finer than the sentence's own place: one sentence may speak of several.
    """
    if _places()[2].match(folded, end) is not None:
        return True  # "gets Singapore licence as Hong Kong bid stalls"
    while start and folded[start - 1] not in _CLAUSE_SIGNS:
        start -= 1
    while end < len(folded) and folded[end] not in _CLAUSE_SIGNS:
        end += 1
    return _HOME.search(folded, start, end) is None and _places()[1].search(folded, start, end) is not None


@cache
def other_places() -> tuple[str, ...]:
    """Names of places other than Hong Kong, and of their regulators, folded."""
    with (VOCABULARY / "topics.toml").open("rb") as file:
        return tuple(fold(word.strip("=*")) for word in tomllib.load(file)["elsewhere"])


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Names of other places: anywhere; as where something is done; as that of the licence behind a verb."""
    words = other_places()
    latin = as_pattern(sorted({word for word in words if word.isascii() and len(word) > 2}))
    chinese = "|".join(sorted({word for word in words if not word.isascii()}, key=lambda word: (-len(word), word)))
    done_there = rf"\b(?:in|from|by|of|under|at)\s(?:the\s|both\s)?(?:{latin})\b|\b(?:{latin})'s"
    arms = r"(?:unit|arm|affiliate|subsidiary|entity|branch|business|division|operations?|office|platform|regulators?)"
    done_there = rf"{done_there}|\b(?:{latin})\s{arms}\b"
    word = r"(?:(?!hong\b|licen)[a-z'-]+\s)"
    return (
        re.compile(rf"(?<![a-z])(?:{latin})|{chinese}"),
        re.compile(rf"{done_there}|(?:{chinese})(?!公司|企业|背景|交易所|总部|用户)"),
        re.compile(rf"\s{word}{{0,3}}?(?:{latin})(?:'s)?\s{word}{{0,3}}?(?:licen[cs]e|permit|approval|nod\b|registration)"),
    )
