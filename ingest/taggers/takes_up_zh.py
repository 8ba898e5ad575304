"""Chinese verbs that only say somebody did the same: what it was, the words before them tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.taggers.clauses_zh import BARE, PERMITTED, kinds_after, who
from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import Token, chinese_tokens
from ingest.taggers.sentence_zh import Sentence, clause_kinds, is_unreal, subject
from licensing.model import Event

_TOLD = {
    "upgrade": Event.UPLIFTED, "withdraw": Event.WITHDRAWN, "withdrawn_list": Event.WITHDRAWN,
    "apply_whole": Event.APPLIED, "receive_whole": Event.LICENSED, "grant_whole": Event.LICENSED,
    "receive": Event.LICENSED, "grant": Event.LICENSED,
}  # fmt: skip
_UNREAL = frozenset({"modal", "irrealis", "negation", "conditional"})
_NEAR = 10  # characters
_TOO = re.compile(r"(?:亦|也|同样|随后|其后|相继|先后|同日|紧接)[^,。;]{0,6}\Z")


def event_told(tokens: Sequence[Token]) -> Event | None:
    """The last event that these tokens tell of anybody; None: none, or it is only planned or denied."""
    kinds = {token.kind for token in tokens}
    if "principle" in kinds or "product" in kinds:
        return None
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        event = _TOLD.get(token.kind)
        if event is None or (token.kind in BARE and not kinds & {"licence", "upgrade"}):
            continue
        if any(t.kind in _UNREAL and token.start - t.end <= _NEAR for t in tokens[max(i - 3, 0) : i]):
            return None
        return Event.UPLIFTED if event is Event.LICENSED and "upgrade" in kinds else event
    return None


def may_take_up(sentence: Sentence) -> bool:
    """Whether a sentence has a verb for which the one before it is needed."""
    return any(t.kind in ("exit", "same") or _is_permitted(sentence, i) for i, t in enumerate(sentence.tokens))


def takes_up(sentence: Sentence, before: str, earlier: str) -> Iterator[Finding]:
    """ "X亦先後退出", "X也跟進", "X、Y亦先後獲批": what the sentence before tells of others, or the one before that."""
    event = event_told(chinese_tokens(before, ())) or event_told(chinese_tokens(earlier, ()))
    if event is None:
        return
    for i, token in enumerate(sentence.tokens):
        wanted = {"exit": event is Event.WITHDRAWN, "same": True}.get(token.kind)
        if wanted is None:
            wanted = event in (Event.LICENSED, Event.UPLIFTED) and _is_permitted(sentence, i)
        if wanted and not is_unreal(sentence, i) and "product" not in clause_kinds(sentence, i):
            firms = who(sentence, i) if token.kind == "exit" else subject(sentence, i)
            if firms is not None:
                yield Finding(firms, token.start, token.end, event=event)


def _is_permitted(sentence: Sentence, i: int) -> bool:
    """ "X亦獲批", with no word of what."""
    token = sentence.tokens[i]
    if token.kind != "receive" or sentence.word(token) not in PERMITTED:
        return False
    if _TOO.search(sentence.folded, max(token.start - 12, 0), token.start) is None:
        return False
    return not kinds_after(sentence, i, 20) & {"licence", "grant", "product", "application", "upgrade", "principle"}
