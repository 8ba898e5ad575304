"""English words on what ends or warns: suspended, revoked, ceased, put on a list. Each rule reads one word."""

from __future__ import annotations

import re

from ingest.taggers.clauses_en import Found, is_headline_passive, is_told, noun_phrase, of_an_application, told, who
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive
from ingest.taggers.subjects_en import listed, objects, subject
from licensing.model import Event


def suspend(sentence: Sentence, i: int) -> Found:
    return of_an_application(sentence, i, Event.SUSPENDED, frozenset({"licence", "deemed", "register"}))


def revoke(sentence: Sentence, i: int) -> Found:
    return of_an_application(sentence, i, Event.REVOKED, frozenset({"licence", "deemed", "register"}))


def cease(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    if token.form in ("s", "noun") and not sentence.headline:
        return None
    if token.form == "ing" and not is_told(sentence, i, comma=False):
        return None
    after = {t.kind for _, t in ahead(sentence, i, 6)}
    word = sentence.word(token)
    if _FOR_A_WHILE.search(sentence.folded, token.end):
        return None  # "halted trading for three hours"
    whole = (" " in word and not word.endswith(" off")) or word in ("shuttered", "delisted")
    whole = whole or (word in ("shut", "shuts") and _SHUT_ITSELF.match(sentence.folded, token.end) is not None)
    if whole or "operations" in after or (word in ("shut", "shuts", "closed", "closes") and "firm" in after):
        return told(Event.CEASED, subject(sentence, i))
    return None


def warn(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    if token.form == "noun":
        if _DREW_ONE.search(sentence.folded, 0, token.start):
            return told(Event.WARNED, subject(sentence, i))  # "X drew a warning from the SFC"
        if any(t.kind in ("blocked", "of") for _, t in ahead(sentence, i, 6)):
            return told(Event.WARNED, _warned_of(sentence, i))
        return None
    if is_passive(sentence, i) or is_headline_passive(sentence, i):
        against = any(sentence.word(t) == "against" for _, t in ahead(sentence, i, 8))
        return told(Event.WARNED, _warned_of(sentence, i) if against else who(sentence, i))
    if sentence.word(token) == "statement against":
        return told(Event.WARNED, objects(sentence, i, 2))
    if any(t.kind == "regulator" for _, t in back(sentence, i, 12)) or token.form == "ing":
        return told(Event.WARNED, _warned_of(sentence, i))
    return None


def _warned_of(sentence: Sentence, i: int) -> Token | None:
    """The first firms after a warning; not those the reader is referred to ("use licensed platforms such as X")."""
    found = objects(sentence, i, 24) or listed(sentence, i, 16)
    if found is None and any(t.kind == "its" for _, t in ahead(sentence, i, 4)):
        return next((t for _, t in back(sentence, i, 40) if t.kind == FIRM), None)
    if found is None:
        return _it_has_none(sentence, i)
    between = [t for t in sentence.tokens[i + 1 :] if t.start < found.start]
    denials = [sentence.word(t) for t in between if t.kind == "negation"]
    if denials:  # "the warning says nothing about X"; but "warned that no entity of X is licensed"
        later = {t.kind for t in sentence.tokens if found.start < t.start and t.at - found.last_at <= 8}
        unlicensed = denials[-1] in ("no", "none", "neither") and later & {"license", "licensed", "register"}
        return found if unlicensed else None
    if between and between[-1].kind == "fake":
        return None  # "a fake HSBC token": the firm is the victim
    return None if any(t.kind in ("license", "licensees", "licensed") for t in between) else found


def _it_has_none(sentence: Sentence, i: int) -> Token | None:
    """The "it" of "X collapsed after the SFC warned that it was not licensed"."""
    for j, token in ahead(sentence, i, 10):
        if token.kind == "coreference":
            said = [t.kind for _, t in ahead(sentence, j, 4)]
            denied = "negation" in said and not {"license", "licensed", "licence"}.isdisjoint(said)
            return token if denied or "suspicious" in said else None
    return None


def _is_imitated(sentence: Sentence, firms: Token) -> bool:
    """Whether the firms are those whose name others use: "sites using names like X were added to the list"."""
    before = [token for token in sentence.tokens if token.end <= firms.start]
    return bool(before) and before[-1].kind == "fake"


_DREW_ONE = re.compile(r"\b(?:drew|drawn|draws|prompted|(?:was|were) the subject of) (?:an? )?(?:sfc |hkma |public )?$")
_NEW_ONES = re.compile(r"[^.,;]{0,30} as (?:[a-z]+ ){0,3}(?:new|newest|latest)\b")
_FOR_A_WHILE = re.compile(r"\bfor (?:[a-z0-9-]+ ){1,3}(?:hours?|minutes?|weekend)\b")
_SHUT_ITSELF = re.compile(
    r"\s(?:on|for good|permanently|last|this|after"
    r"|its (?:hong kong |local )?(?:platform|exchange|website|site|doors))\b"
)
_IN_ITS = re.compile(r" (?:in|on) (?:its|the|their|an) (?:sfc's )?")
_NEWEST = re.compile(r"\b(?:latest|newest|most recent|last) $")
_PUT_THERE = ("added", "adds", "entered", "placed", "put", "puts", "places", "addition", "additions")
_APPEARED = (
    "appeared on", "turned up on", "showed up on", "found itself on", "landed on", "ended up on", "popped up on",
    "appeared among", "lands on", "ends up on", "turns up on", "pops up on",
)  # fmt: skip


def register(sentence: Sentence, i: int) -> Found:
    """ "The register was updated on Monday to include X and Y"."""
    for j, token in ahead(sentence, i, 7):
        if token.kind == "including" and sentence.tokens[j - 1].kind == "to":
            return told(Event.LICENSED, objects(sentence, j, 4))
    return None


def alert_list(sentence: Sentence, i: int) -> Found:
    """ "updated its alert list to include X and Y"."""
    for j, token in ahead(sentence, i, 4):
        if token.kind == "including" and sentence.tokens[j - 1].kind == "to":
            return told(Event.WARNED, objects(sentence, j, 4))
    for j, token in back(sentence, i, 8):  # "the SFC included X in its alert list"
        if token.kind == FIRM and j and sentence.word(sentence.tokens[j - 1]) == "included":
            straight = _IN_ITS.fullmatch(sentence.folded, token.end, sentence.tokens[i].start)
            return told(Event.WARNED, token) if straight else None
    return None


def list_(sentence: Sentence, i: int) -> Found:
    kinds = {t.kind for t in sentence.tokens} | ({"alert"} if sentence.of_alerts else set())
    near = noun_phrase(sentence, i, 30) | {t.kind for _, t in back(sentence, i, 4)}
    of_licensees = near & {"register", "licensees"} or {"ordinal", "license"} <= near or {"license", "firms"} <= near
    event = None
    if kinds & {"warning_list", "suspicious", "alert"} and not near & {
        "register",
        "licensees",
        "applicants",
        "sandbox",
    }:
        event = Event.WARNED
    elif near & {"seek", "apply", "application", "applicants"}:
        return None  # "the register of firms seeking licences"
    elif of_licensees and _NEW_ONES.match(sentence.folded, sentence.tokens[i].end):
        event = Event.LICENSED  # "was named as one of four new licensees"
    elif of_licensees and sentence.word(sentence.tokens[i]) in (*_PUT_THERE, *_APPEARED):
        event = Event.LICENSED
    newest = sentence.tokens[i].form == "noun" and _NEWEST.search(sentence.folded, 0, sentence.tokens[i].start)
    if event is not None and newest:
        return told(event, listed(sentence, i))  # "the latest addition to the register is X"
    if event is None or sentence.tokens[i].form not in ("ed", "s", "ing"):
        return None
    passive = is_passive(sentence, i) or is_headline_passive(sentence, i)
    passive = passive or sentence.word(sentence.tokens[i]) in _APPEARED
    firms = who(sentence, i) if passive else objects(sentence, i, 30) or listed(sentence, i, 16)
    if event is Event.WARNED and not passive and not any(t.kind == "regulator" for t in sentence.tokens):
        return None
    return told(event, None if firms is not None and _is_imitated(sentence, firms) else firms)
