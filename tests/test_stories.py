"""Which articles tell one story."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from ingest.stories import Report, days, group, sign
from tests.work import calls_made

STORY = (
    "The Securities and Futures Commission granted a licence to a second trading platform on Thursday, bringing to "
    "three the number of places where people in Hong Kong may buy virtual assets under its watch. The platform said "
    "that it would open to the public within weeks, once its custody had been tested by an outside auditor."
)
ZH = ("證監會周四向第二間平台發出牌照，令受其監管的虛擬資產交易平台增至三間。該平台表示，待託管系統經外部審計師測試後，"
      "將於數周內向公眾開放，並會先行推出比特幣及以太幣買賣，其後再視乎市場反應擴充服務範圍。")
ZH_SIMPLIFIED = ("证监会周四向第二间平台发出牌照，令受其监管的虚拟资产交易平台增至三间。该平台表示，待托管系统经外部审计师测试后，"
                 "将于数周内向公众开放，并会先行推出比特币及以太币买卖，其后再视乎市场反应扩充服务范围。")


def report(number: int, text: str, on: str = "2026-10-08", firms: Sequence[str] = (), title: str = "") -> Report:
    return Report(number, *days(on, on), frozenset(firms), sign(title, text))


def stories(*reports: Report) -> list[set[int]]:
    told: dict[int, set[int]] = {}
    for number, story in group(reports).items():
        told.setdefault(story, set()).add(number)
    assert all(story == min(members) for story, members in told.items())
    return sorted(told.values(), key=min)


def test_a_repost_with_a_line_added_is_the_same_story() -> None:
    assert stories(report(2, STORY), report(7, STORY + " This story was first told elsewhere.")) == [{2, 7}]


def test_a_repost_under_another_headline_is_the_same_story() -> None:
    assert stories(report(1, STORY, title="A second licence"),
                   report(2, STORY, title="Hong Kong widens the circle")) == [{1, 2}]


def test_chinese_reposts_are_one_story_in_either_script() -> None:
    assert stories(report(1, ZH), report(2, ZH_SIMPLIFIED + "（轉載）")) == [{1, 2}]


HEADLINES = [
    "SFC grants licence to second virtual asset trading platform in Hong Kong",
    "SFC grants licence to third virtual asset trading platform in Hong Kong",
    "SFC warns public of suspicious virtual asset trading platform in Hong Kong",
    "HKMA grants licences to first stablecoin issuers in Hong Kong",
    "HKMA launches sandbox for stablecoin issuers",
    "Hong Kong lawmakers pass stablecoin bill",
    "Hong Kong exchange withdraws its licence application",
]


@pytest.mark.parametrize("first", HEADLINES)
def test_two_different_english_headlines_never_merge(first: str) -> None:
    others = [headline for headline in HEADLINES if headline != first]
    reports = [report(number, "", title=headline) for number, headline in enumerate([first, *others], 1)]
    assert len(stories(*reports)) == len(HEADLINES)


def test_the_same_bare_headline_is_one_story() -> None:
    assert stories(report(1, "", title=HEADLINES[0]), report(2, "", title=HEADLINES[0].upper())) == [{1, 2}]


def test_two_tellings_in_other_words_are_two_stories() -> None:
    other = (
        "A further exchange may now serve customers in the city, the market watchdog announced. It is the third to be "
        "let in since the regime began, and plans to start trading before the end of the month, its chief said."
    )
    assert stories(report(1, STORY), report(2, other)) == [{1}, {2}]


def test_one_template_about_two_firms_is_two_stories() -> None:
    assert stories(report(1, STORY, firms=["osl"]), report(2, STORY, firms=["hashkey"])) == [{1}, {2}]


def test_a_repost_that_names_fewer_firms_is_the_same_story() -> None:
    assert stories(report(1, STORY, firms=["osl", "hashkey"]), report(2, STORY, firms=["osl"])) == [{1, 2}]


def test_two_firms_are_not_joined_through_a_repost_that_names_neither() -> None:
    told = stories(report(1, STORY, firms=["osl"]), report(2, STORY), report(3, STORY, firms=["hashkey"]))
    assert not any({1, 3} <= members for members in told)


def test_the_same_words_weeks_later_are_another_story() -> None:
    assert stories(report(1, STORY, "2026-09-01"), report(2, STORY, "2026-10-08")) == [{1}, {2}]


def test_a_weekly_template_does_not_chain_into_one_story() -> None:
    told = stories(*(report(number, STORY, f"2026-{month:02}-{day:02}")
                     for number, (month, day) in enumerate([(1, 1), (1, 8), (1, 15), (1, 22), (1, 29), (2, 5)], 1)))
    assert max(len(members) for members in told) == 2


def test_an_article_dated_to_the_month_goes_with_one_of_its_days() -> None:
    assert stories(report(1, STORY, "2026-10"), report(2, STORY, "2026-10-29")) == [{1, 2}]
    assert stories(report(1, STORY, "2026-08"), report(2, STORY, "2026-10-29")) == [{1}, {2}]


def test_an_article_without_words_is_a_story_of_its_own() -> None:
    assert stories(report(1, ""), report(2, ""), report(3, "!!!")) == [{1}, {2}, {3}]


def test_the_order_of_arrival_changes_nothing() -> None:
    texts = [STORY, STORY + " More to follow.", STORY[:200], ZH, ZH + "更多消息稍後公布。", "Weather."]
    plain = {frozenset(texts[n] for n in members) for members in stories(*map(report, range(6), texts))}
    for seed in range(5):
        order = random.Random(seed).sample(texts, len(texts))
        assert {frozenset(order[n] for n in members) for members in stories(*map(report, range(6), order))} == plain


def _template_reports(number: int, rng: random.Random) -> list[Report]:
    words = [f"word{n}" for n in range(2000)]
    template = rng.choices(words, k=250)
    made = []
    for n in range(number):
        text = list(template)
        for _ in range(5):
            text[rng.randrange(len(text))] = rng.choice(words)
        made.append(Report(n, 738_000 + n % 900, 738_000 + n % 900, frozenset({f"firm{n % 40}"}),
                           sign("", " ".join(text))))
    return made


def test_work_grows_with_the_number_of_articles_even_from_one_template() -> None:
    reports = _template_reports(4_000, random.Random(1))
    few, many = (calls_made(lambda n=number: group(reports[:n])) for number in (1_000, 4_000))
    assert many < 6 * few  # four times the articles; each with each other would be sixteen times
