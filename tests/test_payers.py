"""Whose cost a sum is: only where its sentence names one firm, and that firm pays or holds it."""

from __future__ import annotations

import pytest

from ingest.taggers import Tagger


def payers(tagger: Tagger, words: str) -> list[str | None]:
    chinese = not words.isascii()
    title = "香港虛擬資產交易平台牌照" if chinese else "Hong Kong crypto exchange licences"
    return [cost.slug for cost in tagger.tag(title, words, "2024-05-30").costs]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("HashKey Exchange has spent more than HK$300 million on compliance with its Hong Kong licence.", "hashkey"),
        ("OKX said it had spent HK$60 million on its Hong Kong licence application.", "okx-hk"),
        ("The SFC fined OSL HK$10 million for breaches of its licence conditions.", "osl"),
        ("Getting a Hong Kong licence cost HashKey US$25 million.", "hashkey"),
        ("OKX已為申請香港牌照投入6000萬港元合規成本。", "okx-hk"),
        ("HashKey表示自己為牌照花費2500萬美元。", "hashkey"),
    ],
)
def test_a_cost_is_of_the_one_firm_said_to_pay_it(tagger: Tagger, words: str, slug: str) -> None:
    assert payers(tagger, words) == [slug]


@pytest.mark.parametrize(
    "words",
    [
        "HashKey's chief operating officer said a Hong Kong licence costs US$25 million.",
        "HashKey and OSL spent US$20 million each on compliance in Hong Kong.",
        "HashKey told reporters that applicants spend US$20 million on a licence.",
        "A Hong Kong licence costs US$25 million, and HashKey has one.",
        "HashKey營運總監表示，申請香港牌照成本高達2500萬美元。",
        "申請香港牌照成本高達2500萬美元，HashKey已持牌。",
    ],
)
def test_a_cost_is_of_nobody_where_a_firm_only_speaks_of_it(tagger: Tagger, words: str) -> None:
    assert payers(tagger, words) == [None]
