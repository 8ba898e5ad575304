"""Numbers and sums of an English sentence, with all that qualifies them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from ingest.taggers.numerals_en import Atom, atom_at, words_en
from ingest.taggers.quantities import PLAIN, SENTENCES_KEPT, Quantity, bounds, whole
from ingest.taggers.tokens_en import Token, english_words
from licensing.model import Qualifier

_DASHES = ("-", "–", "—", "~")


@lru_cache(SENTENCES_KEPT)
def read_english(folded: str) -> tuple[tuple[Token, ...], tuple[Quantity, ...]]:
    """(tokens, quantities) of a sentence, read once for counts and costs."""
    tokens = english_words(folded)
    return tokens, tuple(english_quantities(tokens))


def english_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Numbers and sums in order. Percentages, years, times, multiples and numbers of laws are none."""
    starts = words_en().starts
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        reads = token.kind in ("num", "sign") or token.text in starts
        quantity = _at(tokens, i) if reads and not _is_article(tokens, i) else None
        if quantity is None:
            i += 1
        else:
            found.append(quantity)
            i = quantity.last
    return found


def _is_article(tokens: Sequence[Token], i: int) -> bool:
    """Whether "a" at ``i`` begins no number: most do not, and are passed over before they are read."""
    if tokens[i].text not in ("a", "an") or i + 1 >= len(tokens):
        return False
    words, following = words_en(), tokens[i + 1].text
    return not (
        following in words.scales or following in words.groups or following in ("half", "few", "couple", "several")
    )


def _at(tokens: Sequence[Token], i: int) -> Quantity | None:
    one = atom_at(tokens, i)
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


def _qualifier(one: Atom, before: str | None, after: str | None) -> Qualifier:
    if one.vague:
        return Qualifier.VAGUE
    said = before if before not in (None, "range") else after
    return Qualifier(said) if said else Qualifier.EXACT


def _before(tokens: Sequence[Token], i: int) -> tuple[int, str | None]:
    """(first token with the qualifier, qualifier) of what stands straight before token ``i``."""
    known = words_en().before
    stop = i
    if stop and tokens[stop - 1].text in ("another", "other", "further"):
        stop -= 1
    if stop and tokens[stop - 1].text not in words_en().before_ends:
        return i, None
    for size in range(min(5, stop), 0, -1):
        phrase = " ".join([token.text for token in tokens[stop - size : stop]])
        if phrase in known:
            return stop - size, known[phrase]
    return i, None


def _after(tokens: Sequence[Token], last: int) -> tuple[str | None, int]:
    known = words_en().after
    skip = 1 if last < len(tokens) and tokens[last].text in _DASHES else 0
    if last + skip >= len(tokens) or tokens[last + skip].text not in words_en().after_starts:
        return None, last
    for size in (3, 2, 1):
        end = last + skip + size
        if end <= len(tokens):
            phrase = " ".join([token.text for token in tokens[last + skip : end]])
            if phrase in known and not (phrase == "+" and end < len(tokens) and tokens[end].kind in ("num", "sign")):
                if phrase == "plus" and not skip and end < len(tokens):
                    continue  # "HK$1 million plus two years"; "80-plus", or "80 plus" at the end, is over 80
                if phrase.endswith(" up") and end < len(tokens) and tokens[end].text == "to":
                    continue  # "HK$5 million and up to seven years"
                if phrase == "minimum" and end < len(tokens) and tokens[end].kind == "word":
                    continue  # "HK$5 million minimum capital" is a name; "HK$5 million minimum" a bound
                if not (phrase == "+" and tokens[last].start > tokens[last - 1].end):
                    return known[phrase], end
    return None, last


def _second(tokens: Sequence[Token], one: Atom, before: str | None) -> Atom | None:
    """The upper end of a range that the number begins, with scale and currency shared; None: it begins none."""
    i = one.last
    if i >= len(tokens) - 1:
        return None
    link = tokens[i].text
    if not (link in _DASHES or link in ("to", "or") or (link == "and" and before == "range")):
        return None
    two = atom_at(tokens, i + 1)
    if two is None or two.ordinal or two.vague or one.vague or (link == "or" and two.currency != one.currency):
        return None
    if one.currency and two.currency and one.currency != two.currency and PLAIN not in (one.currency, two.currency):
        return None
    return two if _lower_end(one, two) < two.value else None


def _lower_end(one: Atom, two: Atom) -> Decimal:
    """The lower end of a range, in the scale that its upper end gives to both: "5-10 million"."""
    shared = one.scale == 1 and two.scale > 1 and one.value < 1000
    return one.value * two.scale if shared else one.value
