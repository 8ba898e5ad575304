"""Whether an article is about licensing of virtual-asset businesses in Hong Kong.

Every sentence on a licence, of the field, in Hong Kong is evidence; in the title it weighs more, a passing "licensed"
less. An article on another place needs more of it, and one on products (funds, listings) too.
"""

from __future__ import annotations

from ingest.taggers.document import Document
from ingest.taggers.topics import HERE, Topic, touches
from licensing.text import fold

_HERE, _ELSEWHERE, _LICENCE = int(HERE), int(Topic.ELSEWHERE), int(Topic.LICENCE)
_FIELD, _LICENSED = int(Topic.FIELD | Topic.OWN_FIRM), int(Topic.LICENSED)
_SETTING_UP, _PRODUCT, _OWN = int(Topic.SETTING_UP), int(Topic.PRODUCT), int(Topic.OWN_REGIME)
_REGULATOR, _APPLYING = int(Topic.REGULATOR), int(Topic.APPLYING)
_OWN_FIRM = int(Topic.OWN_FIRM)
_OTHER_LICENCE = int(Topic.OTHER_LICENCE)
_SHORT = 4  # sentences of a flash, title included
_A_LIST = 3  # sentences that name a firm which stands for the field
_ENOUGH = 1.0


def may_be_relevant(title: str, text: str) -> bool:
    """Cheap look at an article: False only where ``judge`` would say so too, for want of a place or of the field."""
    given = f"{title}\n{text}"
    folded = fold(given)
    return touches(given, folded, HERE) and touches(given, folded, Topic.FIELD | Topic.OWN_FIRM)


def judge(document: Document) -> tuple[bool, str]:
    """(relevant, why in words)."""
    together = 0
    for topic in document.topics:
        together |= topic
    if not together & _HERE or not together & _FIELD:
        return False, "no word of Hong Kong and virtual assets"
    total, in_title = evidence(document)
    where = "Hong Kong" if document.home else "elsewhere, with Hong Kong"
    return total >= _ENOUGH, f"on {where}; weight of what it says of licences {total:g}, in the title {in_title:g}"


def evidence(document: Document) -> tuple[float, float]:
    """(weight of the evidence, weight of the title's part of it)."""
    total = in_title = 0.0
    of_own_firm = any(topic & _OWN_FIRM for topic in document.topics)
    in_passing = _in_passing(document)
    of_the_field = sum(bool(topic & _FIELD) for topic in document.topics) > 1 or len(document.topics) <= _SHORT
    for sentence, topic, elsewhere in zip(document.sentences, document.topics, document.elsewhere, strict=True):
        weight = 0.0 if elsewhere else _weight(topic, document.home, of_the_field)
        if not (weight or elsewhere) and topic & (_LICENSED | _APPLYING):
            weight = in_passing
        if weight and of_own_firm and topic & _LICENCE and topic & _APPLYING:
            weight = 1.0  # "the company has withdrawn its licence application", of a firm that stands for the field
        if sentence.field == "title":
            weight *= 2
            in_title += weight
        total += weight
    return total, in_title


def _in_passing(document: Document) -> float:
    """What a bare "licensed" or "applications" weighs: something where the title says what they are of."""
    title = 0
    for sentence, topic in zip(document.sentences, document.topics, strict=True):
        if sentence.field == "title":
            title |= topic
    if not document.home:
        return 0.0
    if title & _HERE and sum(bool(topic & _OWN_FIRM) for topic in document.topics) >= _A_LIST:
        return 0.5
    return 0.25 if title & _FIELD else 0.0


def _weight(topic: int, home: bool, of_the_field: bool) -> float:
    """What a sentence weighs: 1 for a licence, of the field, in Hong Kong; half for a part of that."""
    here = topic & _HERE
    if not (here or home):
        return 0.0
    if topic & _OTHER_LICENCE and not topic & _OWN:
        return 0.0
    if not home and topic & _ELSEWHERE and not topic & (_REGULATOR | _OWN):
        return 0.0
    if topic & _PRODUCT:
        return 0.5 if topic & _LICENCE and topic & _REGULATOR and topic & _FIELD else 0.0
    if topic & _LICENCE and (topic & (_FIELD | _OWN) or (topic & _REGULATOR and of_the_field)):
        return 1.0
    if topic & _SETTING_UP and here and of_the_field:
        return 1.0
    if topic & _LICENSED and topic & _FIELD and here:
        return 1.0
    if topic & (_OWN | _LICENCE) or (topic & (_SETTING_UP | _LICENSED) and topic & _FIELD):
        return 1.0 if topic & _OWN else 0.5
    if topic & _APPLYING and topic & (_REGULATOR | _FIELD):
        return 1.0 if topic & _OWN_FIRM else 0.5
    return 0.0
