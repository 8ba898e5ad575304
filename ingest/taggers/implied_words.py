"""The words around a firm that imply a standing or an event of it, and those that take it back.

vocabulary/implied.toml has the words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ingest.taggers.cues import Cues, vocabulary
from ingest.taggers.facts import SentenceSpan
from ingest.taggers.lexicon import CHINESE
from ingest.taggers.mentions import Mention
from licensing.model import Event, Role

_STATES = re.compile(
    r"\b(?:only|so far|remain\w*|still|at present|currently|already|fully|other than|besides|in all|altogether)\b"
    r"|目前|现有|仅|只有|现时|已有"
)
_POINTS_ELSEWHERE = re.compile(r"^\W*(?:related|read more|see also|also read|相关|延伸阅读)\b|\?\W*$")
_HOPED_FOR = re.compile(
    r"\b(?:could|may|might|would|likely|expect\w*|hop(?:es?|ing)|plan\w*|prepar\w*|consider\w*|think\w*|stud(?:y|ies|ying)"
    r"|shortlist\w*|intend\w*|rumou?r\w*|tip(?:s|ped)|(?:is|are) to)\b(?! not)|拟|计划|考虑|有望|预计|筹备"
)
_OF_THE_REGIME = re.compile(r"\b(?:until|deadline|transition\w*|grace|window)\b|过渡期|宽限|截止|截至")
_BESIDE = re.compile(r"\b(?:after|through|via|following|like|unlike|than|besides) $|[继除]$")
_CLAUSE = re.compile(r"[^,;:]*")
_STABLECOIN = re.compile(r"stablecoin|hkma|monetary authority|稳定币|金管局")


@lru_cache(maxsize=4096)
def cue(folded: str, about: str, kind: Event | Role) -> tuple[int, int] | None:
    """Where the first word that goes with a role or event stands in a sentence.

    about: "role", or of events "event" (goes with a day), "news" (of a fresh one), "told" (enough by itself).
    """
    cues = _cues("zh" if CHINESE.search(folded) else "en", about, kind.value)
    found = cues.first(folded) if cues else None
    return None if found is None else (found.start, found.end)


@cache
def _cues(language: str, about: str, kind: str) -> Cues | None:
    words = vocabulary("implied")[language][about].get(kind)
    return Cues({kind: words}, latin=language == "en") if words else None


def is_idle(mention: Mention, sentence: SentenceSpan) -> bool:
    """Whether a sentence tells nothing of how a firm stands: it asks, hopes, or points to another story."""
    start = mention.start - sentence.start
    begin = max(sentence.folded.rfind(sign, 0, start) for sign in ",;:") + 1
    clause = _CLAUSE.match(sentence.folded, start)
    end = clause.end() if clause else len(sentence.folded)
    return bool(_POINTS_ELSEWHERE.search(sentence.folded) or _HOPED_FOR.search(sentence.folded, begin, end))


def is_owner(mention: Mention, sentence: SentenceSpan) -> bool:
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
    between = (
        r"(?: (?:the|a|an|its|local|hong kong's|online|broker|brokerage|group|company|bank|exchange|giant|operator))*"
    )
    names = r"(?: [a-z.]+(?: [a-z.]+)? and| [a-z.]+,)?"
    return re.compile(rf"\b(?:{before}){between}{names}(?: the)? $"), re.compile(rf"(?:{after})\b|'s? (?=[a-z.]+)")


def set_beside(mention: Mention, sentence: SentenceSpan) -> bool:
    """Whether a firm is only what another is set beside: "the third after OSL"."""
    return _BESIDE.search(sentence.folded, 0, mention.start - sentence.start) is not None


def tells_a_state(folded: str) -> bool:
    """Whether a sentence tells how things stand, not what happened: "only two have obtained a licence so far"."""
    return _STATES.search(folded) is not None


def of_the_regime(folded: str) -> bool:
    """Whether the days of a sentence may be those of the regime: "until the transition ends on May 31"."""
    return _OF_THE_REGIME.search(folded) is not None


def of_stablecoins(folded: str) -> bool:
    """Whether a sentence speaks of the licences of stablecoin issuers."""
    return _STABLECOIN.search(folded) is not None
