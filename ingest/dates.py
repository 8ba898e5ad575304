"""Dates as feeds write them -> an instant or a calendar day, at the precision that is stated.

Rules, in the order they apply:

* A time with a zone is an instant. Zone names are read for what news sites mean by them: HKT is +08:00.
* Exactly midnight says that no time is known (the HKMA's whole feed is at 00:00:00 +0800): the day as written.
* A time without a zone, or with an unknown one, is read in the zone the source is known to write in; where there is
  none, only the day is kept.
* A day, a month or a year alone is kept as such.
* After tomorrow, or before 1980, is an error of the feed: no date.

Whatever is not stated is not invented: there is no default year, month or hour. No locale and no time zone of the
machine takes part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from licensing.model import Precision
from licensing.settings import HONG_KONG

EARLIEST_YEAR = 1980
MAX_LENGTH = 100  # characters of a date string; longer ones are no dates


@dataclass(frozen=True, slots=True)
class Published:
    """When something was published. on: Hong Kong day cut to the precision; at: aware UTC, None unless an instant."""

    at: datetime | None
    on: str
    precision: Precision


_MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), start=1) for name in names.split()}
_ZONE_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2,
    "eet": 2, "eest": 3, "msk": 3, "gst": 4, "ict": 7, "wib": 7, "hkt": 8, "hkst": 8, "sgt": 8, "myt": 8, "pht": 8,
    "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "cst": -6,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}
_ZONE_MINUTES = {"ist": 330}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = (r"(?P<zone>(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,5}|\([A-Za-z ]{1,30}\))?"
         r"(?:\s*\([^()]{0,40}\))?")
_SHAPES = tuple(re.compile(shape, re.I | re.X) for shape in (
    # 2026-10-09T18:30:00+08:00, 2026-10-09 18:30, 2026/10/9
    rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:(?:T|\s|,)+{_TIME}\s*{_ZONE})?$",
    # Fri, 09 Oct 2026 18:30:00 +0800; 9 October 2026
    rf"^(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month>[a-z]{{3,9}})\.?,?[\s-]+"
    rf"(?P<year>\d{{4}}|\d{{2}})(?:[\s,T]+(?:at\s+)?{_TIME}\s*{_ZONE})?$",
    # October 9, 2026 6:30 pm; Fri Oct 9 2026
    rf"^(?:[a-z]{{3,9}}\.?,?\s+)?(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    rf"(?P<year>\d{{4}})(?:[\s,T-]+(?:at\s+)?{_TIME}\s*{_ZONE})?$",
    # Fri Oct  9 18:30:00 HKT 2026 (ctime)
    rf"^[a-z]{{3,9}},?\s+(?P<month>[a-z]{{3,9}})\s+(?P<day>\d{{1,2}})\s+{_TIME}\s*{_ZONE}\s+(?P<year>\d{{4}})$",
    # 20261009T183000Z, 20261009
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<half>)\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?$",
))
# The two spellings that nearly all feeds use; read as the first two shapes read them, for a quarter of the work.
_USUAL_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|[+-]\d{4})",
                         re.A)
_USUAL_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(Z|[+-]\d\d:\d\d)", re.A)
_CHINESE = re.compile(r"""
    ^(?P<year>[\d〇零一二三四五六七八九○]{4})\s*年
    (?:\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月
      (?:\s*(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*[日號号]
        (?:\s*[(（]?\s*(?:星期|週|周|禮拜|礼拜)[一二三四五六日天]\s*[)）]?)?
        (?:\s*(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜晚|晚)?\s*
           (?P<hour>\d{1,2})\s*[:：時时點点]\s*(?:(?P<minute>\d{1,2})\s*分?)?(?:\s*[:：]?\s*(?P<second>\d{2})\s*秒?)?
           \s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z]{1,5})?)?
      )?
    )?$""", re.X)
_MONTH_ONLY = re.compile(r"^(?P<year>\d{4})[-/](?P<month>\d{1,2})$|^(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year2>\d{4})$")
_YEAR_ONLY = re.compile(r"^(?P<year>\d{4})$")
_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_AFTERNOON = {"下午", "傍晚", "晚上", "夜晚", "晚", "中午"}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1B)}  # full-width digits and colon


def parse_date(raw: str, zone: tzinfo | None, now: datetime, chinese: bool = False) -> Published | None:
    """A date string as written in a feed -> Published, or None where it can't be read or can't be true.

    zone: the one the source writes its zone-less times in, None: not known. chinese: CST is China's, not Chicago's.
    now: aware; a date after tomorrow is refused.

    >>> parse_date("2026年10月9日 18:30", HONG_KONG, datetime(2026, 10, 10, tzinfo=UTC)).at.isoformat()
    '2026-10-09T10:30:00+00:00'
    """
    text = raw[: MAX_LENGTH + 1]
    text = " ".join((text if text.isascii() else text.translate(_WIDE)).split())
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        found = _read_usual(text) or _read(text, zone, chinese)
    except (ValueError, OverflowError):
        return None  # 30 February, hour 27
    return found if found and _is_believable(found, now) else None


def _read_usual(text: str) -> Published | None:
    """An instant in one of the two usual spellings; None: it is none, or its time says that none is known."""
    if match := _USUAL_MAIL.fullmatch(text):
        day, month, year, hour, minute, second, zone = match.groups()
    elif match := _USUAL_ISO.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
    else:
        return None
    if hour > "23" or hour == minute == second == "00":
        return None
    on = date(int(year), _month(month), int(day))
    return _instant(on, int(hour), int(minute), int(second), _zone(zone, UTC, False))


def _read(text: str, zone: tzinfo | None, chinese: bool) -> Published | None:
    if match := _CHINESE.match(text):
        return _from_chinese(match, zone, chinese)
    for shape in _SHAPES:
        if match := shape.match(text):
            parts = match.groupdict()
            day = date(_year(parts["year"]), _month(parts["month"]), int(parts["day"]))
            return _at_time(day, parts, zone, chinese)
    if match := _MONTH_ONLY.match(text):
        month = _month(match["month"] or match["name"])
        return Published(None, date(int(match["year"] or match["year2"]), month, 1).isoformat()[:7], Precision.MONTH)
    if match := _YEAR_ONLY.match(text):
        return Published(None, date(int(match["year"]), 1, 1).isoformat()[:4], Precision.YEAR)
    return None


def _from_chinese(match: re.Match[str], zone: tzinfo | None, chinese: bool) -> Published:
    parts = match.groupdict()
    year = int("".join(str(_DIGITS.get(sign, sign)) for sign in parts["year"]))
    if parts["month"] is None:
        return Published(None, date(year, 1, 1).isoformat()[:4], Precision.YEAR)
    month = _chinese_number(parts["month"])
    if parts["day"] is None:
        return Published(None, date(year, month, 1).isoformat()[:7], Precision.MONTH)
    parts["minute"] = parts["minute"] or "0"
    return _at_time(date(year, month, _chinese_number(parts["day"])), parts, zone, chinese or parts["zone"] is None)


def _at_time(day: date, parts: dict[str, str | None], zone: tzinfo | None, chinese: bool) -> Published:
    """``day`` at the time in ``parts`` (hour None: none is stated)."""
    if parts.get("hour") is None:
        return Published(None, day.isoformat(), Precision.DAY)
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts.get("second") or 0)
    hour = _hour_of_day(hour, (parts.get("half") or "").lower())
    if hour == minute == second == 0:
        return Published(None, day.isoformat(), Precision.DAY)
    if hour == 24 and minute == 0:
        return Published(None, day.isoformat(), Precision.DAY)
    return _instant(day, hour, minute, second, _zone(parts.get("zone"), zone, chinese))


def _instant(day: date, hour: int, minute: int, second: int, zone: tzinfo | None) -> Published:
    """A day and time in a zone; the day alone where no zone is known. Raises ValueError for hour 27."""
    clock = datetime(day.year, day.month, day.day, hour, minute, min(second, 59))  # there are leap seconds
    if zone is None:
        return Published(None, day.isoformat(), Precision.DAY)
    at = clock.replace(tzinfo=zone).astimezone(UTC)
    return Published(at, at.astimezone(HONG_KONG).date().isoformat(), Precision.INSTANT)


def _hour_of_day(hour: int, half: str) -> int:
    if half.startswith("p") or half in _AFTERNOON:
        return hour + 12 if hour < 12 and not (half == "中午" and hour == 11) else hour
    if half.startswith("a") or half:
        return 0 if hour == 12 else hour
    return hour


@lru_cache(maxsize=256)
def _zone(stated: str | None, default: tzinfo | None, chinese: bool) -> tzinfo | None:
    """The zone written behind a time; ``default`` where there is none; None where it is a name nobody knows."""
    name = (stated or "").strip("() ").lower().replace(" ", "")
    if not name:
        return default
    if name == "cst" and chinese:
        return timezone(timedelta(hours=8))
    offset = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?", name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    if name in _ZONE_MINUTES:
        return timezone(timedelta(minutes=_ZONE_MINUTES[name]))
    return timezone(timedelta(hours=_ZONE_HOURS[name])) if name in _ZONE_HOURS else default


def _year(text: str | None) -> int:
    year = int(text or 0)
    return year if len(text or "") == 4 else year + (2000 if year < 70 else 1900)


def _month(text: str | None) -> int:
    if text is None:
        raise ValueError("no month")
    if text.isdigit():
        return int(text)
    if text.lower() not in _MONTHS:
        raise ValueError(f"no month: {text}")
    return _MONTHS[text.lower()]


def _chinese_number(text: str) -> int:
    """1 to 39, in digits or in Chinese: 十, 十二, 二十, 廿一, 三十一."""
    if text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _is_believable(found: Published, now: datetime) -> bool:
    if int(found.on[:4]) < EARLIEST_YEAR:
        return False
    if found.at is not None:
        return found.at <= now + timedelta(days=1)
    tomorrow = (now.astimezone(HONG_KONG) + timedelta(days=1)).date().isoformat()
    return found.on <= tomorrow[: len(found.on)]
