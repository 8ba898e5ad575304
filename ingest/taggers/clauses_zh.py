"""What the rules of Chinese ask of a clause: what stands behind a verb, whose application it is.

``Found`` is an event and the firms it is said of; None: no event, or nobody named.
"""

from __future__ import annotations

from ingest.taggers.lexicon import Token
from ingest.taggers.sentence_zh import Sentence, ahead, aside, listed, objects, subject
from licensing.model import Event

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
