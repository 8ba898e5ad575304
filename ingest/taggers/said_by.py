"""To whom a sentence attributes what it says: a person, firm, regulator, "people familiar"; None where it does not."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.taggers.quantities import SENTENCES_KEPT

_NAME = r"(?P<who>[^,.;:“”\"()\n]{2,80}?)"
_EN = (
    re.compile(rf"\b[Aa]ccording to {_NAME}(?=[,.;:(\n]|$)"),
    re.compile(rf"(?:^|[,”\"]\s+){_NAME},?\s+(?:said|says|told|estimated|estimates|wrote|noted|added|reckons)\b"),
    re.compile(r"\b(?:said|says|added|noted)\s+(?P<who>(?:the |an? )?[^,.;:“”\"()\n]{2,80}?)(?=[,.;:(\n]|$)"),
)
_ZH = (
    re.compile(r"(?:据|據|根據|根据)(?P<who>[^,，。;；:：\n]{2,24}?)(?:表示|指|报道|報道|消息|资料|資料|透露|,|，)"),
    re.compile(
        r"(?:^|[。，,;；\n])(?P<who>[^,，。;；:：\n]{2,24}?)(?:表示|指出|透露|称|稱|说|說|指|估計|估计)(?=[,，:：「“])"
    ),
)
_NOT_A_SPEAKER = re.compile(r"^(?:it|he|she|they|who|which|that|this|the report|但|而|他|她|其|並|并)$", re.I)
_SPACES = re.compile(r"\s+")


@lru_cache(SENTENCES_KEPT)
def said_by(sentence: str, chinese: bool) -> str | None:
    """The speaker's name as written, at most 80 characters.

    >>> said_by("Costs run to $20 million, according to two people familiar with the matter.", False)
    'two people familiar with the matter'
    """
    if len(sentence) > 2000:
        return None
    for pattern in _ZH if chinese else _EN:
        found = pattern.search(sentence)
        if found:
            who = _SPACES.sub(" ", found["who"]).strip(" -–—'’‘")
            if len(who) >= 2 and not _NOT_A_SPEAKER.match(who):
                return who
    return None
