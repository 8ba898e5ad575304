"""Whole statements through the public tagger: the sweep tables of tests/specs, and the gaps that are known."""

from __future__ import annotations

import pytest

from licensing.model import Tags
from tests.firm_specs import Example, read_examples
from tests.tagging import tagger

TITLE = "Hong Kong crypto licence 香港虛擬資產牌照"

KNOWN_GAPS = {
    "The budget for licensing ranges from 20 million to 30 million Hong Kong dollars.": "the first sum of the range "
    "stands without a currency of its own",
}
"""Statements the rules get wrong and the definition demands, with what is missing. One that is mended must leave."""


def examples(table: str) -> list[object]:
    return [pytest.param(e, id=e.place, marks=_gap(e.words)) for e in read_examples(table)]


def _gap(words: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=KNOWN_GAPS[words], strict=True)] if words in KNOWN_GAPS else []


def tagged(example: Example) -> Tags:
    return tagger().tag(example.title or TITLE, example.words, "2025-08-01", example.language)


def bound(value: int | None) -> str:
    return "~" if value is None else str(value)


@pytest.mark.parametrize("example", examples("sweep_counts"))
def test_a_number_of_firms_is_counted_under_what_they_did(example: Example) -> None:
    counts = tagged(example).firm_counts
    found = {(c.category.value, bound(c.low), bound(c.high)) for c in counts if c.category != "other"}
    assert found == set(example.expected), example.words


@pytest.mark.parametrize("example", examples("sweep_costs"))
def test_a_sum_is_a_cost_only_where_the_licence_costs_it(example: Example) -> None:
    costs = tagged(example).costs
    found = {(c.kind.value, c.amount.currency.value, bound(c.amount.low), bound(c.amount.high)) for c in costs}
    assert found == set(example.expected), example.words


@pytest.mark.parametrize("example", examples("sweep_relevance"))
def test_an_article_is_relevant_where_it_is_about_licences_in_hong_kong(example: Example) -> None:
    assert tagged(example).relevant == bool(example.expected), example.words


def test_every_known_gap_stands_in_a_table() -> None:
    told = {e.words for table in ("sweep_counts", "sweep_costs") for e in read_examples(table)}
    assert set(KNOWN_GAPS) <= told
