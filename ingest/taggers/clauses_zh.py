"""What the rules of Chinese ask of a clause: what stands behind a verb, whose application it is.

``Found`` is an event and the firms it is said of; None: no event, or nobody named.
"""

from __future__ import annotations

import re

from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import Sentence, ahead, aside, listed, objects, subject
from licensing.model import Event

_LONGER = re.compile(r" ?[a-z]{3,}|-[a-z]")
BEHIND = {
    "withdraw": Event.WITHDRAWN, "withdrawn_list": Event.WITHDRAWN, "apply_whole": Event.APPLIED,
    "receive_whole": Event.LICENSED, "licensees": Event.LICENSED, "deem": Event.DEEMED,
}  # fmt: skip
_OF_THE_EXCEPTED = {
    "withdraw": Event.WITHDRAWN, "return": Event.RETURNED, "refuse": Event.REFUSED, "apply_whole": Event.APPLIED,
}  # fmt: skip
_WHEN = re.compile(
    r"(?:[年月日][^,。;、]{0,2}|早前|日前|先前|此前|刚刚?|近日|最近|昨[日天]?|今早|率先|[上本]周|[上本]月|[今去]年|同[日月期批时]|一同|一并|周[一二三四五六日]|新近|最新|(?<!创)新)"
    r"已?(?:自行|正式|主动|先后|新|才|刚)?\Z"
)
_TO_A_NAME = re.compile(
    r"(?:(?:[^,。;、的\ue000]{0,8}申请)?的|(?<=的))(?:(?:平台|公司|机构|券商)?(?:还有|另有|亦有|也有|则?有|包括|分别是|分别为|是|为):?)?\ue000"
)
BARE = frozenset({"receive", "grant"})
"""Kinds of verbs that speak of a licence only with a word of one in their clause."""
PERMITTED = frozenset(("获批", "获准", "获得批准", "获正式批准"))
"""Verbs that may leave out what it is that was allowed."""
LICENCES = frozenset({"licence", "upgrade", "principle", "deemed", "grant", "grant_whole"})

Found = tuple[Event, Token] | None


def told(event: Event | None, firms: Token | None) -> Found:
    return None if event is None or firms is None else (event, firms)


def kinds_after(sentence: Sentence, i: int, characters: int) -> set[str]:
    """Kinds of the tokens after ``i``, up to the end of the clause."""
    kinds: set[str] = set()
    for _, token in ahead(sentence, i, characters):
        if token.kind in ("comma", "colon"):
            break
        kinds.add(token.kind)
    return kinds


def licence_event(kinds: set[str]) -> Event | None:
    if "product" in kinds and "upgrade" not in kinds:
        return None
    if "principle" in kinds:
        return Event.IN_PRINCIPLE
    if kinds & {"deemed", "deem"}:
        return Event.DEEMED
    if not kinds & LICENCES:
        return None
    return Event.UPLIFTED if kinds & {"upgrade", "retail"} else Event.LICENSED


def who(sentence: Sentence, i: int) -> Token | None:
    return subject(sentence, i) or listed(sentence, i)


def owner(sentence: Sentence, i: int) -> Token | None:
    """Whose application it is: the subject, or the firms put before the verb, or behind it ("撤回X的申請")."""
    return aside(sentence, i) or subject(sentence, i) or listed(sentence, i) or objects(sentence, i, 12)


def is_a_victim(sentence: Sentence, firms: Token) -> bool:
    """ "假冒X的網站", "OSL Global": whose name is used, by what it is named with or by a longer name."""
    used = any(t.kind == "fake" and 0 <= firms.start - t.end <= 2 for t in sentence.tokens)
    return used or _LONGER.match(sentence.folded, firms.last_at + 1 if firms.until < 0 else firms.until) is not None


def of_the_firm_behind(sentence: Sentence, i: int) -> Found:
    """ "連同前年獲牌的X", "昨日撤回申請的X": the firm behind, where a word says when."""
    token = sentence.tokens[i]
    event = BEHIND.get(token.kind)
    if event is None or not _TO_A_NAME.match(sentence.folded, token.end):
        return None
    if _WHEN.search(sentence.folded[max(token.start - 8, 0) : token.start]) is None:
        return None
    following = sentence.tokens[i + 1 : i + 3]
    return told(event, next((t for t in following if t.kind == FIRM and t.start <= token.end + 14), None))


def of_the_excepted(sentence: Sentence, i: int, inside: tuple[int, int]) -> Found:
    """ "除X已撤回申請外，其餘…": what befell X. "除X正式持牌外" is no news of it."""
    return told(_OF_THE_EXCEPTED.get(sentence.tokens[i].kind), excepted_firms(sentence, i, inside))


def excepted_firms(sentence: Sentence, i: int, inside: tuple[int, int]) -> Token | None:
    """The firms that "除…外" names, those nearest to the word at ``i``."""
    named = [t for t in sentence.tokens if t.kind == FIRM and inside[0] <= t.start < inside[1]]
    at = sentence.tokens[i].start
    return min(named, key=lambda firms: abs(firms.start - at), default=None)
