"""One number of a Chinese sentence (folded to Simplified), in digits or numerals: 1300多万, 廿四, 數十, 二三十."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ingest.taggers.quantities import decimal_of
from licensing.model import Qualifier

_AFTER_DIGITS = re.compile(
    r"\s?(?P<odd>[多余几来])?(?P<scale>[十百千万亿]{1,3}|(?:millions?|billions?|mn|bn|m|b|k)(?![a-z]))?(?P<more>[多余几](?![个种]))?"
)
_AFTER_NUMERALS = re.compile(r"(?P<odd>[多余来](?![自源]))?(?P<scale>[万亿]{0,2})(?P<more>[多余](?![个种]))?")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"廿": 20, "卅": 30}
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LETTERS = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "billions": 10**9,
}
_SEVERAL = frozenset("数几")
_COUNTED_SUMS = frozenset("总户人多少倍次个款")  # 总数, 户数 …: what follows 数 is a number of its own
_IN_A_NAME = re.compile(r".?[0-9a-z./@]\Z|[0-9a-z]:\Z", re.DOTALL)  # web3, 10:30; but 股本:500万 is a sum
_TWO_DIGITS = re.compile(r"([一二两三四五六七八])(、?)([二两三四五六七八九])([十百千]?[万亿]?)")


class Atom(NamedTuple):
    """One number with its currency. at: where it begins, sign included. qualifier: what its own words say of it."""

    value: Decimal
    at: int
    end: int
    scale: int
    currency: str | None
    qualifier: Qualifier | None = None
    ordinal: bool = False
    upper: Decimal | None = None  # of 二三十


def numeric(folded: str, run: re.Match[str], money: bool) -> Atom | None:
    start = run.start()
    if start and not money and _IN_A_NAME.match(folded, max(start - 2, 0), start):
        return None
    rest = _AFTER_DIGITS.match(folded, run.end())
    value = decimal_of(run.group(), money and not (rest and rest["scale"]))
    if value is None or rest is None:
        return None
    scale = 1
    written = rest["scale"] or ""
    for sign in [written] if written.isascii() and written else written:
        scale *= _LETTERS.get(sign) or _STEPS[sign]
    odd = rest["odd"] or rest["more"]
    if rest["odd"] == "来":
        return Atom(value, start, rest.end() if written else run.end() + 1, scale, None, Qualifier.ABOUT)
    end = rest.end() if written or odd else run.end()
    return Atom(value * scale, start, end, scale, None, Qualifier.OVER if odd else None)


def numerals(folded: str, run: re.Match[str]) -> Atom | None:
    """A number in Chinese numerals: 十一, 廿四, 百多, 數十, 二三十, 一百二十億."""
    text, start = run.group(), run.start()
    before = folded[max(start - 2, 0) : start]
    if before == "分之" or (before[-1:].isdigit() and text[0] in _STEPS):
        return None
    vague = text[0] in _SEVERAL
    if vague and start and folded[start - 1] in _COUNTED_SUMS:
        vague, text, start = False, text[1:], start + 1
    if vague:
        text = text[1:]
    odd = text[-1:] == "几"
    text = text.rstrip("几数")
    if not text or (vague and text[0] not in _STEPS) or "几" in text or "数" in text:
        return None
    pair = (
        _TWO_DIGITS.match(folded, start)
        if (not vague and len(text) > 1) or folded[start + 1 : start + 2] == "、"
        else None
    )
    if pair is not None and (atom := _two_digits(pair)) is not None:
        return atom
    value = value_of(text)
    end = start + len(text) + (1 if vague else 0) + (1 if odd else 0)
    rest = _AFTER_NUMERALS.match(folded, end)
    if value is None or rest is None:
        return None
    scale = 1
    for sign in rest["scale"]:
        scale *= _STEPS[sign]
    before = folded[max(start - 1, 0) : start]
    kind = Qualifier.OVER if odd or rest["odd"] or rest["more"] else None
    if vague or (before == "上" and text[0] in _STEPS) or folded[rest.end() : rest.end() + 1] == "级":
        kind = Qualifier.VAGUE
    elif before == "过" and text[0] in _STEPS:
        kind = Qualifier.OVER
    if kind is not None and before in ("上", "过") and text[0] in _STEPS:
        start -= 1
    biggest = max((_STEPS[sign] for sign in text if sign in _STEPS), default=1)
    return Atom(Decimal(value * scale), start, rest.end(), max(scale, biggest if biggest >= 10**4 else 1), None, kind)


def _two_digits(pair: re.Match[str]) -> Atom | None:
    """二三十, 三四家, 二、三十: two neighbouring digits are a range."""
    one, two = _DIGITS[pair[1]], _DIGITS[pair[3]]
    if two - one != 1 or (pair[2] and not pair[4]):
        return None
    scale = 1
    for sign in pair[4]:
        scale *= _STEPS[sign]
    return Atom(Decimal(one * scale), pair.start(), pair.end(), scale, None, upper=Decimal(two * scale))


def value_of(text: str) -> int | None:
    """The value of Chinese numerals; None for a row of digits that is a name or a year (二零二三) or no number."""
    total = section = digit = 0
    last_was_digit = False
    for sign in text:
        if sign in _DIGITS:
            if last_was_digit and digit:
                return None
            digit, last_was_digit = _DIGITS[sign], True
            continue
        last_was_digit = False
        if sign in _TENS:
            section += _TENS[sign]
            continue
        step = _STEPS[sign]
        if step < 10**4:
            section, digit = section + (digit or 1) * step, 0
        else:
            section = (section + digit) or (total and 0) or 1
            total, section, digit = (
                (total + section) * step if step == 10**8 or not total else total + section * step,
                0,
                0,
            )
    return total + section + digit
