"""Numbers of firms in an English sentence: a number, what is counted, and the words that say which firms they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.taggers.count_clauses_en import clause_start, end_of_clause, until_clause_end
from ingest.taggers.counted_en import countable, counted_words, head_of, is_part_of
from ingest.taggers.cues import Cue, Cues, vocabulary
from ingest.taggers.hopes_en import hopes, is_only_hoped_for
from ingest.taggers.linked_counts_en import goes_on, is_of_another_place, is_of_clients, is_of_the_same
from ingest.taggers.numbers_en import read_english
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity
from ingest.taggers.tokens_en import Token
from licensing.model import CountCategory

_MOST_LICENSED = 150  # in this field; more are brokers or corporations of any kind
STRONG = ("withdrawn", "deemed", "in_principle", "sandbox", "unlicensed")  # more than licensed
_CLAIMED = re.compile(r"\b(?:falsely|claim(?:s|ed|ing)? to|purport\w*|pos(?:ed|ing) as|pretend\w*)\b")
_LICENSES = re.compile(  # "licensed three platforms that had applied", "granted 11 licences, returned five"
    r"(?:licensed|approved|cleared|granted|issued|rejected|refused|returned|turned down) (?:only |just |a total of )?"
)
_OF_THE = (" of the ", " of those ", " of these ")
_HOPEFULS = ("hopefuls", "aspirants", "bidders", "contenders", "candidates")
_OF_THE_NEXT = re.compile(  # "received 36 applications and approved two"
    r"\b(?:and|but|then)(?: has| have| had)?(?: so far)?"
    r" (?:approved|licensed|granted|rejected|refused|returned|cleared)$"
)
_OF_MONEY = re.compile(r"\W+(?:their |the |users' )?(?:money|funds?|coins|assets|crypto|cash|tokens|deposits)\b")
_NOT = re.compile(r"\b(?:not|never|without|yet to be|no longer|lack|lacks|lacking)\b(?: \w+)? ?$")
_OF_APPLICATIONS = ("received", "held", "holds", "hold", "got", "issued")  # of applications: by the regulator
_PART_OF = re.compile(
    r"\b(?:half|third|quarter|most|some|many|several|few|majority|number|handful|one) of (?:the |these |its )?$"
)
_OF_THEM = re.compile(r"(?:^|[.;:,—\"“] ?)(?:out )?of (?:the |these |those |its )?(?:total )?$")
_ADJOINS = re.compile(  # no verb between a noun and what is said of it
    r" (?:in the (?:[a-z0-9'’-]+ ){0,2})?(?:(?:it|they|he|currently|now|already) )?"
)
_GETS = frozenset(
    "get gets win wins secure secures obtain obtains receive receives land lands bag bags clinch earn earned scored "  # noqa: SIM905
    "landed clinched bagged nabbed gained".split()
)
_HOLDS = frozenset("issued issues gave handed received hold holds holding held awarded granted grants".split())  # noqa: SIM905
_A_LICENCE = re.compile(r"licen[cs]e|permit|approval|\bnod\b|green light|go-ahead|permission|uplift|upgrade|clearance")
_OF_ANY_LICENCE = ("corporations", "banks")  # the SFC licenses thousands
_OF_THE_FIELD = re.compile(r"virtual|crypto|digital|token|coin|platform|exchange|web3")
_GIVEN_TO = re.compile(
    r"(?:licen[cs]es?|approvals?|permits?|principle|permission|the nod|the green light) to (?:another |the )?$"
)
_TAKEN_OFF = re.compile(r"\b(?:taken|came|come|struck|dropped|removed|deleted) (?:off|from)\b")
_SOME_OF_THEM = re.compile(r"\b(?:most|some|many|half|several|a few|part|none) of (?:which|whom|them)\b")
_TO_HAVE = re.compile(r"(?: to the [a-z]+| in hong kong)? to (?:have|be) ")
_TO_DO_SO = re.compile(r" (?:[a-z-]+ ){1,3}to (?:have |be )?$")
_NONE_OF = re.compile(r"none of (?:the |these )?$")


class Counted(NamedTuple):
    """A number of firms. Offsets are those of the sentence."""

    quantity: Quantity
    category: CountCategory
    start: int
    end: int


@lru_cache(SENTENCES_KEPT)
def english_counts(folded: str, about_firms: bool, listed: str | None = None) -> tuple[Counted, ...]:
    """Every number of firms with a category, in order.

    about_firms: what stands before has counted firms already. listed: the category of the list spoken of, if any.
    """
    tokens, quantities = read_english(folded)
    numbers = countable(folded, tokens, quantities)
    found: list[Counted] = []
    row: list[tuple[Quantity, int]] = []  # of "41 brokers, 37 advisers and": what befell them stands behind the last
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        whole = following if following is not None and is_part_of(folded, number, following) else None
        head = head_of(tokens, whole or number, about_firms or bool(found))
        if found and found[-1].quantity is numbers[place - 1] and is_of_the_same(folded, numbers[place - 1], number):
            found.append(Counted(number, found[-1].category, number.start, number.end))
            continue
        if head is None or is_of_clients(folded, number) or is_of_another_place(folded, number, tokens[head].end):
            continue
        begin = numbers[place - 1].end if place else 0
        after = place + (2 if whole else 1)  # "thirteen of the 24 that applied have left"
        end = numbers[after].start if after < len(numbers) else len(folded)
        if whole is not None:
            category = _category_of_a_part(folded, tokens, number, head, end)
        else:
            part = bool(place) and is_part_of(folded, numbers[place - 1], number)
            category = _category(folded, tokens, number, head, begin, end, part)
        if category is None and listed:
            category = CountCategory(listed)
        if category is not None:
            found += (Counted(each, category, each.start, until) for each, until in row)
            found.append(Counted(number, category, number.start, end_of_clause(folded, tokens, head, end)))
            row = []
        elif following is not None and whole is None and goes_on(folded, tokens[head].end, following):
            row.append((number, tokens[head].end))
        else:
            row = []
    return tuple(found)


def _category(
    folded: str, tokens: Sequence[Token], number: Quantity, head: int, begin: int, end: int, has_part: bool
) -> CountCategory | None:
    words, cues = counted_words(), _cues()
    noun, head_end = tokens[head].text, tokens[head].end
    right = until_clause_end(folded, head_end, end)
    if _OF_THEM.search(folded, max(number.start - 16, 0), number.start):
        comma = folded.find(",", head_end, right)
        right = comma if comma > 0 else right  # "Of the 18 in the queue, some will be deemed licensed"
    own = cues.find(folded, number.end, head_end)
    after = [
        cue
        for cue in cues.find(folded, head_end, right)
        if not (cue.kind == "withdrawn" and _OF_MONEY.match(folded, cue.end))
        and not _NOT.search(folded, head_end, cue.start)
        and not _SOME_OF_THEM.search(folded, head_end, cue.start)
        and not (cue.end >= end - 1 and _OF_THE_NEXT.search(folded, head_end, cue.end))
    ]
    before = cues.find(folded, clause_start(folded, begin, number.start), number.start)
    if has_part or _PART_OF.search(folded, max(number.start - 24, 0), number.start):
        after = _of_the_whole(folded, tokens, head, after)
    given = before and (
        _GIVEN_TO.search(folded, max(number.start - 40, 0), number.start)
        or _LICENSES.fullmatch(folded, before[-1].start, number.start)
    )
    if given and before[-1].kind in ("licensed", "in_principle", "withdrawn"):
        told: Cue | None = before[-1]  # "granted licences to four operators under a process for those deemed licensed"
    elif after and head + 1 < len(tokens) and tokens[head + 1].text in ("that", "which", "who"):
        told = after[0]
    else:
        told = _chosen(own, after, before, noun in words.applications)
        if told in own and folded.startswith(_OF_THE, number.end):
            told = None  # "five of the applicants have an office": some of them
    return _in_earnest(folded, told, number, noun, right)


def _in_earnest(folded: str, told: Cue | None, number: Quantity, noun: str, right: int) -> CountCategory | None:
    """The category that a cue gives a number of such firms; None where it is only hoped for, or of something else."""
    words = counted_words()
    if told is None:
        return CountCategory.APPLICANTS if noun in words.applications or noun in _HOPEFULS else None
    if told.kind == "withdrawn" and folded.endswith(("leaving ", "leaves "), 0, number.start):
        return CountCategory.APPLICANTS  # "eight have dropped out, leaving 20"
    if is_only_hoped_for(folded, told, number, right) and told.kind != "interested":
        return None
    cue = folded[told.start : told.end]
    if cue in _GETS and not _A_LICENCE.search(folded, told.end, told.end + 50):
        return None
    around = (max(told.start - 60, 0), told.end + 60)
    if cue in _HOLDS and noun not in words.applications and not _A_LICENCE.search(folded, *around):
        return None  # "issued a statement that touches three groups", "the page holds nearly 15 platforms"
    if told.kind == "licensed" and _CLAIMED.search(folded, min(number.end, told.start), told.start):
        return None  # "two sites that falsely claimed to have been approved"
    if told.kind == "licensed" and noun in words.applications and folded[told.start : told.end] in _OF_APPLICATIONS:
        return CountCategory.APPLICANTS
    if told.kind != "licensed" and _NONE_OF.search(folded, max(number.start - 16, 0), number.start):
        return None  # "none of the four has applied"
    if number.value == 1 and told.kind not in ("licensed", "in_principle"):
        return None
    weak = told.kind not in ("licensed", "deemed")
    if number.ordinal and weak and not _TO_DO_SO.match(folded, number.end, told.start):
        return None  # "the fifth applicant to withdraw" counts
    if noun in words.licences and (
        told.kind not in ("licensed", "in_principle", "withdrawn")
        or hopes(folded)
        or folded[told.start : told.end] in ("upgraded", "uplifted")
    ):
        return None
    if told.kind == "licensed" and _NONE_OF.search(folded, max(number.start - 16, 0), number.start):
        return CountCategory.APPLICANTS if noun.startswith("applica") else CountCategory.UNLICENSED
    if told.kind == "unlicensed" and _TAKEN_OFF.search(folded, number.end, told.start):
        return None  # "three platforms were taken off the alert list"
    of_any = noun in _OF_ANY_LICENCE or number.value > _MOST_LICENSED
    if told.kind == "licensed" and of_any and not _OF_THE_FIELD.search(folded):
        return None
    return CountCategory(told.kind)


def _category_of_a_part(
    folded: str, tokens: Sequence[Token], number: Quantity, head: int, end: int
) -> CountCategory | None:
    """Of "thirteen of the 24 that applied have left": what is said behind the whole, not of the whole."""
    start = tokens[head].end
    cues = _cues().find(folded, start, until_clause_end(folded, start, end))
    if head + 1 < len(tokens) and tokens[head + 1].text in ("that", "which", "who"):
        cues = cues[1:]
    told = next((cue for cue in cues if cue.kind in STRONG), cues[0] if cues else None)
    if told is None or is_only_hoped_for(folded, told, number, end) or _NOT.search(folded, start, told.start):
        return None
    return CountCategory(told.kind)


def _of_the_whole(folded: str, tokens: Sequence[Token], head: int, after: list[Cue]) -> list[Cue]:
    """What is said of all: "some of the eleven exchanges it deems licensed"; not "half of the 24 have withdrawn"."""
    end = tokens[head].end
    if head + 1 < len(tokens) and tokens[head + 1].text in ("that", "which", "who"):
        return after
    if _TO_HAVE.match(folded, end):
        return after  # "one of four applicants to have withdrawn"
    adjoining = [cue for cue in after if _ADJOINS.fullmatch(folded, end, cue.start)][:1]
    return [cue for cue in adjoining if not folded.startswith(("were ", "was ", "have ", "been "), cue.start)]


def _chosen(own: Sequence[Cue], after: Sequence[Cue], before: Sequence[Cue], applications: bool) -> Cue | None:
    """The cue that says most: a strong one of its own or after it, else the first after it, else before it."""
    for cues in (own, after):
        strong = next((cue for cue in cues if cue.kind in STRONG), None)
        if strong:
            return strong
    weak = [cue for cue in own if cue.kind == "licensed" or cue.kind == "interested"]
    if weak:
        return weak[0]
    others = [cue for cue in after if not (applications and cue.kind == "applicants")]
    if others:
        return others[0]
    if own:
        return own[0]
    strong = next((cue for cue in reversed(before) if cue.kind in STRONG), None)
    return strong or (before[-1] if before else None)


@lru_cache(SENTENCES_KEPT)
def firm_nouns(folded: str) -> bool:
    """Whether a sentence speaks of firms at all: numbers alone in the next one may then be of them."""
    return _firm_nouns().first(folded) is not None


@cache
def _cues() -> Cues:
    return Cues(vocabulary("counts")["en"]["cues"], latin=True)


@cache
def _firm_nouns() -> Cues:
    words = counted_words()
    return Cues({"firm": words.nouns | words.singular}, latin=True)
