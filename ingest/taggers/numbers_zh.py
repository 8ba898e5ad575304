"""Numbers and sums of a Chinese sentence, folded to Simplified, with all that qualifies them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.taggers.numerals_zh import Atom, numerals, numeric
from ingest.taggers.quantities import PLAIN, SENTENCES_KEPT, Quantity, bounds, number_words, whole
from licensing.model import Qualifier
from licensing.text import fold

_RUN = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?|[零一二两三四五六七八九十百千万亿廿卅数几]{1,12}")
_LINK = re.compile(r"\s?(?:至|到|-|–|—|~|、)\s?(?=[\d$一二两三四五六七八九十百千万亿廿卅]|hk\$|us\$)")
_FILLERS = frozenset("有要为达了需在于须至共获花付耗投入出预备只仅烧掉")
_LONGEST = 8
_BEGINS = r"\d零一二两三四五六七八九十百千万亿廿卅数几"
NUMBER_ENDS = r"\da-z零一二两三四五六七八九十百千万亿廿卅数几多余来+"  # last signs of numbers
_TIME_OR_SHARE = frozenset("年月日号时%类条周天岁倍期")
_SIGN_ENDS = frozenset("$¥€£")


class _Words(NamedTuple):
    money: tuple[re.Pattern[str], re.Pattern[str]]  # a sign before, and after, a number; each begins with a set: fast
    before: dict[str, str]
    after: tuple[tuple[str, str], ...]
    money_before: tuple[tuple[str, str], ...]
    money_after: dict[str, str]
    sign_ends: frozenset[str]  # first or last characters of the above, to look before searching
    sign_starts: frozenset[str]
    before_ends: frozenset[str]
    after_starts: frozenset[str]


@lru_cache(SENTENCES_KEPT)
def chinese_quantities(folded: str) -> tuple[Quantity, ...]:
    """Numbers and sums in order, read once for counts and costs; what is counted (家, 間 …) is not read here."""
    found: list[Quantity] = []
    free_from = 0
    for run in _RUN.finditer(folded):
        if run.start() < free_from or _is_time_or_share(folded, run):
            continue
        quantity = _at(folded, run)
        if quantity is not None:
            found.append(quantity)
            free_from = quantity.end
    return tuple(found)


def may_hold_money(folded: str) -> bool:
    """Whether a sign or word of money stands next to a number: never wrong about a "no"."""
    before, after = _words().money
    return before.search(folded) is not None or after.search(folded) is not None


def money_words() -> frozenset[str]:
    """Signs and words of money, folded: a sentence with none of them has no sum."""
    return frozenset(_words().money_after).union(sign for sign, _ in _words().money_before)


@cache
def ends_of_numbers() -> str:
    """The signs that a number, with what qualifies it, may end in: for a pattern, without brackets."""
    return NUMBER_ENDS + "".join(re.escape(phrase[-1]) for phrase, _ in _words().after)


def _is_time_or_share(folded: str, run: re.Match[str]) -> bool:
    """Whether what follows makes it a year, a day, a percentage: most numbers, dropped before they are read."""
    if folded.startswith("分之", run.end()):
        return True
    return (
        folded[run.end() : run.end() + 1] in _TIME_OR_SHARE
        and folded[max(run.start() - 1, 0) : run.start()] not in _SIGN_ENDS
    )


def _at(folded: str, run: re.Match[str]) -> Quantity | None:
    one = _atom(folded, run)
    if one is None:
        return None
    two = _second(folded, one)
    end = (two or one).end
    start, before = _before(folded, one.at)
    currency = (two.currency or one.currency) if two else one.currency
    after, until = _after(folded, end) if currency or folded[end : end + 1] == "+" else (None, end)
    if two is not None or one.upper is not None:
        low = one.value * two.scale if two and one.scale == 1 and two.scale > 1 and one.value < 10**4 else one.value
        kind, bounded = Qualifier.RANGE, (whole(low), whole(two.value if two else one.upper or low))
        if two is None and one.qualifier is None and before in (None, "about", "range"):
            start = start if before else one.at
    else:
        kind = _qualifier(one, before, after)
        number = whole(one.value)
        if number is None:
            return None
        bounded = bounds(number, kind)
    if bounded[0] is None and bounded[1] is None:
        return None
    return Quantity(start, until if after else end, one.at, end, *bounded, kind, currency, one.ordinal)


def _qualifier(one: Atom, before: str | None, after: str | None) -> Qualifier:
    if one.qualifier is Qualifier.VAGUE or (before is None and after is None and one.qualifier is not None):
        return one.qualifier or Qualifier.EXACT
    if one.qualifier is Qualifier.OVER and before in ("about", "nearly", "up to"):
        return Qualifier.OVER
    return Qualifier(before or after or Qualifier.EXACT)


def _atom(folded: str, run: re.Match[str]) -> Atom | None:
    at, currency = _sign_before(folded, run.start())
    if run.group()[0].isdigit():
        found = numeric(folded, run, currency is not None)
    else:
        found = numerals(folded, run)
    if found is None:
        return None
    end = found.end
    if currency is None:
        currency, end = _sign_after(folded, end)
    ordinal = currency is None and folded[max(run.start() - 1, 0) : run.start()] == "第"
    return found._replace(at=at, end=end, currency=currency, ordinal=ordinal)


def _sign_before(folded: str, start: int) -> tuple[int, str | None]:
    end = start
    while end and folded[end - 1] == " " and start - end < 2:
        end -= 1
    if not end or folded[end - 1] not in _words().sign_ends:
        return start, None
    for sign, code in _words().money_before:
        if folded.endswith(sign, max(end - _LONGEST, 0), end):
            begin = end - len(sign)
            if not (
                sign[0].isalpha()
                and sign.isascii()
                and begin
                and folded[begin - 1].isascii()
                and folded[begin - 1].isalpha()
            ):
                return begin, code
    return start, None


def _sign_after(folded: str, end: int) -> tuple[str | None, int]:
    words = _words()
    known = words.money_after
    begin = end + 1 if folded[end : end + 1] in (" ", "+") else end
    if folded[begin : begin + 1] not in words.sign_starts:
        return None, end
    for size in range(min(_LONGEST, len(folded) - begin), 0, -1):
        if (sign := folded[begin : begin + size]) in known:
            return known[sign], begin + size
    return None, end


def _second(folded: str, one: Atom) -> Atom | None:
    """The upper end of a range; None: the number begins none."""
    if one.ordinal or one.upper is not None or one.qualifier not in (None, Qualifier.OVER):
        return None
    link = _LINK.match(folded, one.end)
    if link is None or (folded[link.start() : link.end()].strip() == "、" and one.currency is None):
        return None
    begin = link.end()
    for sign, _ in _words().money_before:
        if folded.startswith(sign, begin):
            begin += len(sign)
            break
    run = _RUN.match(folded, begin)
    two = _atom(folded, run) if run else None
    if two is None or two.upper is not None or (one.currency and two.currency and one.currency != two.currency):
        return None
    if folded[link.start() : link.end()].strip() == "、":
        return None
    shared = two.scale if one.scale == 1 and two.scale > 1 and one.value < 10**4 else 1
    return two if one.value * shared < two.value else None


def _before(folded: str, at: int) -> tuple[int, str | None]:
    """(where the qualifier begins, qualifier) of what stands straight before ``at``."""
    words = _words()
    known = words.before
    end = at
    while end and at - end < 2 and folded[end - 1] in " ":
        end -= 1
    for stop in (end, end - 1, end - 2, end - 3):  # 至少要花1500萬, 至少要燒掉3000萬
        if stop < end and (stop < 0 or folded[stop] not in _FILLERS):
            break
        if folded[stop - 1 : stop] not in words.before_ends:
            continue
        for size in range(min(6, stop), 0, -1):
            phrase = folded[stop - size : stop]
            if phrase in known and not (phrase == "近" and folded[max(stop - 2, 0) : stop - 1] in ("最", "附")):
                return stop - size, known[phrase]
    return at, None


def _after(folded: str, end: int) -> tuple[str | None, int]:
    words = _words()
    if folded[end : end + 1] not in words.after_starts:
        return None, end
    for phrase, kind in words.after:
        if folded.startswith(phrase, end):
            return kind, end + len(phrase)
    return None, end


def qualifier_after(folded: str, end: int) -> tuple[Qualifier | None, int]:
    """The qualifier that follows a counted noun at ``end``: 80家以上; None and ``end`` when there is none."""
    kind, until = _after(folded, end)
    return (Qualifier(kind) if kind else None), until


@cache
def _words() -> _Words:
    data = number_words()
    money = data["currencies"]
    before = {fold(word): code for code, found in money["before"].items() for word in found}
    before |= dict.fromkeys(money["plain_before"], PLAIN)
    after = {fold(word): code for code, found in money["after"].items() for word in found if len(word) <= _LONGEST}
    after |= {f"({word})": code for word, code in after.items() if not word.isascii() and len(word) <= _LONGEST - 2}
    after |= {fold(word): PLAIN for word in money["plain_after"] if not word.isascii()}
    qualifiers = {fold(word): kind for kind, found in data["zh"]["before"].items() for word in found}
    following = {fold(word): kind for kind, found in data["zh"]["after"].items() for word in found}
    return _Words(
        (
            re.compile(rf"[{''.join(sorted({re.escape(word[-1]) for word in before}))}] {{0,2}}[{_BEGINS}]"),
            re.compile(rf"[{NUMBER_ENDS}\s][ +]?(?:{'|'.join(sorted(map(re.escape, after)))})"),
        ),
        qualifiers,
        tuple(sorted(following.items(), key=lambda item: -len(item[0]))),
        tuple(sorted(before.items(), key=lambda item: -len(item[0]))),
        after,
        frozenset(word[-1] for word in before),
        frozenset(word[0] for word in after),
        frozenset(word[-1] for word in qualifiers),
        frozenset(word[0] for word in following),
    )
