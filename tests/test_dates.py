"""Dates as feeds write them: a table of readings, the same in every source of the same kind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import _read, _read_usual, parse_date
from licensing.settings import HONG_KONG

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
INSTANTS = [  # as written, in UTC
    ("Fri, 09 Oct 2026 18:30:00 HKT", "2026-10-09T10:30:00"),  # feedparser says UTC
    ("Fri, 09 Oct 2026 18:30:00 +0800", "2026-10-09T10:30:00"),
    ("Fri, 9 Oct 2026 18:30 +08:00", "2026-10-09T10:30:00"),
    ("Fri, 09 Oct 2026 10:30:00 GMT", "2026-10-09T10:30:00"),
    ("Fri, 09 Oct 2026 10:30:00 Z", "2026-10-09T10:30:00"),
    ("Fri, 09 Oct 2026 05:30:00 EST", "2026-10-09T10:30:00"),
    ("Fri, 09 Oct 2026 10:30:00 GMT+0800", "2026-10-09T02:30:00"),
    ("Fri, 09 Oct 2026 18:30:00 +0800 (HKT)", "2026-10-09T10:30:00"),
    ("Friday, 09-Oct-26 10:30:00 GMT", "2026-10-09T10:30:00"),
    ("09 October 2026 10:30:59 UTC", "2026-10-09T10:30:59"),
    ("2026-10-09T18:30:00+08:00", "2026-10-09T10:30:00"),
    ("2026-10-09T10:30:00Z", "2026-10-09T10:30:00"),
    ("2026-10-09T10:30:00.123456789Z", "2026-10-09T10:30:00"),
    ("2026-10-09 10:30:00 UTC", "2026-10-09T10:30:00"),
    ("20261009T103000Z", "2026-10-09T10:30:00"),
    ("Fri Oct  9 18:30:00 HKT 2026", "2026-10-09T10:30:00"),
    ("Oct 9, 2026 6:30 PM HKT", "2026-10-09T10:30:00"),
    ("October 9, 2026 at 12:30 am +0000", "2026-10-09T00:30:00"),
    ("星期五, 09 Oct 2026 10:30:00 GMT", "2026-10-09T10:30:00"),
    ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),  # a leap second
]
HONG_KONG_TIMES = [  # without a zone, from a source that writes Hong Kong's
    ("2026-10-09 18:30", "2026-10-09T10:30:00"), ("2026/10/9 18:30:05", "2026-10-09T10:30:05"),
    ("Fri, 09 Oct 2026 18:30:00", "2026-10-09T10:30:00"), ("2026年10月9日 18:30", "2026-10-09T10:30:00"),
    ("２０２６年１０月９日　１８：３０", "2026-10-09T10:30:00"), ("2026年10月9日(星期五) 18:30", "2026-10-09T10:30:00"),
    ("2026年10月9日 下午6時30分", "2026-10-09T10:30:00"), ("2026年10月9日 上午9时05分", "2026-10-09T01:05:00"),
    ("2026年10月9日 凌晨12時30分", "2026-10-08T16:30:00"), ("Fri, 09 Oct 2026 18:30:00 CST", "2026-10-09T10:30:00"),
]
DAYS = [
    ("Fri, 09 Oct 2026", "2026-10-09"), ("2026-10-09", "2026-10-09"), ("2026年10月9日", "2026-10-09"),
    ("二〇二六年十月九日", "2026-10-09"), ("二零二六年十二月三十一日", None), ("二〇二五年十二月廿一日", "2025-12-21"),
    ("9 Oct 2026", "2026-10-09"), ("October 9, 2026", "2026-10-09"), ("20261009", "2026-10-09"),
    ("Fri, 09 Oct 2026 00:00:00 +0800", "2026-10-09"),  # the whole feed of the HKMA: no time is known
    ("2026-10-09T00:00:00Z", "2026-10-09"), ("2026-10", "2026-10"), ("October 2026", "2026-10"),
    ("2026年10月", "2026-10"), ("2026年", "2026"), ("2026", "2026"), ("1996-07-05", "1996-07-05"),
]
NO_DATES = [
    "", " ", "yesterday", "3 hours ago", "30 Feb 2026", "2026-13-01", "2026-10-32", "0001-01-01T00:00:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 09 Oct 2099 10:00:00 GMT", "2027", "2027-01", "2026-11-26",
    "2026-10-09T27:00:00Z", "1" * 500, "二〇二六年十三月一日", "Fri, 09 Okt 2026 10:00:00 GMT",
    "2026-10-09T10:30:00+99:99", "0227-05", "0227", "May 0227", "〇二二七年五月", "〇二二七年",
]


@pytest.mark.parametrize(("raw", "at"), INSTANTS)
def test_a_time_with_a_zone_is_an_instant(raw: str, at: str) -> None:
    found = parse_date(raw, None, NOW)
    assert found is not None and found.at is not None
    assert (found.at.isoformat()[:19], found.precision) == (at, "instant")


@pytest.mark.parametrize(("raw", "at"), HONG_KONG_TIMES)
def test_a_time_without_a_zone_is_the_source_s(raw: str, at: str) -> None:
    found = parse_date(raw, HONG_KONG, NOW, chinese=True)
    assert found is not None and found.at is not None
    assert found.at.isoformat()[:19] == at


def test_where_no_zone_is_known_only_the_day_is_kept() -> None:
    for raw in ("2026-10-09 18:30", "Fri, 09 Oct 2026 18:30:00 XYZ"):
        found = parse_date(raw, None, NOW)
        assert found is not None
        assert (found.at, found.on, found.precision) == (None, "2026-10-09", "day")


@pytest.mark.parametrize(("raw", "on"), DAYS)
def test_precision_is_kept_and_never_invented(raw: str, on: str | None) -> None:
    found = parse_date(raw, HONG_KONG, NOW)
    if on is None:
        assert found is None  # still to come
        return
    assert found is not None
    assert (found.at, found.on) == (None, on)
    assert found.precision == {10: "day", 7: "month", 4: "year"}[len(on)]


@pytest.mark.parametrize("raw", NO_DATES)
def test_what_cannot_be_true_is_no_date(raw: str) -> None:
    assert parse_date(raw, HONG_KONG, NOW) is None


def test_tomorrow_is_believed_for_clocks_differ() -> None:
    assert parse_date("2026-11-25T11:59:00Z", None, NOW) is not None
    assert parse_date("2026-11-25T12:01:00Z", None, NOW) is None


def test_the_day_is_hong_kong_s() -> None:
    found = parse_date("Fri, 09 Oct 2026 23:30:00 GMT", None, NOW)
    assert found is not None and found.on == "2026-10-10"


def test_cst_is_chicago_s_unless_the_source_is_chinese() -> None:
    raw = "Fri, 09 Oct 2026 18:30:00 CST"
    here, there = parse_date(raw, None, NOW, chinese=True), parse_date(raw, None, NOW)
    assert here is not None and there is not None and here.at is not None and there.at is not None
    assert (there.at - here.at).total_seconds() == 14 * 3600


@given(st.text(max_size=120))
def test_no_string_makes_it_fail(raw: str) -> None:
    found = parse_date(raw, HONG_KONG, NOW)
    assert found is None or found.on[:2] in ("19", "20")


@given(st.datetimes(datetime(1980, 1, 1), datetime(2026, 11, 24)), st.sampled_from(["+0800", "-0530", "+0000"]))
def test_the_usual_spellings_are_read_as_all_others_are(clock: datetime, zone: str) -> None:
    mail = f"{clock:%a, %d %b %Y %H:%M:%S} {zone}"
    iso = f"{clock:%Y-%m-%dT%H:%M:%S}{zone[:3]}:{zone[3:]}"
    for text in (mail, mail[5:], f"{mail[:-5]}GMT", iso, f"{iso[:19]}Z"):
        assert _read_usual(text) == _read(text, None, False) or (clock.hour, clock.minute, clock.second) == (0, 0, 0)
