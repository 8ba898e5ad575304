"""What a number or a sum of money is, whichever language it is read from, and the words it is read by."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from licensing.model import Qualifier

VOCABULARY = Path(__file__).parent / "vocabulary"
PLAIN = "plain"  # a sign that many currencies share: "$", "dollars", 元
OTHER = "other"  # a currency that is none of ours, or a coin
SENTENCES_KEPT = 8192  # news repeat one another: what the last few thousand sentences say is remembered
MOST = 10**15  # no sum and no count of an article is larger


class Quantity(NamedTuple):
    """A number with its qualifier, and its currency when it is money. Offsets are those of the sentence.

    start, end: with qualifiers and signs; at, until: without qualifiers. first, last: the tokens it takes (English).
    currency: a code, ``plain``, ``other``, or None for a number that is no money.
    """

    start: int
    end: int
    at: int
    until: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    currency: str | None = None
    ordinal: bool = False
    first: int = 0
    last: int = 0

    @property
    def value(self) -> int:
        """The one number that stands there; the upper one of a range."""
        return self.high if self.high is not None else self.low or 0


@cache
def number_words() -> dict[str, Any]:
    """vocabulary/numbers.toml."""
    with (VOCABULARY / "numbers.toml").open("rb") as file:
        return tomllib.load(file)


def bounds(value: int, qualifier: Qualifier) -> tuple[int | None, int | None]:
    """low and high of a qualified number.

    >>> bounds(80, Qualifier.OVER), bounds(40, Qualifier.NEARLY)
    ((80, None), (None, 40))
    """
    if qualifier in (Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.VAGUE):
        return value, None
    if qualifier in (Qualifier.UP_TO, Qualifier.NEARLY):
        return None, value
    return value, value


def whole(value: Decimal) -> int | None:
    """The number if it is a whole one of a sane size; None: it is neither count nor sum."""
    if value > MOST:
        return None
    return int(value) if value == int(value) else None


def decimal_of(digits: str, money: bool) -> Decimal | None:
    """Digits with separators: "1,300,000", "12.5", "1 200"; of money also "72.500". None: no number."""
    if len(digits) > 24:
        return None
    digits = digits.rstrip(",.").replace(",", "")
    head, dot, tail = digits.partition(".")
    if not head.isascii() or not head.isdigit() or (tail and not tail.isdigit()):
        return None
    if money and dot and len(tail) == 3 and len(head) <= 3 and head != "0":
        return Decimal(head + tail)
    return Decimal(f"{head}.{tail}" if tail else head)
