"""Whole articles of any shape: no exception, quotes where they stand, the same answer twice, time in step with length."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.taggers import Tagger, build_tagger
from licensing.model import Tags
from licensing.reference import load_reference

SHORT, LONG = 10_000, 200_000
OPENING = "Hong Kong crypto licence: the SFC licensed OSL. 香港虛擬資產牌照。"
"""Relevant, so that every tagger reads what follows; without it the first look would turn the text away."""

STATEMENTS = st.sampled_from([
    "Over 80 firms applied for a Hong Kong licence. ", "逾80間公司申請香港牌照。", "约20家平台撤回申请。",
    "A licence costs up to HK$5 million (US$640,000). ", "申請成本高達2500萬美元。", "合规开支达1.3亿港元。",
    "OSL and HashKey were licensed on Thursday. ", "證監會向OSL發牌。", "OKX撤回申请。",
])  # fmt: skip
NOISE = st.text(st.sampled_from("0123456789 ,.-–~%()（）[]「」《》$€£￥＄港元美萬万億亿千百十廿兩两家間间多餘余逾年月日\n\t\u3000\u200b"), max_size=40)
TEXTS = st.lists(st.one_of(STATEMENTS, NOISE, st.text(max_size=20)), max_size=12).map("".join)
DAYS = st.sampled_from([None, "2024", "2024-02", "2024-02-29"])


@cache
def tagger() -> Tagger:
    return build_tagger(load_reference().aliases)


def misquoted(tags: Tags, fields: dict[str, str]) -> list[object]:
    """Facts whose words are empty or do not stand where their offsets say."""
    facts = (*tags.firms, *tags.events, *tags.firm_counts, *tags.costs)
    spans = [fact.span for fact in facts]
    return [s for s in spans if not s.quote or fields[s.field][s.start : s.end] != s.quote]


@given(title=TEXTS, text=TEXTS, day=DAYS)
@settings(max_examples=60, deadline=None)
def test_facts_amid_any_signs_are_quoted_in_place_and_twice_the_same(title: str, text: str, day: str | None) -> None:
    text = OPENING + text
    tags = tagger().tag(title, text, day)
    assert misquoted(tags, {"title": title, "text": text}) == []
    assert tagger().tag(title, text, day) == tags


@given(st.text(max_size=400), st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_an_article_that_is_not_relevant_yields_no_facts(title: str, text: str) -> None:
    tags = tagger().tag(title, text)
    assert tags.relevant or not (tags.firms or tags.events or tags.firm_counts or tags.costs)


def seconds(piece: str, size: int) -> float:
    """CPU seconds for ``size`` bytes of one piece: the least of three, each text cut in other places than the last."""
    taken = []
    for shift in range(3):
        text = OPENING + "x" * shift + piece * (size // len(piece.encode()))
        began = time.process_time()
        tagger().tag("", text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("piece", ["7", "1,000", "(", ")", "(()", "「", "萬", "億", "一", "licensed ", "HK$", "firms and ", "申請", "OSL, "])
def test_twenty_times_the_text_takes_no_more_than_forty_times_as_long(piece: str) -> None:
    tagger().tag("", OPENING)  # compiled once, outside the times
    assert seconds(piece, LONG) < 40 * max(seconds(piece, SHORT), 0.002)
