"""Charts that do not mislead: open ends stay open, unknown is not zero, markup is text, everything is told twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from licensing.amounts import count, money
from licensing.figures.base import hover
from licensing.figures.costs import costs_figure, in_currency
from licensing.figures.counts import counts_figure
from licensing.figures.palette import (
    CATEGORY_COLOURS,
    CATEGORY_MARKS,
    EVENT_MARKS,
    KIND_COLOURS,
    KIND_MARKS,
    STATUS_COLOURS,
)
from licensing.figures.timeline import timeline_figure
from licensing.i18n import use_language
from licensing.lanes import lane_order, spans
from licensing.model import CostKind, CountCategory, Event, LicenceEvent, Precision, Regime, Status

UNTIL = date(2026, 10, 10)
NONE = pd.DataFrame()


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def event(slug: str, status: str, on: str, precision: str = "day") -> LicenceEvent:
    return LicenceEvent(slug, Regime.VATP, Status(status), on, Precision(precision), "reference", "https://e.org", "",
                        date(2026, 10, 10))


def costs(*rows: tuple[str, str, float | None, float | None]) -> pd.DataFrame:
    """Of (kind, qualifier, low, high) in HKD."""
    return pd.DataFrame([{
        "published_on": "2023-08-03", "kind": kind, "qualifier": qualifier, "low": low, "high": high, "currency": "HKD",
        "hkd_low": low, "hkd_high": high, "quote": "<b>q</b>", "said_by": None, "publisher": "P", "article_id": n}
        for n, (kind, qualifier, low, high) in enumerate(rows)]).astype({"hkd_low": "float64", "hkd_high": "float64"})


def medians(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["kind", "year", "n_stories", "median_hkd"])


def demands(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["date", "kind", "regime", "low", "high", "qualifier", "currency", "what", "what_zh"])


def drawn(frame: pd.DataFrame, currency: str = "HKD") -> Any:
    return costs_figure(frame, medians(), demands(), currency, None, UNTIL)


def test_up_to_points_down_and_over_points_up() -> None:
    for qualifier, low, high, symbol in (("up to", None, 5e6, "triangle-down"), ("over", 5e6, None, "triangle-up")):
        arrows = [trace for trace in drawn(costs(("total", qualifier, low, high))).data
                  if trace.marker.symbol == symbol]
        assert len(arrows) == 1
        assert (arrows[0].y[0] > 5e6) == (symbol == "triangle-up")


def test_an_exact_sum_is_a_filled_mark_and_about_a_hollow_one() -> None:
    (exact,) = [trace for trace in drawn(costs(("total", "exact", 5e6, 5e6))).data if trace.name == "A licence, all in"]
    (about,) = [trace for trace in drawn(costs(("total", "about", 5e6, 5e6))).data if trace.name == "A licence, all in"]
    assert (exact.marker.symbol, about.marker.symbol) == ("circle", "circle-open")


def test_us_dollars_are_drawn_at_the_peg() -> None:
    (trace,) = [trace for trace in drawn(costs(("total", "exact", 7.8e6, 7.8e6)), "USD").data if trace.showlegend]
    assert trace.y[0] == pytest.approx(1e6)


def test_a_sum_without_a_conversion_is_not_drawn() -> None:
    frame = costs(("total", "exact", None, None))
    assert len(in_currency(frame, "HKD")) == 0 and len(drawn(frame).data) == 0


def test_sums_as_stated_are_drawn_in_their_own_units() -> None:
    frame = costs(("total", "exact", 7.0, 7.0)).assign(currency="EUR", hkd_low=float("nan"), hkd_high=float("nan"))
    (trace,) = [trace for trace in drawn(frame, "stated").data if trace.name == "A licence, all in"]
    assert list(trace.y) == [7.0]


def test_markup_of_others_is_text_in_hover() -> None:
    texts = [text for trace in drawn(costs(("total", "exact", 5e6, 5e6))).data for text in trace.hovertext or ()]
    assert texts and all("&lt;b&gt;q&lt;/b&gt;" in text for text in texts)
    assert hover("<a href='x'>") == "&lt;a href=&#x27;x&#x27;&gt;"


def test_the_same_demand_is_one_line() -> None:
    row = {"date": "2023-06-01", "kind": "capital", "regime": "VATP", "low": 5e6, "high": 5e6, "qualifier": "exact",
           "currency": "HKD", "what": "Paid-up capital", "what_zh": "繳足股本"}
    made = costs_figure(costs(("total", "exact", 1.0, 1.0)), medians(), demands(row, {**row, "date": "2024"}), "HKD", None,
                        UNTIL)
    (law,) = [trace for trace in made.data if trace.name == "demanded by law, or proposed"]
    assert list(law.y) == [5e6, 5e6, None]


def counted(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["day", "status", "n_firms"])


NO_COUNTS = pd.DataFrame(columns=["published_on", "category", "low", "high", "qualifier", "said_by", "quote", "publisher",
                                  "article_id"])


def test_no_known_applicant_is_a_gap_but_no_licensee_is_zero() -> None:
    steps = counted(("2020-01-01", "applicant", 1), ("2020-12-15", "applicant", 0), ("2020-01-01", "licensed", 0))
    made = counts_figure(steps, NO_COUNTS, None, UNTIL, False)
    by_name = {trace.name: list(trace.y) for trace in made.data}
    assert by_name["on record: Applicant"] == [1, None, None]
    assert by_name["on record: Licensed"] == [0, 0]


def test_a_lane_shows_every_status_and_the_firmest_lane_is_on_top() -> None:
    found = spans([event("a", "applicant", "2023-01-01"), event("a", "withdrawn", "2024-01-01"),
                   event("b", "applicant", "2023-01-01"), event("b", "licensed", "2024-06-01")], UNTIL)
    assert [(span.firm_slug, span.status.value, span.end) for span in found] == [
        ("a", "applicant", date(2024, 1, 1)), ("a", "withdrawn", UNTIL), ("b", "applicant", date(2024, 6, 1)),
        ("b", "licensed", UNTIL)]
    assert lane_order(found) == [("b", "VATP"), ("a", "VATP")]


def test_a_status_seen_on_a_day_is_drawn_as_begun_before() -> None:
    found = spans([event("a", "licensed", "2026-01-01", "observed")], UNTIL)
    reported = pd.DataFrame(columns=["firm_slug", "published_on", "effective_on", "event", "firm", "quote", "publisher"])
    milestones = pd.DataFrame(columns=["date", "kind", "title", "title_zh", "detail", "source_publisher"])
    made = timeline_figure(found, {"a": "A"}, reported, milestones, None, UNTIL)
    assert "began before" in {trace.name for trace in made.data}


@pytest.mark.parametrize(("table", "values"), [
    (STATUS_COLOURS, Status), (EVENT_MARKS, Event), (CATEGORY_COLOURS, CountCategory), (CATEGORY_MARKS, CountCategory),
    (KIND_COLOURS, CostKind), (KIND_MARKS, CostKind)])
def test_every_value_has_its_colour_and_its_mark(table: dict[str, str], values: Any) -> None:
    assert set(table) == {value.value for value in values}


@pytest.mark.parametrize("table", [CATEGORY_MARKS, KIND_MARKS, EVENT_MARKS])
def test_no_two_values_share_a_mark(table: dict[str, str]) -> None:
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize("colour", sorted({*STATUS_COLOURS.values(), *CATEGORY_COLOURS.values(), *KIND_COLOURS.values()}))
@pytest.mark.parametrize("ground", ["#FCFBF8", "#14181D"])
def test_every_colour_stands_out_from_both_grounds(colour: str, ground: str) -> None:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def luminance(colour: str) -> float:
    """WCAG relative luminance."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("arguments", "words"), [
    ((None, 25e6, "USD", "up to"), "up to US$25 million"), ((3e6, None, "HKD", "at least"), "at least HK$3 million"),
    ((5e6, 10e6, "HKD", "range"), "HK$5 million–10 million"), ((4740, 4740, "HKD", "exact"), "HK$4,740"),
    ((1e6, None, "USD", "vague"), "roughly US$1 million or more"), ((None, None, "HKD", "exact"), ""),
    ((1.5e9, 1.5e9, "CNY", "about"), "about RMB 1.5 billion"),
])
def test_sums_say_their_open_end(arguments: tuple[Any, ...], words: str) -> None:
    assert money(*arguments) == words


@pytest.mark.parametrize(("arguments", "words"), [
    ((80, None, "over"), "over 80"), ((24, 24, "exact"), "24"), ((10, 12, "range"), "10–12"), ((None, 10, "up to"), "up to 10"),
    ((0, 0, "exact"), "0"), ((20, 20, "about"), "about 20"),
])
def test_counts_say_their_open_end(arguments: tuple[Any, ...], words: str) -> None:
    assert count(*arguments) == words
