"""Filters and the address: what goes in comes out, what is not known is dropped with a note."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.filters import Filters, Known, describe, parse_filters, to_params
from licensing.model import Language, Regime, Status

KNOWN = Known(firms=("osl", "hashkey"), publishers=("RTHK", "Example & Co."))
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2049, 12, 31))


def some(values: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(values)), unique=True).map(tuple)  # type: ignore[call-overload, no-any-return]


@given(st.builds(Filters, some(KNOWN.firms), some(Status), some(Regime), DAYS, DAYS, some(KNOWN.publishers), some(Language)))
def test_an_address_made_of_filters_gives_them_back(filters: Filters) -> None:
    back, dropped = parse_filters(to_params(filters), KNOWN)
    ordered = filters if not (filters.since and filters.until and filters.since > filters.until) else Filters(
        filters.firms, filters.statuses, filters.regimes, filters.until, filters.since, filters.publishers, filters.languages)
    assert (back, dropped) == (ordered, ())


@pytest.mark.parametrize(("params", "dropped"), [
    ({"firm": ["nobody"]}, "firm=nobody"), ({"status": ["Licensed"]}, "status=Licensed"),
    ({"since": ["2024-13-01"]}, "since=2024-13-01"), ({"since": ["0001-01-01"]}, "since=0001-01-01"),
    ({"until": ["yesterday"]}, "until=yesterday"), ({"publisher": ["' OR 1=1 --"]}, "publisher=' OR 1=1 --"),
    ({"regime": ["vatp"]}, "regime=vatp"), ({"language": ["fr"]}, "language=fr"),
])
def test_what_is_not_known_is_dropped_and_named(params: dict[str, list[str]], dropped: str) -> None:
    assert parse_filters(params, KNOWN) == (Filters(), (dropped,))


@given(st.dictionaries(st.sampled_from(["firm", "since", "until", "status", "publisher", "other"]), st.lists(st.text(), max_size=3)))
def test_no_address_is_an_error(params: dict[str, list[str]]) -> None:
    filters, _ = parse_filters(params, KNOWN)
    assert isinstance(filters, Filters)


def test_days_the_wrong_way_round_are_turned() -> None:
    filters, _ = parse_filters({"since": ["2024-02-01"], "until": ["2024-01-01"]}, KNOWN)
    assert (filters.since, filters.until) == (date(2024, 1, 1), date(2024, 2, 1))


def test_a_file_name_is_safe_whatever_the_filter() -> None:
    assert describe(Filters(publishers=("Example & Co. / 例報",))) == "example-co-例報"
    assert describe(Filters()) == "all"
