"""Numbers of firms in an English sentence: a number, what is counted, and the words that say which firms they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.taggers.count_clauses_en import clause_start, end_of_clause, until_clause_end
from ingest.taggers.cues import Cue, Cues, vocabulary
from ingest.taggers.numbers_en import read_english
from ingest.taggers.quantities import SENTENCES_KEPT, Quantity
from ingest.taggers.tokens_en import Token
from licensing.model import CountCategory

MOST_MODIFIERS = 8  # tokens between a number and what it counts
MOST_FIRMS = 2000  # no article counts more firms than that in this field
STRONG = ("withdrawn", "deemed", "in_principle", "sandbox", "unlicensed")  # more than licensed
_OF_MONEY = re.compile(r"\W+(?:their |the |users' )?(?:money|funds?|coins|assets|crypto|cash|tokens|deposits)\b")
_NOT = re.compile(r"\b(?:not|never|without|yet to be|no longer|lack|lacks|lacking)\b(?: \w+)? ?$")
_OF_APPLICATIONS = ("received", "held", "holds", "hold", "got", "issued")  # of applications: by the regulator
_TO = ("to", "at", "is", "was", "of", "reached", "stands", "totalled")
_PART_OF = re.compile(
    r"\b(?:half|third|quarter|most|some|many|several|few|majority|number|handful|one) of (?:the |these |its )?$"
)
_OF_THEM = re.compile(r"(?:^|[.;:,—\"“] ?)(?:out )?of (?:the |these |those |its )?(?:total )?$")
_MAY_NOW = re.compile(r"(?:may|can|are free to|make)\b")
_IF = re.compile(r"\b(?:if|once|unless|when|until|only after)\b")
_ADJOINS = re.compile(r" (?:(?:it|they|he|currently|now|already) )?")  # no verb between a noun and what is said of it
_GETS = frozenset(
    "get gets win wins secure secures obtain obtains receive receives land lands bag bags clinch earn earned scored "  # noqa: SIM905
    "landed clinched bagged nabbed gained".split()
)
_A_LICENCE = re.compile(r"licen[cs]e|permit|approval|\bnod\b|green light|go-ahead|permission|uplift|upgrade|clearance")
_NONE_OF = re.compile(r"none of (?:the |these )?$")


class Counted(NamedTuple):
    """A number of firms. Offsets are those of the sentence."""

    quantity: Quantity
    category: CountCategory
    start: int
    end: int


class _Words(NamedTuple):
    nouns: frozenset[str]
    singular: frozenset[str]
    licences: frozenset[str]
    applications: frozenset[str]
    never: frozenset[str]
    modifiers: frozenset[str]
    not_after: frozenset[str]
    bare_after: frozenset[str]
    totals: frozenset[str]
    modal: frozenset[str]
    months: frozenset[str]


@lru_cache(SENTENCES_KEPT)
def english_counts(folded: str, about_firms: bool) -> tuple[Counted, ...]:
    """Every number of firms with a category, in order. about_firms: what stands before has counted firms already."""
    tokens, quantities = read_english(folded)
    numbers = [q for q in quantities if q.currency is None and 1 < q.value <= MOST_FIRMS and not _is_day(tokens, q)]
    found: list[Counted] = []
    for place, number in enumerate(numbers):
        head = _head(tokens, number, about_firms or bool(found))
        if head is None:
            continue
        begin = numbers[place - 1].end if place else 0
        end = numbers[place + 1].start if place + 1 < len(numbers) else len(folded)
        category = _category(folded, tokens, number, head, begin, end)
        if category is not None:
            found.append(Counted(number, category, number.start, end_of_clause(folded, tokens, head, end)))
    return tuple(found)


def _head(tokens: Sequence[Token], number: Quantity, about_firms: bool) -> int | None:
    """Place of the token that says what is counted (the number's own last where nothing follows); None: no firms."""
    words = _words()
    last = None
    for place in range(number.last, min(number.last + MOST_MODIFIERS, len(tokens))):
        text = tokens[place].text
        if text == "to" and tokens[place - 1].text == "-":
            continue  # deemed-to-be-licensed
        if text in ("-", "“", "”", '"', "'", "’s", "'s", "/") or (text in words.modifiers and text not in words.nouns):
            if text in words.singular:
                last = place
            continue
        if text in words.nouns or text in words.singular:
            last = place
            continue
        break
    if last is None:
        return _bare(tokens, number, about_firms)
    head, after = tokens[last].text, tokens[last + 1].text if last + 1 < len(tokens) else ""
    if after in words.not_after or head in words.never:
        return None
    if number.ordinal and tokens[number.last].text == "of":
        return None  # a fifth of the licensees
    if head in words.nouns or number.ordinal or number.value == 1:
        return last
    return None


def _is_day(tokens: Sequence[Token], number: Quantity) -> bool:
    """Whether the number is a day of a month: "May 13", "13 May"; but "in May six exchanges" counts."""
    if tokens[number.first].kind != "num" or number.value > 31:
        return False
    around = {tokens[place].text for place in (number.first - 1, number.last) if 0 <= place < len(tokens)}
    return bool(around & _words().months)


def _bare(tokens: Sequence[Token], number: Quantity, about_firms: bool) -> int | None:
    """A number alone: "takes the total to 12", "23 said they plan to", "11 of which are deemed"."""
    words = _words()
    before = [token.text for token in tokens[max(number.first - 10, 0) : number.first]]
    after = tokens[number.last].text if number.last < len(tokens) else ""
    counted_before = bool(words.totals.intersection(before)) and before[-1:] and before[-1] in _TO
    if number.ordinal:
        return None
    if before[-1:] and before[-1] in ("leaving", "leaves", "makes", "making") and about_firms:
        return number.last - 1
    if counted_before and (
        about_firms or any(text in words.nouns or text in ("licensed", "approved") for text in before)
    ):
        return number.last - 1
    compared = before[-2:] in (["down", "from"], ["up", "from"], ["rose", "to"], ["fell", "to"], ["out", "of"])
    if about_firms and (after in words.bare_after or compared):
        return number.last - 1
    return None


def _category(
    folded: str, tokens: Sequence[Token], number: Quantity, head: int, begin: int, end: int
) -> CountCategory | None:
    words, cues = _words(), _cues()
    noun, head_end = tokens[head].text, tokens[head].end
    right = until_clause_end(folded, head_end, end)
    if _OF_THEM.search(folded, max(number.start - 16, 0), number.start):
        comma = folded.find(",", head_end, right)
        right = comma if comma > 0 else right  # "Of the 18 in the queue, some will be deemed licensed"
    own = cues.find(folded, number.end, head_end)
    after = [
        cue
        for cue in cues.find(folded, head_end, right)
        if not _OF_MONEY.match(folded, cue.end) and not _NOT.search(folded, head_end, cue.start)
    ]
    before = cues.find(folded, clause_start(folded, begin, number.start), number.start)
    if _PART_OF.search(folded, max(number.start - 24, 0), number.start):
        after = _of_the_whole(folded, tokens, head, after)
    if head + 1 < len(tokens) and tokens[head + 1].text in ("that", "which", "who") and after:
        told: Cue | None = after[0]
    else:
        told = _chosen(own, after, before, noun in words.applications)
    if told is None:
        return CountCategory.APPLICANTS if noun in words.applications or noun.startswith("applicant") else None
    if _only_hoped_for(folded, told, number, right) and told.kind != "interested":
        return None
    if folded[told.start : told.end] in _GETS and not _A_LICENCE.search(folded, told.end, told.end + 50):
        return None
    if told.kind == "licensed" and noun in words.applications and folded[told.start : told.end] in _OF_APPLICATIONS:
        return CountCategory.APPLICANTS
    if number.ordinal and told.kind not in ("licensed", "deemed"):
        return None
    if noun in words.licences and (
        told.kind not in ("licensed", "in_principle", "withdrawn")
        or _hopes(folded)
        or folded[told.start : told.end] in ("upgraded", "uplifted")
    ):
        return None
    if told.kind == "licensed" and _NONE_OF.search(folded, max(number.start - 16, 0), number.start):
        return CountCategory.UNLICENSED
    return CountCategory(told.kind)


def _of_the_whole(folded: str, tokens: Sequence[Token], head: int, after: list[Cue]) -> list[Cue]:
    """What is said of all: "some of the eleven exchanges it deems licensed"; not "half of the 24 have withdrawn"."""
    end = tokens[head].end
    if head + 1 < len(tokens) and tokens[head + 1].text in ("that", "which", "who"):
        return after
    return [cue for cue in after if _ADJOINS.fullmatch(folded, end, cue.start)][:1]


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


def _only_hoped_for(folded: str, told: Cue, number: Quantity, right: int) -> bool:
    """Whether what the cue says is only hoped for, expected or possible."""
    words = _words().modal
    if told.kind == "licensed" and _MAY_NOW.match(folded, told.start):  # "40 firms may now offer trading"
        if _IF.search(folded, told.end, right):
            return True
        told = told._replace(end=told.start) if told.start >= number.end else told._replace(start=told.end)
    span = folded[min(number.start, told.start) : max(told.end, number.end)] if told.start < right else ""
    lead = folded[max(number.start - 40, 0) : number.start]
    return any(word in words for word in span.replace(",", " ").split()) or any(
        word in ("expected", "expects", "likely", "hopes", "estimate", "predict", "forecast") for word in lead.split()
    )


def _hopes(folded: str) -> bool:
    return not _words().modal.isdisjoint(folded.replace(",", " ").split())


@lru_cache(SENTENCES_KEPT)
def firm_nouns(folded: str) -> bool:
    """Whether a sentence speaks of firms at all: numbers alone in the next one may then be of them."""
    return _firm_nouns().first(folded) is not None


@cache
def _words() -> _Words:
    en = vocabulary("counts")["en"]
    names = (
        "nouns",
        "singular",
        "licence_nouns",
        "application_nouns",
        "never",
        "modifiers",
        "not_heads_after",
        "bare_after",
        "totals",
        "modal",
        "months",
    )
    return _Words(*(frozenset(en[name]) for name in names))


@cache
def _cues() -> Cues:
    return Cues(vocabulary("counts")["en"]["cues"], latin=True)


@cache
def _firm_nouns() -> Cues:
    words = _words()
    return Cues({"firm": words.nouns | words.singular}, latin=True)
