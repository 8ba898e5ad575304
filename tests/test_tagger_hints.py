"""Sentences are handed to a family of rules only where its words stand; no fact is lost by that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from ingest.taggers import costs, firm_counts
from ingest.taggers.cost_sums import money_of
from ingest.taggers.counts_en import english_counts
from ingest.taggers.document import Sentence, parse_document
from ingest.taggers.hints import Hint
from tests.firm_specs import SPECS, read_examples

TABLES = sorted({path.name.partition(".")[0] for path in SPECS.iterdir()})


@cache
def sentences() -> tuple[Sentence, ...]:
    return tuple(_sentences())


def _sentences() -> Iterator[Sentence]:
    for table in TABLES:
        for example in read_examples(table):
            yield from parse_document(example.title, example.words, example.published).sentences


@pytest.mark.parametrize("chinese", [False, True])
def test_no_sum_stands_in_a_sentence_without_words_of_money(chinese: bool) -> None:
    needs = Hint.MONEY_ZH if chinese else Hint.MONEY | Hint.NUMBER
    assert [s.text for s in sentences() if s.hints & needs != needs and money_of(s.folded, chinese)] == []


def test_no_english_count_stands_in_a_sentence_without_a_number_and_a_word_on_the_firms_counted() -> None:
    needs = Hint.NUMBER | Hint.COUNTED
    assert [s.text for s in sentences() if s.hints & needs != needs and english_counts(s.folded, True)] == []


def test_no_english_count_begins_in_a_sentence_that_names_nothing_countable() -> None:
    assert [s.text for s in sentences() if not s.hints & Hint.FIRMS and english_counts(s.folded, False)] == []


ARTICLE = (
    "Hong Kong's Securities and Futures Commission has licensed eleven crypto platforms. "
    "The weather was fine on 3 May. A licence costs up to HK$5 million. Lawyers are busy. "
    "The regulator spoke for two hours. Trading volume rose to $20 billion in 2024."
)


def test_numbers_are_read_only_where_firms_are_counted_or_something_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    priced: list[str] = []
    monkeypatch.setattr(firm_counts, "english_counts", lambda folded, about: counted.append(folded) or ())
    monkeypatch.setattr(costs, "money_of", lambda folded, chinese: priced.append(folded) or ())
    document = parse_document("", ARTICLE, None, "en")
    firm_counts.find_firm_counts(document)
    costs.find_costs(document)
    assert [words[:20] for words in counted] == ["hong kong's securiti"]
    assert [words[:20] for words in priced] == ["a licence costs up t"]
