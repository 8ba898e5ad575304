"""Numbers, sums, firm counts, costs and relevance against the tables of tests/specs; and what holds of any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.taggers.costs import find_costs
from ingest.taggers.document import parse_document
from ingest.taggers.firm_counts import find_firm_counts
from ingest.taggers.numbers_en import read_english
from ingest.taggers.numbers_zh import chinese_quantities
from ingest.taggers.quantities import Quantity
from ingest.taggers.relevance import judge, may_be_relevant
from licensing.model import Tags
from licensing.text import fold
from tests.firm_specs import Example, read_examples
from tests.tagging import tagger


def numbers_of(example: Example) -> tuple[Quantity, ...]:
    folded = fold(example.words)
    return read_english(folded)[1] if example.place.startswith(("numbers.en", "amounts.en")) else chinese_quantities(folded)


def bound(value: int | None) -> str:
    return "~" if value is None else str(value)


@pytest.mark.parametrize("example", [*read_examples("numbers")], ids=lambda e: e.place)
def test_number(example: Example) -> None:
    found = [(bound(q.low), bound(q.high), q.qualifier.replace(" ", "_")) for q in numbers_of(example) if q.currency is None]
    assert found == list(example.expected), f"{example.place}: {example.words}"


@pytest.mark.parametrize("example", [*read_examples("amounts")], ids=lambda e: e.place)
def test_amount(example: Example) -> None:
    found = [(q.currency, bound(q.low), bound(q.high), q.qualifier.replace(" ", "_")) for q in numbers_of(example) if q.currency]
    assert found == list(example.expected), f"{example.place}: {example.words}"


@pytest.mark.parametrize("example", [*read_examples("firm_counts")], ids=lambda e: e.place)
def test_firm_count(example: Example) -> None:
    document = parse_document(example.title or "Hong Kong 香港", example.words, example.published, example.language)
    found = {(c.category.value, bound(c.low), bound(c.high)) for c in find_firm_counts(document) if c.category != "other"}
    assert found == set(example.expected), f"{example.place}: {example.words}"


@pytest.mark.parametrize("example", [*read_examples("costs")], ids=lambda e: e.place)
def test_cost(example: Example) -> None:
    document = parse_document(example.title or "Hong Kong crypto licence 香港牌照", example.words, example.published, example.language)
    found = {(c.kind.value, c.amount.currency.value, bound(c.amount.low), bound(c.amount.high)) for c in find_costs(document)}
    assert found == set(example.expected), f"{example.place}: {example.words}"


@pytest.mark.parametrize("example", [*read_examples("relevance")], ids=lambda e: e.place)
def test_relevance(example: Example) -> None:
    relevant, reason = judge(parse_document(example.title, example.words))
    assert relevant == bool(example.expected), f"{example.place}: {example.words} ({reason})"


@pytest.mark.parametrize("example", [*read_examples("jurisdiction")], ids=lambda e: e.place)
def test_jurisdiction(example: Example) -> None:
    document = parse_document(example.title, example.words)
    last = document.elsewhere[-1]
    assert last == (example.expected == (("elsewhere",),)), f"{example.place}: {example.words}"


PIECES = st.sampled_from(
    ["Hong Kong ", "香港", "SFC ", "證監會", "licence ", "牌照", "crypto ", "虛擬資產", "HK$", "US$", "$", "5", "1,000", ".5", " million", "萬", "億",
     "十", "兩", "廿", "家", "間", "港元", "元", " to ", "至", "-", "–", "(", ")", "(", ")", ". ", "。", "\n", "over ", "逾", "多", "or so", "a few hundred ",
     "dozens of ", "firms ", "exchanges ", "applied ", "withdrew ", "撤回", "申請", "ß", "İ", "\u0000", "\U0001f600", "\ue000", "HashKey ", "OSL"]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=300))


def facts(tags: Tags) -> list[object]:
    return [*tags.firms, *tags.events, *tags.firm_counts, *tags.costs]


@settings(max_examples=250, deadline=None)
@given(title=TEXTS, text=TEXTS, language=st.sampled_from([None, "en", "zh-Hant", "zh-Hans", "fr"]))
def test_any_text_is_tagged_alike_twice_and_quoted_where_it_stands(title: str, text: str, language: str | None) -> None:
    tags = tagger().tag(title, text, "2024-06-01", language)
    assert tags == tagger().tag(title, text, "2024-06-01", language)
    for fact in facts(tags):
        field = title if fact.span.field == "title" else text  # type: ignore[attr-defined]
        assert field[fact.span.start : fact.span.end] == fact.span.quote  # type: ignore[attr-defined]


@settings(max_examples=250, deadline=None)
@given(title=TEXTS, text=TEXTS)
def test_the_first_look_never_drops_what_the_judge_takes(title: str, text: str) -> None:
    assert may_be_relevant(title, text) or not judge(parse_document(title, text))[0]


@given(text=st.text(max_size=400))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
