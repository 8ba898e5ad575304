"""English words on who is let in: to the register, among the applicants, as one of the licensed."""

from __future__ import annotations

import re

from ingest.taggers.clauses_en import WITH_A_DATE, Found, has_a_giver, is_told, noun_phrase, told
from ingest.taggers.sentence_en import Sentence, ahead, is_passive
from ingest.taggers.subjects_en import objects, subject
from licensing.model import Event

_AS = re.compile(r"\bas (?:a|an|the|one of|hong kong's|licensed|fully|newly|approved)\b")
_CHOSEN = ("chosen", "selected", "picked")


def become(sentence: Sentence, i: int) -> Found:
    kinds = noun_phrase(sentence, i, 9)
    if sentence.tokens[i].form == "ing" and not is_told(sentence, i):
        return None
    if "applicants" in kinds:
        return told(Event.APPLIED, subject(sentence, i))
    if kinds & {"license", "licensees", "register", "licensed"} and not kinds & {"receive", "grant"}:
        return told(Event.UPLIFTED if "retail" in kinds else Event.LICENSED, subject(sentence, i))
    return None


def _let_in(sentence: Sentence, i: int, kinds: set[str]) -> bool:
    """ "X and Y were let in on Monday", "since X was admitted in June": to the register, as nothing else is named."""
    admitted = sentence.word(sentence.tokens[i]) in ("admitted", "let in", "let onto") and is_passive(sentence, i)
    end = sentence.tokens[i].end
    alone = WITH_A_DATE.match(sentence.folded, end) is not None or sentence.folded[end : end + 1] in (".", ",", "")
    return admitted and (alone or not kinds.isdisjoint({"register", "licensees"})) and "sandbox" not in kinds


def join(sentence: Sentence, i: int) -> Found:
    """ "X joins the list as the twelfth licensed platform", "X joined the applicants"."""
    kinds = noun_phrase(sentence, i, 10)
    if sentence.tokens[i].form not in ("ed", "s"):
        return None
    if "applicants" in kinds:
        left = any(t.kind in ("withdraw", "pull", "exit") for _, t in ahead(sentence, i, 12))
        return None if left else told(Event.APPLIED, subject(sentence, i))
    if _let_in(sentence, i, kinds):
        return told(Event.LICENSED, subject(sentence, i))
    if sentence.word(sentence.tokens[i]) in _CHOSEN and kinds & {"license", "licensed", "licensees"}:
        chosen = objects(sentence, i, 8)
        return told(Event.LICENSED, chosen) if chosen is not None and has_a_giver(sentence, i) else None
    as_one = bool(kinds & {"license", "licensed"}) and bool(kinds & {"firm", "firms"})
    if kinds & {"register", "licensees"} or {"license", "ordinal"} <= kinds or (as_one and _AS.search(sentence.folded)):
        return told(Event.LICENSED, subject(sentence, i))
    return None
