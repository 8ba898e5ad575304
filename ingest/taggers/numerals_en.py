"""One number of an English sentence as written in digits or words, with its scale and its currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ingest.taggers.quantities import PLAIN, decimal_of, number_words
from ingest.taggers.tokens_en import Token, english_words

_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th"))
_NOT_A_NUMBER_BEFORE = frozenset(
    "type types cap no section article schedule chapter tier part phase rule § # paragraph appendix page top".split()  # noqa: SIM905
)
_VAGUE = frozenset(("several", "few", "couple"))


class Atom(NamedTuple):
    """One number: its value, the tokens it takes, the scale word within it (1: none), what currency it bears."""

    value: Decimal
    first: int
    last: int
    scale: int
    currency: str | None
    vague: bool = False
    ordinal: bool = False


class Words(NamedTuple):
    units: dict[str, int]
    scales: dict[str, int]
    many: dict[str, int]
    groups: dict[str, int]
    ordinals: dict[str, int]
    before: dict[str, str]
    after: dict[str, str]
    money_before: dict[str, str]
    money_after: dict[str, str]
    starts: frozenset[str]
    money_starts: frozenset[str]  # first or last words of the above, to look before searching
    money_after_starts: frozenset[str]
    before_ends: frozenset[str]
    after_starts: frozenset[str]


def atom_at(tokens: Sequence[Token], i: int) -> Atom | None:
    words = words_en()
    start, currency = i, None
    if tokens[i].text in words.money_starts:
        for size in (2, 1):
            phrase = " ".join([token.text for token in tokens[i : i + size]])
            if phrase in words.money_before and i + size < len(tokens):
                currency = words.money_before[phrase]
                i += size
                break
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "num":
        found = _numeric(tokens, i, currency is not None)
    else:
        found = _spelled(tokens, i)
    if found is None or (currency and found.ordinal):
        return None
    last = found.last
    if currency is None and not found.ordinal:
        currency, last = _currency_after(tokens, last)
    return found._replace(first=start, last=last, currency=currency)


def _numeric(tokens: Sequence[Token], i: int, money: bool) -> Atom | None:
    token = tokens[i]
    before = tokens[i - 1] if i else None
    if before is not None and not money:
        if before.end == token.start and (before.kind in ("word", "num") or before.text in ("/", ":", ".", "@", "'")):
            return None
        named = tokens[i - 2] if before.text == "." and i > 1 else before  # "Cap. 615"
        if named.text in _NOT_A_NUMBER_BEFORE:
            return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    scaled = after is not None and (after.text in words_en().scales or after.text in ("-", "–"))
    value = decimal_of(token.text, money and not scaled)  # "2.974m" is no 2,974
    if value is None:
        return None
    j, ordinal = i + 1, False
    factor = 1
    glued = after is not None and after.start == token.end
    if (
        after is not None
        and after.text in ("-", "–")
        and j + 1 < len(tokens)
        and tokens[j + 1].text in ("million", "billion")
    ):
        hyphened = words_en().scales[tokens[j + 1].text]
        return Atom(value * hyphened, i, j + 2, hyphened, None)
    if after is not None and after.kind == "word":
        scale = words_en().scales.get(after.text)
        if scale and (glued or len(after.text) > 1 or money) and after.text not in ("score", "dozen"):
            value, j, factor = value * scale, j + 1, scale
        elif glued and after.text in _ORDINAL_ENDS:
            ordinal, j = True, j + 1
        elif glued:
            return None
    elif after is not None and after.text in ("%", "/", ":", "°") and glued:
        return None
    if not money and factor == 1 and not ordinal and _is_year(token.text):
        return None
    if not money and " ".join([t.text for t in tokens[j : j + 2]]).startswith(("percent", "per cent")):
        return None
    return Atom(value, i, j, factor, None, ordinal=ordinal)


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and "1990" <= digits <= "2049"


def _spelled(tokens: Sequence[Token], i: int) -> Atom | None:
    words = words_en()
    text = tokens[i].text
    if text in words.ordinals:
        return Atom(Decimal(words.ordinals[text]), i, i + 1, 1, None, ordinal=True)
    if text in words.many:
        return _many(tokens, i)
    if text in ("a", "an", "half", *_VAGUE):
        return _with_article(tokens, i)
    if text in words.groups:
        return None
    return _cardinal(tokens, i)


def _many(tokens: Sequence[Token], i: int) -> Atom:
    """ "dozens", "tens of millions", "hundreds of thousands": the smallest such number."""
    words = words_en()
    value, j = Decimal(words.many[tokens[i].text]), i + 1
    while j + 1 < len(tokens) and tokens[j].text == "of" and tokens[j + 1].text in words.many and value < 10**12:
        value *= words.many[tokens[j + 1].text]
        j += 2
    if j < len(tokens) and tokens[j].text == "of":
        j += 1
    return Atom(value, i, j, int(value), None, vague=True)


def _with_article(tokens: Sequence[Token], i: int) -> Atom | None:
    """ "a dozen", "half a million", "a few hundred", "several million", "a pair of"."""
    words = words_en()
    factor, vague, j = Decimal(1), False, i
    if tokens[j].text == "half":
        factor, j = Decimal("0.5"), j + 1
    if j < len(tokens) and tokens[j].text in ("a", "an"):
        j += 1
    if j < len(tokens) and tokens[j].text in _VAGUE:
        vague, j = True, j + 1
        if j < len(tokens) and tokens[j].text in ("of", "more"):
            j += 1
    if j >= len(tokens) or j == i:
        return None
    text = tokens[j].text
    if text in words.groups and j + 1 < len(tokens) and tokens[j + 1].text == "of":
        return Atom(Decimal(words.groups[text]), i, j + 2, 1, None)
    if (
        text not in words.scales
        or len(text) < 5
        or (text == "score" and tokens[j + 1 : j + 2] and tokens[j + 1].text != "of")
    ):
        return None
    value = factor * words.scales[text]
    j += 1
    while j < len(tokens) and tokens[j].text in ("million", "billion", "thousand") and value < 10**12:
        value *= words.scales[tokens[j].text]
        j += 1
    return Atom(value, i, j, int(value), None, vague=vague)


def _cardinal(tokens: Sequence[Token], i: int) -> Atom | None:
    """ "twenty-four", "one hundred and twenty", "two dozen", "five million"."""
    words = words_en()
    if tokens[i].text not in words.units:
        return None
    total, part, j = Decimal(0), Decimal(words.units[tokens[i].text]), i + 1
    scaled, scale = False, 1
    while j < len(tokens):
        text = tokens[j].text
        following = tokens[j + 1].text if j + 1 < len(tokens) else ""
        if text in ("-", "and") and following in words.units and (part >= 20 or scaled) and (text == "-" or scaled):
            if text == "-" and not (part % 10 == 0 and 20 <= part % 100 <= 90 and words.units[following] < 10):
                break
            part, j = part + words.units[following], j + 2
        elif text in words.units and part % 10 == 0 and 20 <= part % 100 <= 90 and words.units[text] < 10:
            part, j = part + words.units[text], j + 1
        elif text in words.units and scaled and part == 0:
            part, j = Decimal(words.units[text]), j + 1
        elif text == "hundred" or text == "dozen" or (text == "score" and part < 10):
            part, j, scaled = part * words.scales[text], j + 1, text == "hundred"
        elif text in words.scales and len(text) > 3 and part < 10**6:
            total, part, scale = total + part * words.scales[text], Decimal(0), words.scales[text]
            j, scaled = j + 1, True
        else:
            break
    return Atom(total + part, i, j, scale, None)


def _currency_after(tokens: Sequence[Token], i: int) -> tuple[str | None, int]:
    known = words_en().money_after
    skip = 1 if i < len(tokens) and tokens[i].text == "-" else 0
    if i + skip >= len(tokens) or tokens[i + skip].text not in words_en().money_after_starts:
        return None, i
    for size in (3, 2, 1):
        end = i + skip + size
        phrase = " ".join([token.text for token in tokens[i + skip : end]])
        if phrase in known and end <= len(tokens):
            return known[phrase], end
    return None, i


@cache
def words_en() -> Words:
    data = number_words()
    english, money = data["en"], data["currencies"]
    before = {
        word: code for code, found in money["before"].items() for word in found if word.isascii() or len(word) == 1
    }
    after = {
        " ".join(t.text for t in english_words(word)): code
        for code, found in money["after"].items()
        for word in found
        if word.isascii()
    }
    before |= dict.fromkeys(money["plain_before"], PLAIN)
    after |= {word: PLAIN for word in money["plain_after"] if word.isascii()}
    starts = {
        *english["units"],
        *english["many"],
        *english["ordinals"],
        "a",
        "an",
        "half",
        *_VAGUE,
        *(word.split()[0] for word in before),
    }
    said_before = _phrases(english["before"])
    said_after = _phrases(english["after"])
    return Words(
        english["units"], english["scales"], english["many"], english["groups"], english["ordinals"],
        said_before, said_after, before, after, frozenset(starts),
        frozenset(word.split()[0] for word in before), frozenset(word.split()[0] for word in after),
        frozenset(word.split()[-1] for word in said_before), frozenset(word.split()[0] for word in said_after),
    )  # fmt: skip


def _phrases(listed: dict[str, list[str]]) -> dict[str, str]:
    """Phrase, its tokens parted by spaces -> what it is."""
    return {
        " ".join(token.text for token in english_words(word)): kind for kind, found in listed.items() for word in found
    }
