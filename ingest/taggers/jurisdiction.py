"""Which place an article and each of its sentences speak of: Hong Kong, or some other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.topics import HERE, Topic

_HERE, _ELSEWHERE = int(HERE), int(Topic.ELSEWHERE)
_GOES_ON = (
    "it ", "its ", "they ", "the regulator", "the authority", "the country", "there ", "the city-state", "the emirate",
    "the bloc", "the fee", "he ", "she ",
    "该国", "当地", "该局", "该会", "其中", "其余", "另有", "还有",
)  # fmt: skip
_WEIGHT_OF_TITLE = 3
_TEASER = re.compile(r"\W*(?:related|read more|see also|also read|相关(?:阅读|新闻|报道)|延伸阅读)\b")


def home_is_hong_kong(topics: Sequence[int], in_title: int) -> bool:
    """Whether the article as a whole is of Hong Kong: what a sentence without a place in it speaks of.

    topics: of every sentence; in_title: how many of them, from the first, are the title's.
    """
    here = elsewhere = 0
    for number, topic in enumerate(topics):
        weight = _WEIGHT_OF_TITLE if number < in_title else 1
        if topic & _HERE:
            here += weight
        elif topic & _ELSEWHERE:
            elsewhere += weight
    return here > 0 and here >= elsewhere


def _could_be_anywhere(topic: int) -> bool:
    """Whether a regulator's short name is all that speaks for Hong Kong: 金管局 is Singapore's, too."""
    return topic & _HERE == int(Topic.REGULATOR)


def sentences_elsewhere(topics: Sequence[int], folded: Sequence[str], home: bool) -> tuple[bool, ...]:
    """For every sentence whether its facts are those of a place other than Hong Kong.

    A sentence that names no place speaks of the article's; one that goes on from a sentence on another place, of that.
    """
    found: list[bool] = []
    teaser = False
    for topic, words in zip(topics, folded, strict=True):
        goes_on = bool(found) and found[-1] and not teaser and words.startswith(_GOES_ON)
        teaser = _TEASER.match(words) is not None
        if topic & _HERE and not (_could_be_anywhere(topic) and not home and (topic & _ELSEWHERE or any(found))):
            found.append(False)
        elif topic & _ELSEWHERE or goes_on:
            found.append(True)
        else:
            found.append(not home)
    return tuple(found)
