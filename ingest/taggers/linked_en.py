"""Firms in front of an English word of standing that something links to it: "X is", "X, the second", "X, which is"."""

from __future__ import annotations

import re

from ingest.taggers.acting_en import acts
from ingest.taggers.lexicon import FIRM, Token, word_set
from ingest.taggers.sentence_en import ACTORS, FINITE, Sentence, back
from ingest.taggers.subjects_en import antecedent_of

OF_A_LIST = re.compile(r"list of applicants|applicants?(?: list| page| roster| queue|' list)")
_STOPS_BACK = frozenset({"said", "colon", "stop", "while"})
_PASSED_BACK = frozenset({"license", "hold", "become", "deem", "list", "join", "receive", "grant", "upgrade"})
_FIRM_NOUNS = frozenset({"firms", "firm", "number", "ordinal", "only", "licensees", "applicants", "comma"})
_SET_APART = frozenset({"unlike", "against", "than", "besides", "about"})
_LETTERS = re.compile(r"[a-z]+")
_BEFORE_A_NOUN = word_set("en", "before_a_noun")


def in_front(sentence: Sentence, i: int, *, strict: bool) -> Token | None:
    """The firms in front of the cue at ``i``. strict: not those that only stand next to it."""
    linked = sentence.tokens[i].kind == "sandbox"
    being = of_subject = False
    at = sentence.tokens[i].at
    for j, token in back(sentence, i, 30):
        if token.kind in ACTORS:
            if _is_passed_over(sentence, j, of_subject):
                continue
            return _reached(sentence, j, at, linked=linked, strict=strict)
        if _parts(sentence, i, j, linked=linked, being=being):
            return None
        whole = _before_a_clause(sentence, j)
        if whole is not None:
            return whole
        if token.kind == "relative":
            linked = False  # "X is among the platforms that are licensed": "among" links them
        elif token.kind in ("be", "among", "become"):
            being = token.kind == "be" and at - token.last_at <= 2
            linked = of_subject = True
            at = token.at
        elif token.kind == "comma":
            if not linked and not _is_apposed(sentence, token, i):
                return None
            linked = True
            at = token.at
        elif linked and token.kind in ("only", "firms", "firm", "number", "ordinal", "have", "license"):
            at = token.at
    return None


def _is_passed_over(sentence: Sentence, j: int, of_subject: bool) -> bool:
    """Whether a firm only explains the one that is meant: "X and Y, owned by Z, are …"; but "at Z, one of the …"."""
    owner = j > 0 and sentence.tokens[j - 1].kind == "agent"
    apposed = [t.kind for t in sentence.tokens[j + 1 : j + 3]] == ["comma", "among"]
    return (of_subject or owner) and not apposed and not acts(sentence, j)


def _reached(sentence: Sentence, j: int, at: int, *, linked: bool, strict: bool) -> Token | None:
    """The firm at ``j``, if it is linked to what stands at word ``at``, or next to it."""
    token = sentence.tokens[j]
    if at - token.last_at > 9 or token.form == "-" or (token.form == "'s" and not acts(sentence, j)):
        return None
    return token if linked or (at - token.last_at <= 1 and not strict) else None


def _parts(sentence: Sentence, i: int, j: int, *, linked: bool, being: bool) -> bool:
    """Whether the word at ``j`` parts the cue at ``i`` from the firms before."""
    token = sentence.tokens[j]
    passed = token.kind in _PASSED_BACK or (sentence.tokens[i].kind == "sandbox" and token.kind == "allow")
    if token.kind in _STOPS_BACK or (token.form in FINITE and not passed):
        return True
    if not linked and token.kind == "of" and j and sentence.tokens[j - 1].kind in ("arm", "user"):
        return True  # "X is the parent of an applicant"
    if being and token.kind in ("firms", "number"):
        return True  # "11 firms are deemed licensed": of them, not of a firm named before
    if token.kind != "relative" or antecedent_of(sentence.tokens, j) is not None:
        return False
    before = sentence.tokens[j - 1] if j else None
    of_firms = before is not None and before.kind in _FIRM_NOUNS and token.at - before.last_at <= 2
    return not of_firms  # "X and Y run funds that licensed exchanges may sell"


def _before_a_clause(sentence: Sentence, j: int) -> Token | None:
    """The firm that a relative clause goes on from: "a spokesman for X, which is deemed licensed"; "X, which the SFC
    said had never applied, appears on the list"."""
    token = sentence.tokens[j]
    if token.kind == "relative":
        return antecedent_of(sentence.tokens, j)
    if token.kind not in ("be", "among") or j < 3 or sentence.tokens[j - 1].kind != "comma":
        return None
    for k in range(j - 2, max(j - 16, 0), -1):
        if sentence.tokens[k].kind == FIRM:
            return None
        if sentence.tokens[k].kind == "relative":
            return antecedent_of(sentence.tokens, k)
    return None


def _is_apposed(sentence: Sentence, comma: Token, i: int) -> bool:
    """Whether only articles, numbers and known words stand between a comma and the cue: ", the second licensed"."""
    if OF_A_LIST.match(sentence.folded, sentence.tokens[i].start):
        return False  # "with the departure of X, the list of applicants is down to 18"
    between = [t for t in sentence.tokens if comma.end <= t.start < sentence.tokens[i].start]
    if any(t.kind == "blocked" and sentence.word(t) in _SET_APART for t in between):
        return False  # ", unlike the platforms that are licensed"
    known = {word for t in between for word in sentence.word(t).split()}
    words = _LETTERS.findall(sentence.folded, comma.end, sentence.tokens[i].start)
    return all(word in known or word in _BEFORE_A_NOUN for word in words)
