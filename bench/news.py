"""Made-up news for the benches: English and Chinese, one item in fifty about our subject. The same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape

SUBJECT_EVERY = 50

_WHO = ["The transport department", "A district council", "The hospital authority", "A shipping company", "The airport",
        "A film festival", "The education bureau", "A retailer", "The observatory", "A football club", "The university",
        "A housing society", "The port operator", "A restaurant chain", "The police", "A museum"]
_DID = ["said on {day} that", "announced that", "denied that", "expects that", "told reporters that", "confirmed that",
        "wrote in its yearly report that", "warned that"]
_WHAT = ["{n} more buses would run on the harbour route", "the number of visitors had risen by {n} per cent",
         "works on the new wing would take {n} months", "rain had closed {n} roads in the north",
         "its takings of HK${n} million were the best in a decade", "{n} people had been helped in one night",
         "tickets would cost HK${n} from next spring", "a survey of {n} families showed a change of habits",
         "the match drew {n} thousand people", "prices had not moved for {n} weeks",
         "{n} trees would be planted along the river", "the ferry to the island would stop for {n} days"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

_WHO_ZH = ["運輸署", "區議會", "醫院管理局", "一間航運公司", "機場管理局", "電影節", "教育局", "一間零售商", "天文台",
           "足球會", "大學", "房屋協會"]
_DID_ZH = ["表示，", "周四公布，", "否認", "預期", "向記者指出，", "證實，", "在年報中稱，", "提醒市民，"]
_WHAT_ZH = ["海底隧道將增加{n}班巴士", "旅客人數上升百分之{n}", "新翼工程需時{n}個月", "大雨令北部{n}條道路封閉",
            "營業額達{n}億港元，創十年新高", "一晚內有{n}人獲得協助", "門票由明年春季起加至{n}元",
            "一項訪問{n}個家庭的調查顯示習慣有變", "球賽吸引{n}萬人入場", "價格連續{n}周沒有變動"]

_SUBJECT = [
    "Hong Kong's Securities and Futures Commission granted a licence to OSL, the {n}th virtual asset trading platform "
    "on its list, people close to the matter said. ",
    "Over {n} firms have shown interest in a Hong Kong crypto licence, and a full application can cost up to US${n} "
    "million, lawyers said. ",
    "HashKey Exchange must hold paid-up capital of HK$5 million to keep its Hong Kong virtual asset licence. "]
_SUBJECT_ZH = [
    "香港證監會向HashKey Exchange批出虛擬資產交易平台牌照，至今共有{n}間平台獲發牌。",
    "逾{n}間公司有意在香港申請虛擬資產牌照，申請成本高達{n}00萬美元。", "持牌虛擬資產交易平台須維持500萬港元繳足股本。"]


def feeds(number: int, entries: int, size: int = 3_000) -> list[bytes]:
    """``number`` RSS feeds of ``entries`` items, each of about ``size`` bytes as sent; every other one is Chinese."""
    rng = random.Random(20230601)
    return [_feed(rng, place, entries, size) for place in range(number)]


def articles(number: int, size: int, rng: random.Random, chinese: bool, subject: bool = False) -> Iterator[str]:
    """Plain texts of about ``size`` bytes."""
    for _ in range(number):
        yield " ".join(_paragraphs(rng, size, chinese, subject))


def _feed(rng: random.Random, place: int, entries: int, size: int) -> bytes:
    items = "".join(_item(rng, place, number, size, (number + place) % 2 == 1) for number in range(entries))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Feed {place}</title>'
            f"<link>http://127.0.0.1/{place}</link><description>Made up</description>{items}</channel></rss>").encode()


def _item(rng: random.Random, place: int, number: int, size: int, chinese: bool) -> str:
    subject = number % SUBJECT_EVERY == 7
    paragraphs = list(_paragraphs(rng, size * 2 // 3, chinese, subject))  # markup, escaped, makes up the rest
    body = "".join(f'<p>{escape(part)} <a href="/tags/{n}">more</a></p>' for n, part in enumerate(paragraphs))
    address = f"https://news{place}.example/{number}"
    day = 1 + number % 28
    return (f"<item><title>{escape(paragraphs[0][:70])}</title><link>{address}</link><guid>{address}</guid>"
            f"<pubDate>{day:02} Sep 2026 {number % 24:02}:30:00 +0800</pubDate>"
            f"<description>{escape(body)}</description></item>")


def _paragraphs(rng: random.Random, size: int, chinese: bool, subject: bool) -> Iterator[str]:
    written = 0
    while written < size:
        sentences = [_sentence(rng, chinese) for _ in range(4)]
        if subject and not written:
            sentences[0] = rng.choice(_SUBJECT_ZH if chinese else _SUBJECT).format(n=rng.randint(2, 90))
        paragraph = "".join(sentences).strip()
        written += len(paragraph.encode())
        yield paragraph


def _sentence(rng: random.Random, chinese: bool) -> str:
    number = rng.randint(2, 900)
    if chinese:
        return rng.choice(_WHO_ZH) + rng.choice(_DID_ZH) + rng.choice(_WHAT_ZH).format(n=number) + "。"
    did = rng.choice(_DID).format(day=rng.choice(_DAYS))
    return f"{rng.choice(_WHO)} {did} {rng.choice(_WHAT).format(n=number)}. "
