"""Days that events took effect on, as the text gives them; what it does not give is left out, never guessed.

A day needs a year: one that stands with it, or the article's own ("on Thursday", "6月1日", "last May"). Without a
publication date a day that names no year is unknown, unless the same text gives that month with a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ingest.taggers.lexicon import CHINESE

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_DAYS_ZH = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}

_EN = re.compile(
    r"""
    \b(?=[\dabdefijlmnostwy])(?:                                    # how any of them begins: most words do not
    \b(?P<iso>20\d\d-\d\d(?:-\d\d)?)\b
    | \b(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m1>MONTH)\b\.?(?:,?\s(?P<y1>20\d\d)\b)?        # 3 August 2023
    | \b(?P<m2>MONTH)\b\.?\s(?P<d2>\d{1,2})(?:st|nd|rd|th)?\b(?!\s?(?:%|percent|platforms|firms|exchanges))
      (?:,?\s(?:of\s)?(?P<y2>20\d\d)\b|\s(?P<r2>(?:this|last)\syear))?                               # August 3, 2023
    | (?:\b(?P<q3>last|this|mid|early|late)[\s-]+)?\b(?P<m3>MONTH)\b\.?(?:,?\s(?:of\s)?(?P<y3>20\d\d)\b
      |\s(?P<r3>(?:this|last)\syear))?                                                               # February 2024
    | \b(?:(?:on|last|this)\s)?(?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b
    | \b(?P<rel>today|yesterday)\b
    | \b(?:in|since|during|by|of|back\sin|late|early|mid)[\s-](?P<y4>20[12]\d)\b
    )""".replace("MONTH", "|".join(sorted(_MONTHS, key=len, reverse=True))),
    re.VERBOSE,
)
_ZH = re.compile(
    r"""
    (?=[\d今去同本上当昨前这周星礼(（])(?:
    (?P<iso>20\d\d-\d\d-\d\d)
    | (?:(?P<y1>20\d\d)年|(?P<r1>今年|去年|同年))?(?P<m1>1[0-2]|[1-9])月(?P<d1>[12]\d|3[01]|[1-9])[日号]
    | (?P<r2>本月|上月|上个月|同月|当月)(?P<d2>[12]\d|3[01]|[1-9])[日号]
    | (?:(?P<y3>20\d\d)年|(?P<r3>今年|去年|同年))(?P<m3>1[0-2]|[1-9])月
    | (?P<rel>今日|今天|昨日|昨天|昨晚|前日|前天)
    | (?P<w>本周|上周|这周)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])
    | (?P<m5>1[0-2]|[1-9])月(?:份|底|初|中|下旬|上旬|中旬)?
    | (?P<y4>20\d\d)年
    | [(（](?P<d6>[12]\d|3[01]|[1-9])日?[)）]日?
    )""",
    re.VERBOSE,
)
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")


Years = Callable[[], dict[int, int]]


class Day(NamedTuple):
    """A date expression in a sentence. on: ISO, cut to what is known; None: it stands there, but no day can be told."""

    start: int
    end: int
    on: str | None


def find_days(folded: str, published: str | None, chinese: bool, years: Years) -> list[Day]:
    """Date expressions of a folded sentence, in order. years: tells the years that the article gives to months."""
    day = _published_day(published)
    read = _read_chinese if chinese else _read_english
    return [
        Day(found.start(), found.end(), read(found, day, published, years)) for found in _expressions(folded, chinese)
    ]


@lru_cache(maxsize=4096)
def _expressions(folded: str, chinese: bool) -> tuple[re.Match[str], ...]:
    return tuple((_ZH if chinese else _EN).finditer(folded))


def years_of_months(sentences: Iterable[str]) -> dict[int, int]:
    """Months that a text dates with one year only: "in February 2024" tells what "Feb. 29" means later on."""
    years: dict[int, set[int]] = {}
    for folded in sentences:
        if "20" in folded:
            for month, year in _dated_months(folded):
                years.setdefault(month, set()).add(year)
    return {month: next(iter(found)) for month, found in years.items() if len(found) == 1}


@lru_cache(maxsize=4096)
def _dated_months(folded: str) -> tuple[tuple[int, int], ...]:
    """Month and year of the dates in a sentence that give both."""
    dated: list[tuple[int, int]] = []
    for found in _expressions(folded, CHINESE.search(folded) is not None):
        got = found.groupdict()
        month = got.get("m1") or got.get("m2") or got.get("m3")
        year = got.get("y1") or got.get("y2") or got.get("y3")
        if month and year:
            dated.append((int(month) if month.isdigit() else _MONTHS[month], int(year)))
    return tuple(dated)


@lru_cache(maxsize=64)
def _published_day(published: str | None) -> date | None:
    found = _ISO.fullmatch(published or "")
    return date(*map(int, found.groups())) if found else None


def _read_english(found: re.Match[str], day: date | None, published: str | None, years: Years) -> str | None:
    got = found.groupdict()
    if got["iso"]:
        return str(got["iso"])
    if got["rel"] or got["wd"]:
        if day is None:
            return None
        if got["rel"]:
            return (day - timedelta(days=got["rel"] == "yesterday")).isoformat()
        return _last_weekday(day, _DAYS[got["wd"][:3]]).isoformat()
    if got["y4"]:
        return str(got["y4"])
    name = got["m1"] or got["m2"] or got["m3"]
    if name == "may" and not (got["d1"] or got["d2"] or got["y3"] or _is_month_of_may(found)):
        return None
    month = _MONTHS[name]
    number = got["d1"] or got["d2"]
    stated = got["y1"] or got["y2"] or got["y3"]
    shift = -1 if "last year" in (got["r2"] or "", got["r3"] or "") else 0
    return _iso(stated, month, number, shift, published, years)


def _is_month_of_may(found: re.Match[str]) -> bool:
    """Whether "may" is the month: after in, since, last …, as far as a folded text shows it."""
    return bool(
        re.search(r"\b(?:in|since|last|this|of|early|late|mid|until|by|from)[\s-]$", found.string[: found.start("m3")])
    )


def _read_chinese(found: re.Match[str], day: date | None, published: str | None, years: Years) -> str | None:
    got = found.groupdict()
    if got["iso"]:
        return str(got["iso"])
    if got["rel"]:
        back = {"今": 0, "昨": 1, "前": 2}[got["rel"][0]]
        return None if day is None else (day - timedelta(days=back)).isoformat()
    if got["wd"]:
        return None if day is None or got["w"] == "上周" else _last_weekday(day, _DAYS_ZH[got["wd"]]).isoformat()
    if got["d2"]:
        if day is None or got["r2"] in ("同月", "当月"):
            return None
        month = day.replace(day=1) - timedelta(days=1) if got["r2"].startswith("上") else day
        return _valid(month.year, month.month, int(got["d2"]))
    if got["y4"]:
        return str(got["y4"])
    if got["d6"]:
        return _valid(day.year, day.month, int(got["d6"])) if day else None
    month_text = got["m1"] or got["m3"] or got["m5"]
    relative = got["r1"] or got["r3"]
    if relative == "同年":
        return None
    shift = -1 if relative == "去年" else 0
    return _iso(got["y1"] or got["y3"], int(month_text), got["d1"], shift, published, dict if relative else years)


def _iso(
    stated: str | None, month: int, day: str | None, shift: int, published: str | None, years: Years
) -> str | None:
    """The date with its year: the stated one, the one the article gives that month, or that of the last such day."""
    if stated:
        year = int(stated)
    elif not shift and month in (given := years()):
        year = given[month]
    elif published and len(published) >= 7:
        year = int(published[:4]) + shift
        if not shift and _is_far_ahead(month, int(day or 1), int(published[5:7]), int(published[8:10] or 28)):
            year -= 1
    else:
        return None
    return _valid(year, month, int(day)) if day else f"{year}-{month:02}"


def _is_far_ahead(month: int, day: int, now_month: int, now_day: int) -> bool:
    """Whether a day of the year lies more than a month ahead: news tell of such a day in the past, of nearer ones that
    something ends or begins then."""
    return (month - now_month) * 31 + (day - now_day) > 31


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _last_weekday(day: date, weekday: int) -> date:
    """The last such weekday on or before a day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)
