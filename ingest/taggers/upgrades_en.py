"""English words on licences that are widened. Each rule reads one word of a sentence."""

from __future__ import annotations

import re

from ingest.taggers.clauses_en import FINITE, Found, is_told, possessor, told
from ingest.taggers.owners_en import whose
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive, kinds_near
from ingest.taggers.subjects_en import objects, subject
from licensing.model import Event

_TO_DO_SO = re.compile(
    r"(?: by the [a-z]+)?(?: in [a-z]+(?: \d{4})?| on [a-z\d ]{3,16})?"
    r" to (?:manage|deal|serve|offer|trade|sell|cover|take|let)\b"
)
_A_THING_IS = re.compile(
    r"\b(?:apps?|wallets?|systems?|websites?|software|infrastructure|ratings?|office|servers?|engine|technology"
    r"|security|range|custody) (?:was|were|has been|had been|have been|is|are) (?:[a-z]+ly )?$"
)
_HELD = re.compile(r" with $|\b(?:hold|holds|held|have|has) (?:the |an |such an |this )?$")
_OF_ITS_OWN = re.compile(r" of (?:its|their) own\b")


def can_now(sentence: Sentence, i: int) -> Found:
    """ "… and can now take retail clients": what a licensee may do since its licence was widened."""
    kinds = [t.kind for _, t in ahead(sentence, i, 6)]
    if sentence.word(sentence.tokens[i]) not in ("can", "could") or "retail" not in kinds or kinds[:1] != ["only"]:
        return None
    firms = subject(sentence, i)
    return None if firms is None else (Event.UPLIFTED, firms)


def upgrade(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    if token.form == "ing" and not is_told(sentence, i):
        return None
    if token.form == "":
        return _upgrade_noun(sentence, i)
    if _HELD.search(sentence.folded, 0, token.start) or _A_THING_IS.search(sentence.folded, 0, token.start):
        return None  # those with upgraded licences, or that hold one, are so already; "whose app was upgraded"
    widened = is_passive(sentence, i) and sentence.word(token).startswith(("upg", "upl"))
    to_do_so = widened and (
        {"to", "retail"} <= kinds_near(sentence, i, 0, 8) or _TO_DO_SO.match(sentence.folded, token.end) is not None
    )
    far = whose(sentence, i, frozenset({"licence"}))
    if "licence" not in kinds_near(sentence, i, 6, 8) and not to_do_so and far is None:
        return None
    agreed = token.form == "base" and any(t.kind == "decided" for _, t in back(sentence, i, 3))
    if is_passive(sentence, i) or token.form in FINITE or token.form == "ing" or agreed:
        own = next((t for _, t in ahead(sentence, i, 2) if t.kind == "its"), None)
        its = own._replace(kind="coreference") if own is not None else None
        # "upgraded its deemed licence", "its approval in principle"
        first = not kinds_near(sentence, i, 0, 5).isdisjoint({"principle", "deemed"})
        event = Event.LICENSED if first else Event.UPLIFTED
        after = objects(sentence, i, 10)
        if after is not None and is_passive(sentence, i) and " said " in sentence.folded[token.end : after.start]:
            after = None
        return told(event, far or subject(sentence, i) or after or its)
    return told(Event.UPLIFTED, possessor(sentence, i))


def _upgrade_noun(sentence: Sentence, i: int) -> Found:
    """ "X announced the upgrade of its licence", "X's licence upgrade", "X trades under an uplift of its own"."""
    if _OF_ITS_OWN.match(sentence.folded, sentence.tokens[i].end) and sentence.word(sentence.tokens[i]) == "uplift":
        return told(Event.UPLIFTED, subject(sentence, i))
    if "licence" not in kinds_near(sentence, i, 4, 6) and "licen" not in sentence.word(sentence.tokens[i]):
        return None
    if any(t.kind in ("apply", "file", "seek", "receive", "grant", "irrealis") for _, t in back(sentence, i, 8)):
        return None
    owner = possessor(sentence, i)
    if owner is None and sentence.headline and any(sentence.word(t) == "after" for _, t in back(sentence, i, 3)):
        owner = subject(sentence, i)
    if owner is None and any(t.kind == "said" for _, t in back(sentence, i, 10)):
        owner = subject(sentence, i)
    return told(Event.UPLIFTED, owner)
