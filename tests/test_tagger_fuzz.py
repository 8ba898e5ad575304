"""Whole articles of any shape: no exception, quotes where they stand, the same answer twice, work in step with length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensing.model import Tags
from tests.tagging import tagger
from tests.work import calls_made

SHORT, LONG = 10_000, 200_000  # bytes
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


PIECES = [
    "7", "1", "1,", "1-", "1,000", "$1 ", "HK$", "HK$5 million to ", "five ", "a ", "(", ")", "(()", "「", "萬", "億", "一", "十", "多",
    "\n", ". ", "。", "licensed ", "firms and ", "18 firms, ", "申請", "OSL, ",
]  # fmt: skip


def work(piece: str, size: int, shift: int) -> int:
    """Calls for ``size`` bytes of one piece. shift: cuts the text in other places, so that nothing of it is known yet."""
    text = OPENING + "x" * shift + piece * (size // len(piece.encode()))
    return calls_made(lambda: tagger().tag("", text))


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_is_about_twice_the_work(piece: str) -> None:
    tagger().tag("", OPENING)  # what is made once stays outside the count
    assert work(piece, 2 * SHORT, 1) <= 2.3 * work(piece, SHORT, 0)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_hangs_on_a_long_row_of_one_sign(piece: str) -> None:
    tags = tagger().tag("", OPENING + piece * (LONG // len(piece.encode())))
    assert tags.relevant or not tags.firms
