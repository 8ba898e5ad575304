"""What a text only implies of a firm counts where the reference data bear it out, and nowhere else."""

from __future__ import annotations

import pytest

from ingest.taggers import Tagger
from licensing.model import Role, Tags

TITLE, TITLE_ZH = "Hong Kong crypto platforms and their licences", "香港虛擬資產交易平台發牌近況"


def tagged(tagger: Tagger, published: str | None, words: str) -> Tags:
    tags = tagger.tag(TITLE if words.isascii() else TITLE_ZH, words, published)
    assert tags.relevant, tags.reason
    return tags


def role(tags: Tags, slug: str) -> Role | None:
    return next((firm.role for firm in tags.firms if firm.slug == slug), None)


@pytest.mark.parametrize(
    ("published", "words", "slug", "expected"),
    [
        # the standing is told before, of a number of firms; the firm is only named
        ("2024-06-20", "Eleven platforms are deemed licensed. Of the big names Bullish is still around.", "bullish",
         Role.DEEMED),
        ("2024-06-20", "十一家平台被視為獲發牌。外界較熟悉的是Bullish。", "bullish", Role.DEEMED),
        ("2024-06-20", "十一家平台被视为获发牌。外界较熟悉的是Bullish。", "bullish", Role.DEEMED),
        ("2024-06-20", "The regulator lists those who withdrew. OKX said goodbye to its customers.", "okx-hk",
         Role.FORMER_APPLICANT),
        ("2024-09-10", "The monetary authority has a sandbox for stablecoins. JD Coinlink tests payments there.",
         "jd-coinlink", Role.SANDBOX),
        ("2025-03-10", "Ten firms are licensed. Few outsiders know YAX.", "yax", Role.LICENSEE),
        ("2025-03-10", "持牌平台共有十家。YAX背後是一家網上券商。", "yax", Role.LICENSEE),
        # without a date of the article the more specific word decides
        (None, "Eleven platforms are deemed licensed. Of the big names Bullish is still around.", "bullish",
         Role.DEEMED),
        # a warned name in a sentence on warnings
        ("2024-08-01", "The list of suspicious platforms is long. Yomaex even rented an office.", "yomaex",
         Role.UNLICENSED),
    ],
)  # fmt: skip
def test_a_standing_that_is_implied_and_borne_out(
    tagger: Tagger, published: str | None, words: str, slug: str, expected: Role
) -> None:
    tags = tagged(tagger, published, words)
    assert role(tags, slug) is expected
    assert all(words[f.span.start : f.span.end] == f.span.quote for f in tags.firms if f.span.field == "text")


@pytest.mark.parametrize(
    ("published", "words", "slug"),
    [
        # the reference data do not bear it out: not yet, not any more, never
        ("2024-01-20", "Two exchanges are licensed in Hong Kong. YAX watches from afar.", "yax"),
        ("2024-08-20", "Eleven platforms are deemed licensed. OKX watches from afar.", "okx-hk"),
        ("2024-08-20", "十一家平台被視為獲發牌。OKX只在一旁觀望。", "okx-hk"),
        ("2024-08-20", "Eleven platforms are deemed licensed. Coinbase watches from afar.", "coinbase"),
        # nothing near it speaks of standings
        ("2025-03-10", "Ten firms are licensed. It is summer. It rains. The sea is warm. YAX is a short name.", "yax"),
        # it only says whose firm another is
        ("2025-08-10", "A licence went to PantherTrade, owned by the broker Futu.", "futu-securities"),
        ("2025-08-10", "Licensed platforms are few. The Futu-backed PantherTrade is new.", "futu-securities"),
        # what is hoped for, a question, a pointer to another story
        ("2025-03-10", "Ten firms are licensed. YAX is considering a second office.", "yax"),
        ("2025-03-10", "Ten firms are licensed. Where is YAX?", "yax"),
        ("2025-03-10", "Ten firms are licensed.\n\nRelated: YAX opens an office", "yax"),
        # a licence of another regime
        ("2025-10-10", "36 firms applied for a stablecoin licence. OSL is talked about.", "osl"),
        # of another place
        ("2025-03-10", "Ten firms are licensed in Hong Kong. In Singapore the licensed exchanges watch YAX.", "yax"),
    ],
)
def test_no_standing_where_the_reference_data_or_the_words_do_not_say_so(
    tagger: Tagger, published: str | None, words: str, slug: str
) -> None:
    assert role(tagged(tagger, published, words), slug) in (None, Role.OTHER)


@pytest.mark.parametrize(
    ("published", "words", "expected"),
    [
        ("2024-07-01", "They left one by one.\n\n- May 22: Gate.HK\n- May 24: OKX",
         {("gate-hk", "withdrawn", "2024-05-22"), ("okx-hk", "withdrawn", "2024-05-24")}),
        ("2026-06-01", "| Licensed platform | since |\n| VDX | 2026-02-13 |", {("vdx", "licensed", "2026-02-13")}),
        ("2024-07-01", "撤回申請的包括：5月22日Gate.HK，5月24日OKX。",
         {("gate-hk", "withdrawn", "2024-05-22"), ("okx-hk", "withdrawn", "2024-05-24")}),
        # without the article's date a day and month name the event; the year stays unknown
        (None, "They left one by one.\n\n- May 22: Gate.HK", {("gate-hk", "withdrawn", None)}),
        # of the last weeks, told loosely
        ("2026-02-02", "Customers of Mox Bank can trade, now that the regulator has agreed to a wider licence.",
         {("mox-bank", "uplifted", None)}),
    ],
)  # fmt: skip
def test_an_event_that_stands_with_its_day_or_is_fresh(
    tagger: Tagger, published: str | None, words: str, expected: set[tuple[str, str, str | None]]
) -> None:
    assert {(e.slug, e.event.value, e.on) for e in tagged(tagger, published, words).events} == expected


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2024-07-01", "They left one by one.\n\n- May 23: Gate.HK"),  # not the day
        ("2024-05-01", "Exchanges withdraw.\n\n- May 22: Gate.HK"),  # still to come
        ("2024-07-01", "Licensed or not: on May 22 it rained on Gate.HK."),  # no word of leaving
        (None, "Applicants withdraw on a Wednesday. Gate.HK is known for its Wednesday sales."),  # a weekday is no day
        ("2026-02-02", "ZA Bank looks on while the regulator agrees to a wider licence for others."),
        ("2024-06-01", "Gate.HK and Bybit remain on the list of applicants until the transition ends on May 31."),
        ("2025-03-10", "HKVAX became the third licensed platform after OSL and HashKey."),
    ],
)
def test_no_event_without_its_day_and_its_word(tagger: Tagger, published: str | None, words: str) -> None:
    told = {(e.slug, e.event.value) for e in tagged(tagger, published, words).events}
    assert not {one for one in told if one[0] != "hkvax"}


@pytest.mark.parametrize("published", ["2024-02-31", "2024-13", "yesterday", "", "0000-00-00", "24-6-1", "2024-06-2x"])
def test_a_bad_date_of_an_article_is_none(tagger: Tagger, published: str) -> None:
    words = "Eleven platforms are deemed licensed. Bullish is still around. OKX applied on Thursday."
    assert tagger.tag(TITLE, words, published) == tagger.tag(TITLE, words, None)


def test_a_time_of_day_of_an_article_is_left_out(tagger: Tagger) -> None:
    words = "OKX applied on Thursday for a licence."
    assert tagger.tag(TITLE, words, "2024-05-31T08:00:00+08:00") == tagger.tag(TITLE, words, "2024-05-31")
