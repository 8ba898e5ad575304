"""When a source is unwell, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from licensing.health import Health, History, Past, judge, usual_silence

TODAY = date(2026, 10, 9)


def days_before(*ages: int) -> tuple[str, ...]:
    return tuple((TODAY - timedelta(age)).isoformat() for age in sorted(ages, reverse=True))


def health(*statuses: str, items: tuple[str, ...] = (), polled: bool = True) -> Health:
    past = tuple(Past("2026-10-09T00:00:00+00:00", status, f"because of {status}") for status in statuses)
    return judge(History("a", "A", polled, past, items), TODAY)


@pytest.mark.parametrize("statuses", [
    ("ok",), ("unchanged", "ok"), ("failed", "failed", "ok"), ("waiting", "failed", "failed", "ok"),
])
def test_these_are_well(statuses: tuple[str, ...]) -> None:
    assert health(*statuses).state == "well"


@pytest.mark.parametrize("statuses", [(), ("waiting",) * 5, ("failed", "unreachable"), ("unreachable", "waiting")])
def test_one_that_never_answered_is_not_called_well(statuses: tuple[str, ...]) -> None:
    assert health(*statuses).state == "unread"


@pytest.mark.parametrize(("statuses", "words"), [
    (("failed",) * 3, "failed 3 runs in a row: because of failed"),
    (("unreachable", "waiting", "failed", "failed", "failed", "ok"), "failed 4 runs in a row: because of unreachable"),
    (("not_a_feed", "ok"), "answers something that is no feed: because of not_a_feed"),
    (("empty", "ok"), "the feed is empty: because of empty"),
    (("empty",) * 61, "the feed is empty: because of empty"),
])
def test_these_are_unwell(statuses: tuple[str, ...], words: str) -> None:
    assert health(*statuses).problems == (words,)
    assert health(*statuses).state == "unwell"


def test_silence_is_measured_by_the_feeds_own_rhythm() -> None:
    daily = days_before(*range(20, 60))
    monthly = days_before(20, 50, 80, 110, 140, 170, 200)
    assert health("ok", items=daily).problems == (
        f"no new item for 20 days (since {TODAY - timedelta(20)}); usually not more than 1",)
    assert health("ok", items=monthly).state == "well"
    assert health("ok", items=days_before(100, 130, 160, 190, 220, 250)).state == "unwell"


def test_a_feed_may_be_silent_for_a_fortnight() -> None:
    assert health("ok", items=days_before(*range(14, 40))).state == "well"


def test_a_file_of_ours_may_be_silent_for_ever() -> None:
    assert health("ok", items=days_before(*range(900, 990)), polled=False).state == "well"


def test_too_few_items_make_no_rhythm() -> None:
    assert usual_silence(days_before(1, 400, 800)) is None
    assert usual_silence(("2024", "2024-05", "2025")) is None
    assert health("ok", items=days_before(700, 800)).state == "well"
