"""Numbers and sums of an English sentence, with all that qualifies them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ingest.taggers.quantities import PLAIN, Quantity, bounds, decimal_of, number_words, whole
from licensing.model import Qualifier

_TOKEN = re.compile(
    r"""
    (?P<num>\d+(?:,\d+)*(?:\.\d+)?)
    | (?P<sign>(?:hk|us|u\.s\.|sg|s|au|a|ca|c|nt|nz|mop|r)?\$|[€£¥₩₹])
    | (?P<word>[a-z]+(?:'[a-z]+)?)
    | (?P<mark>>=|<=|[^\s\w*\\_`])
    """,
    re.VERBOSE,
)
_DASHES = ("-", "–", "—", "~")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th"))
_NOT_A_NUMBER_BEFORE = frozenset("type types cap no section article schedule chapter tier part phase rule § # article paragraph appendix page top".split())
_VAGUE = frozenset(("several", "few", "couple"))


class Token(NamedTuple):
    """A word, number, currency sign or punctuation mark of a folded sentence; kind: word, num, sign or mark."""

    text: str
    start: int
    end: int
    kind: str


class _Atom(NamedTuple):
    """One number: its value, the tokens it takes, the scale word within it (1: none), what currency it bears."""

    value: Decimal
    first: int
    last: int
    scale: int
    currency: str | None
    vague: bool = False
    ordinal: bool = False


class _Words(NamedTuple):
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


def english_words(folded: str) -> tuple[Token, ...]:
    """The tokens of a folded sentence; marks of Markdown are left out."""
    return tuple(Token(m.group(), m.start(), m.end(), m.lastgroup or "") for m in _TOKEN.finditer(folded))


def english_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Numbers and sums in order. Percentages, years, times, multiples and numbers of laws are none."""
    starts = _words().starts
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        quantity = _at(tokens, i) if token.kind in ("num", "sign") or token.text in starts else None
        if quantity is None:
            i += 1
        else:
            found.append(quantity)
            i = quantity.last
    return found


def _at(tokens: Sequence[Token], i: int) -> Quantity | None:
    one = _atom(tokens, i)
    if one is None:
        return None
    first, qualifier = _before(tokens, i)
    two = None if one.ordinal else _second(tokens, one, qualifier)
    last = (two or one).last
    after, end = _after(tokens, last)
    if two is not None:
        low, high, kind = whole(_lower_end(one, two)), whole(two.value), Qualifier.RANGE
        currency = one.currency or two.currency
    else:
        kind = _qualifier(one, qualifier, after)
        number = whole(one.value)
        if number is None:
            return None
        low, high = bounds(number, kind)
        currency = one.currency
    if low is None and high is None:
        return None
    last = end if after is not None else last
    return Quantity(
        tokens[first].start, tokens[last - 1].end, tokens[i].start, tokens[(two or one).last - 1].end,
        low, high, kind, currency, one.ordinal, i, last,
    )  # fmt: skip


def _qualifier(one: _Atom, before: str | None, after: str | None) -> Qualifier:
    if one.vague:
        return Qualifier.VAGUE
    said = before if before not in (None, "range") else after
    return Qualifier(said) if said else Qualifier.EXACT


def _before(tokens: Sequence[Token], i: int) -> tuple[int, str | None]:
    """(first token with the qualifier, qualifier) of what stands straight before token ``i``."""
    known = _words().before
    stop = i
    if stop and tokens[stop - 1].text in ("another", "other", "further"):
        stop -= 1
    for size in range(min(5, stop), 0, -1):
        phrase = " ".join([token.text for token in tokens[stop - size : stop]])
        if phrase in known:
            return stop - size, known[phrase]
    return i, None


def _after(tokens: Sequence[Token], last: int) -> tuple[str | None, int]:
    known = _words().after
    skip = 1 if last < len(tokens) and tokens[last].text in _DASHES else 0
    for size in (3, 2, 1):
        end = last + skip + size
        if end <= len(tokens):
            phrase = " ".join([token.text for token in tokens[last + skip : end]])
            if phrase in known and not (phrase == "+" and end < len(tokens) and tokens[end].kind in ("num", "sign")):
                if phrase.endswith(" up") and end < len(tokens) and tokens[end].text == "to":
                    continue  # "HK$5 million and up to seven years"
                if phrase != "minimum" and not (phrase == "+" and tokens[last].start > tokens[last - 1].end):
                    return known[phrase], end
    return None, last


def _second(tokens: Sequence[Token], one: _Atom, before: str | None) -> _Atom | None:
    """The upper end of a range that the number begins, with scale and currency shared; None: it begins none."""
    i = one.last
    if i >= len(tokens) - 1:
        return None
    link = tokens[i].text
    if not (link in _DASHES or link in ("to", "or") or (link == "and" and before == "range")):
        return None
    two = _atom(tokens, i + 1)
    if two is None or two.ordinal or two.vague or one.vague or (link == "or" and two.currency != one.currency):
        return None
    if one.currency and two.currency and one.currency != two.currency and PLAIN not in (one.currency, two.currency):
        return None
    return two if _lower_end(one, two) < two.value else None


def _lower_end(one: _Atom, two: _Atom) -> Decimal:
    """The lower end of a range, in the scale that its upper end gives to both: "5-10 million"."""
    shared = one.scale == 1 and two.scale > 1 and one.value < 1000
    return one.value * two.scale if shared else one.value


def _atom(tokens: Sequence[Token], i: int) -> _Atom | None:
    words = _words()
    start, currency = i, None
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


def _numeric(tokens: Sequence[Token], i: int, money: bool) -> _Atom | None:
    token = tokens[i]
    before = tokens[i - 1] if i else None
    if before is not None and not money:
        if before.end == token.start and (before.kind in ("word", "num") or before.text in ("/", ":", ".", "@", "'")):
            return None
        if before.text in _NOT_A_NUMBER_BEFORE:
            return None
    value = decimal_of(token.text, money)
    if value is None:
        return None
    j, ordinal = i + 1, False
    factor = 1
    after = tokens[j] if j < len(tokens) else None
    glued = after is not None and after.start == token.end
    if after is not None and after.text in ("-", "–") and j + 1 < len(tokens) and tokens[j + 1].text in ("million", "billion"):
        hyphened = _words().scales[tokens[j + 1].text]
        return _Atom(value * hyphened, i, j + 2, hyphened, None)
    if after is not None and after.kind == "word":
        scale = _words().scales.get(after.text)
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
    return _Atom(value, i, j, factor, None, ordinal=ordinal)


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and "1990" <= digits <= "2049"


def _spelled(tokens: Sequence[Token], i: int) -> _Atom | None:
    words = _words()
    text = tokens[i].text
    if text in words.ordinals:
        return _Atom(Decimal(words.ordinals[text]), i, i + 1, 1, None, ordinal=True)
    if text in words.many:
        return _many(tokens, i)
    if text in ("a", "an", "half", *_VAGUE):
        return _with_article(tokens, i)
    if text in words.groups:
        return None
    return _cardinal(tokens, i)


def _many(tokens: Sequence[Token], i: int) -> _Atom:
    """ "dozens", "tens of millions", "hundreds of thousands": the smallest such number."""
    words = _words()
    value, j = Decimal(words.many[tokens[i].text]), i + 1
    while j + 1 < len(tokens) and tokens[j].text == "of" and tokens[j + 1].text in words.many and value < 10**12:
        value *= words.many[tokens[j + 1].text]
        j += 2
    if j < len(tokens) and tokens[j].text == "of":
        j += 1
    return _Atom(value, i, j, int(value), None, vague=True)


def _with_article(tokens: Sequence[Token], i: int) -> _Atom | None:
    """ "a dozen", "half a million", "a few hundred", "several million", "a pair of"."""
    words = _words()
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
        return _Atom(Decimal(words.groups[text]), i, j + 2, 1, None)
    if text not in words.scales or len(text) < 5 or (text == "score" and tokens[j + 1 : j + 2] and tokens[j + 1].text != "of"):
        return None
    value = factor * words.scales[text]
    j += 1
    while j < len(tokens) and tokens[j].text in ("million", "billion", "thousand") and value < 10**12:
        value *= words.scales[tokens[j].text]
        j += 1
    return _Atom(value, i, j, int(value), None, vague=vague)


def _cardinal(tokens: Sequence[Token], i: int) -> _Atom | None:
    """ "twenty-four", "one hundred and twenty", "two dozen", "five million"."""
    words = _words()
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
    return _Atom(total + part, i, j, scale, None)


def _currency_after(tokens: Sequence[Token], i: int) -> tuple[str | None, int]:
    known = _words().money_after
    skip = 1 if i < len(tokens) and tokens[i].text == "-" else 0
    for size in (3, 2, 1):
        end = i + skip + size
        phrase = " ".join([token.text for token in tokens[i + skip : end]])
        if phrase in known and end <= len(tokens):
            return known[phrase], end
    return None, i


@cache
def _words() -> _Words:
    data = number_words()
    english, money = data["en"], data["currencies"]
    before = {word: code for code, found in money["before"].items() for word in found if word.isascii() or len(word) == 1}
    after = {" ".join(t.text for t in english_words(word)): code for code, found in money["after"].items() for word in found if word.isascii()}
    before |= dict.fromkeys(money["plain_before"], PLAIN)
    after |= {word: PLAIN for word in money["plain_after"] if word.isascii()}
    starts = {*english["units"], *english["many"], *english["ordinals"], "a", "an", "half", *_VAGUE, *(word.split()[0] for word in before)}
    return _Words(
        english["units"], english["scales"], english["many"], english["groups"], english["ordinals"],
        {" ".join(t.text for t in english_words(word)): kind for kind, found in english["before"].items() for word in found},
        {" ".join(t.text for t in english_words(word)): kind for kind, found in english["after"].items() for word in found},
        before, after, frozenset(starts),
    )  # fmt: skip
