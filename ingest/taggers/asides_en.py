"""English words that tell an event in passing: in brackets behind a firm, of "theirs", of one of many."""

from __future__ import annotations

import re

from ingest.taggers.clauses_en import WITH_A_DATE, Found
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_en import Sentence, back
from licensing.model import Event

_TOLD_BY = {
    "apply": Event.APPLIED, "withdraw": Event.WITHDRAWN, "return": Event.RETURNED, "refuse": Event.REFUSED,
    "license": Event.LICENSED, "upgrade": Event.UPLIFTED, "suspend": Event.SUSPENDED, "revoke": Event.REVOKED,
}  # fmt: skip
_OF_LICENCES = frozenset({Event.LICENSED, Event.UPLIFTED, Event.IN_PRINCIPLE, Event.SUSPENDED, Event.REVOKED})
_OF_APPLICATIONS = frozenset({Event.APPLIED, Event.WITHDRAWN, Event.RETURNED, Event.REFUSED})
_THEIRS = re.compile(
    r"\b(?:had|saw|seen|got|gets|gotten|having|getting|seeing|sees) (?:theirs|(?:its|their) own|its) (?:[a-z]+ly )?$"
)
_GOT_ITS_OWN = re.compile(
    r" (?:theirs|(?:its|their) own|the same)(?=[.,;]|$| (?:in|on|last|earlier|this|two|three|a|days|the)\b)"
)


def bracketed(sentence: Sentence, i: int) -> Found:
    """ "X and Y (withdrawn)", "Z (returned on 7 February)": what became of the firms before the bracket."""
    token = sentence.tokens[i]
    if i < 2 or token.form != "ed" or sentence.tokens[i - 1].kind != "open" or token.kind not in _TOLD_BY:
        return None
    firms = sentence.tokens[i - 2]
    near = firms.kind == FIRM and firms.form == "" and sentence.tokens[i - 1].start - firms.end <= 1
    alone = sentence.folded.startswith(")", token.end) or WITH_A_DATE.match(sentence.folded, token.end) is not None
    alone = alone and sentence.tokens[i - 1].end == token.start
    return (_TOLD_BY[token.kind], firms) if near and alone else None


def may_be_done_to_its_own(sentence: Sentence, i: int) -> bool:
    """Whether the verb at ``i`` tells of "theirs", which the words before have named: "got theirs"."""
    token = sentence.tokens[i]
    if token.kind == "receive" and token.form in ("ed", "s"):
        return _GOT_ITS_OWN.match(sentence.folded, token.end) is not None
    told = token.form == "ed" and token.kind in _TOLD_BY
    return told and _THEIRS.search(sentence.folded, max(token.start - 40, 0), token.start) is not None


def done_to_its_own(sentence: Sentence, i: int, before: Event | None) -> Event | None:
    """The event of "Y had theirs widened", if the one told before is of the same thing: a licence, or a bid for one."""
    if before is None or not may_be_done_to_its_own(sentence, i):
        return None
    event = _TOLD_BY.get(sentence.tokens[i].kind, Event.LICENSED)
    if event is Event.LICENSED:  # "had theirs approved": what was approved before
        return before if before in _OF_LICENCES else None
    same = {event, before} <= _OF_LICENCES or {event, before} <= _OF_APPLICATIONS
    return event if same else None


def one_of_those(sentence: Sentence, i: int) -> Token | None:
    """The firm of "X was one of the four exchanges licensed in December", "… those given a licence in May"."""
    if WITH_A_DATE.search(sentence.folded, sentence.tokens[i].end, sentence.tokens[i].end + 40) is None:
        return None
    kinds: list[str] = []
    for _, token in back(sentence, i, 14):
        if token.kind == FIRM:
            return token if token.form == "" and {"firms", "among", "be"} <= set(kinds) else None
        if token.form or token.kind in ("comma", "said", "while", "relative", "negation", "colon"):
            return None
        kinds.append(token.kind)
    return None
