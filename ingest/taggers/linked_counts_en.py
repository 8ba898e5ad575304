"""English numbers of firms that do not say themselves which firms they count: the number or the list before does."""

from __future__ import annotations

import re

from ingest.taggers.cues import vocabulary
from ingest.taggers.quantities import Quantity

_MONTHS = "|".join(vocabulary("counts")["en"]["months"])
_A_TIME = (
    r"(?: since| so far| to date| in all| altogether| (?:this|last|in the past) (?:year|month|week|quarter)"
    r"| a (?:year|month)| (?:at|by) the (?:end|start)| when | before\b| earlier\b|[.,;)]|$"
    rf"| (?:in|by|at|on) (?:(?:early|mid|late)[ -])?(?:{_MONTHS}|20\d\d)\b)"
)
_AND_OF_ANOTHER_TIME = re.compile(r"[^.;:]*(?:\band|,)(?: then)? (?:a further |another |a total of )?")
_TIME = re.compile(rf"(?: more| others?)?{_A_TIME}")
_COMPARED = re.compile(r"[^.;:]*[ ,(](?:up from|down from|against|compared (?:with|to)|versus) (?:only |just )?")
_FROM_TO = re.compile(r" to (?:only |just )?")  # "fell from 24 to 17"
_BRINGS = re.compile(
    r"[^.;:]* (?:bringing|taking|lifting|pushing|raising) (?:the|its|their|this year['’]s)(?: [a-z]+)?"
    r" (?:list|total|tally|number|count) to "
)
_NEXT_IN_LINE = (", ", " and ", ", and ")  # "41 brokers, 37 advisers and 40 managers"
_SERVES = re.compile(
    r"\b(?:advis(?:es|ed|ing|er to)|represent(?:s|ed|ing)?|act(?:s|ed|ing)? for|work(?:s|ed|ing)? (?:for|with|on)"
    r"|assist(?:s|ed|ing)?|counsel to|serv(?:es|ed|ing)|banks|audit(?:s|ed|ing)?|on behalf of|applied for"
    r"|(?:keeps?|kept|stores?|stored|places?|placed) [a-z' ]{1,20} with|handled|guided|accounts (?:at|with)"
    r"|invest(?:s|ed|ing)? in|stakes? in|sp(?:oke|eaks?|oken) (?:to|with)|interviewed|surveyed|polled|insur(?:es|ed)"
    r"|covers|fined|sued|reprimanded|(?<!gone )(?<!going )(?<!went )(?<!go )through|via"
    r"|(?:staff|work|clients|assets|coins|money|deposits) (?:at|with|on)) (?:the )?$"
)
_SERVED = re.compile(
    r"(?: [a-z-]+){1,5} (?:that |which |whom )?(?:our|my|this|his|her|their) (?:practice|firm|team|office|clients?)"
    r" (?:has |have |had )?(?:handled|worked|advis|filed|dealt|represent|help)"
)

_LISTS = {
    "unlicensed": r"suspicious|alert|warning|black ?list|unlicensed",
    "withdrawn": r"returned|refused|withdrawn|withdrew",
    "deemed": r"deemed",
    "applicants": r"applicant|application",
    "licensed": r"licensed|licensee|licen[cs]e-holder",
}
_FEW = 6  # more than these do not speak to a reporter
_SPEAK = re.compile(
    r"(?: of the| of those)?(?: [a-z-]+){0,3}"
    r" (?:applicants|exchanges|platforms|firms|companies|brokers|operators|licensees)(?: in hong kong)?"
    r" (?:told|said|say|declined|argued?|complained?|have sued|did not (?:answer|respond|reply))\b"
)
_PLACES = (
    r"(?:singapore|dubai|abu dhabi|the uae|the emirates|japan|taiwan|south korea|the european union|the eu|malta"
    r"|britain|the uk|the united states|the us|switzerland|australia|thailand|macau|bermuda|the philippines"
    r"|bahrain|gibraltar)"
)
_ELSEWHERE_HAS = re.compile(
    rf"\b{_PLACES}(?:['’]s)?(?: (?:regulator|mas|vara|fsa|has|have|had|already|now|so far|licensed|approved|granted"
    r"|issued|counts|only|just|its|lists)){0,4} $"
)
_IN_ANOTHER = re.compile(rf"(?: licensed| registered| approved)? in {_PLACES}\b")
_NAME = r"(?:list|register|roster|roll|page)"
_A_LIST = re.compile(r"\b(?:list(?:ed)?|alert|register|roster|roll|page|blacklist)\b")
_ON_THE_LIST = re.compile(
    rf"\b(?:on|onto|to|in) (?:it|(?:the|that|this|its|the same)(?: suspicious| alert| public)? {_NAME})\b"
    r"|\b(?:that|this|which|it) (?:takes?|brings?|took|brought) (?:the|its|this year['’]s)"
    r" (?:tally|total|count|number)\b"
    rf"|\bthe (?:{_NAME}|tally) (?:has |had |now |then )*"
    r"(?:grown?|grew|runs?|ran|numbers|counts|stands?|stood|rises?|rose|risen)\b"
)
_SOME_ON_IT = re.compile(rf"\b{_NAME} (?:are|were|have|come|belong)\b(?! (?:been )?(?:added|put|placed))")
_KINDS = {kind: re.compile(rf"\b(?:{words})") for kind, words in _LISTS.items()}


def is_of_the_same(folded: str, before: Quantity, number: Quantity) -> bool:
    """Whether a bare number counts what the one before it does: "28 platforms this year and 39 since 2020"."""
    between = folded[before.end : number.at]
    if _FROM_TO.fullmatch(between) and folded.endswith("from ", 0, before.at):
        return True
    if _BRINGS.fullmatch(between):
        return True
    if not _TIME.match(folded, number.end):
        return False
    return _AND_OF_ANOTHER_TIME.fullmatch(between) is not None or _COMPARED.fullmatch(between) is not None


def goes_on(folded: str, head_end: int, following: Quantity) -> bool:
    """Whether what is counted stands in a row with the next: "41 brokers, 37 advisers and 40 fund managers have …"."""
    return folded[head_end : following.start] in _NEXT_IN_LINE


def list_named(folded: str) -> str | None:
    """The category of the firms of the list that a sentence names; None: it names none, or several."""
    if _A_LIST.search(folded) is None:
        return None
    kinds = [kind for kind, words in _KINDS.items() if words.search(folded)]
    if "withdrawn" in kinds or "deemed" in kinds:
        kinds = [kind for kind in kinds if kind in ("withdrawn", "deemed")]  # applications that were returned
    return kinds[0] if len(kinds) == 1 else None


def is_of_the_list(folded: str) -> bool:
    """Whether a sentence speaks of a list that the one before has named: "there are six names on the list"."""
    return _ON_THE_LIST.search(folded) is not None and _SOME_ON_IT.search(folded) is None


def is_of_clients(folded: str, number: Quantity) -> bool:
    """Whether the firms are only those whom somebody serves: "a lawyer who advises two of the applicants"."""
    if _SERVES.search(folded, max(number.start - 40, 0), number.start):
        return True
    if number.value <= _FEW and _SPEAK.match(folded, number.end):
        return True
    return _SERVED.match(folded, number.end) is not None


def is_of_another_place(folded: str, number: Quantity, head_end: int) -> bool:
    """ "Dubai has 40 licensed firms, Hong Kong 11", "36 licensed firms in Singapore"."""
    before = _ELSEWHERE_HAS.search(folded, max(number.start - 60, 0), number.start)
    return before is not None or _IN_ANOTHER.match(folded, head_end) is not None
