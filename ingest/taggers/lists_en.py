"""The firms that an English word of standing has behind it: straight after its noun, or in a list that it opens."""

from __future__ import annotations

import re

from ingest.taggers.lexicon import FIRM, Token, word_list, word_set
from ingest.taggers.sentence_en import FINITE, Sentence, ahead, back
from licensing.model import Role

CUES = {
    "license": Role.LICENSEE, "licensed": Role.LICENSEE, "licensees": Role.LICENSEE,
    "pending": Role.APPLICANT, "applicants": Role.APPLICANT,
    "deemed": Role.DEEMED, "sandbox": Role.SANDBOX, "withdrawn_list": Role.FORMER_APPLICANT,
    "suspicious": Role.UNLICENSED, "warning_list": Role.UNLICENSED,
}  # fmt: skip
_STOPS_FORWARD = frozenset({"said", "relative", "while", "stop"})
_GO_ON_WITH_A_LIST = frozenset({"comma", "and", "quote", "apply", "including", "close"})
_IS_OWNED = re.compile(
    r"\bby\b|\b(?:an?|the|its) (?:[a-z-]+ ){0,3}"
    r"(?:unit|arm|subsidiary|affiliate|part|venture|division|offshoot|brainchild|member) of\b"
)
_WITH_THEM = re.compile(r", with$")  # "brings licensed platforms to seven, with X, Y and Z"
_AN_AFFAIR = re.compile(r"(?:'s)? (?!(?:and|or|in|on|last|earlier|this|both|were|had|was|got)\b)[a-z]")
_PEOPLE_OF = re.compile(
    r"\b(?:clients?|customers?|users?|investors?|shareholders?|lawyers?|founders?|executives?|owners?|backers?|victims?"
    r"|partners?) of\b"
)
_HAS_SO_MANY = re.compile(
    rf" (?:just |only |now |so far |all of )*(?:\d+|one|{'|'.join(word_list('en', 'small_numbers'))})\b"
)
_GIVES_NAMES = frozenset({"names", "lists", "includes", "include", "contains", "features", "comprises"})
_LETTERS = re.compile(r"[a-z]+")
_BEFORE_A_NAME = word_set("en", "before_a_name")


def behind(sentence: Sentence, i: int) -> Token | None:
    """The firms behind the cue: straight after its noun, or as a list that it opens."""
    last, place = sentence.tokens[i].last_at, sentence.tokens[i].end
    opened = after = False
    named = any(token.kind == FIRM for _, token in back(sentence, i, 12))
    for j, token in ahead(sentence, i, 40):
        if token.kind == FIRM:
            between = _LETTERS.findall(sentence.folded, place, token.start)
            near = token.at - last <= 7 if opened else token.at - last <= 5 and _BEFORE_A_NAME.issuperset(between)
            if after and _AN_AFFAIR.match(sentence.folded, token.end):
                return None  # "lists applicants after the X scandal"
            owned = named and _IS_OWNED.search(sentence.folded, place, token.start)
            if owned or _PEOPLE_OF.search(sentence.folded, place, token.start):
                return None  # "X (an applicant) is a unit of Y", "X, an applicant, is backed by Y"
            return _whole_list(sentence, j) if near and token.form != "-" else None
        if sentence.word(token) == "with" and _among_them(sentence, j):
            opened, last, place = True, token.last_at, token.end
            continue  # "eighteen applicants are left, with X and Y among them"
        if token.kind == "relative" and not opened and _goes_on_to_list(sentence, j):
            continue  # "applicants that remain include X and Y"
        if _opens(sentence, j):
            opened = True
            last, place = token.last_at, token.end
            continue
        if token.kind in _STOPS_FORWARD or (token.form in FINITE and not opened):
            return after_a_colon(sentence, i)
        elif (
            token.kind == "blocked"
            and (sentence.word(token) == "after" or _WITH_THEM.search(sentence.folded, 0, token.end))
            and place < token.start
            and token.at - last <= 5
        ):
            opened = after = True  # "brings licensed exchanges to seven, after X, Y and Z"
            last, place = token.last_at, token.end
        elif token.kind in ("firms", "firm", "regulator", "quote", "licensees", "applicants", "license", "licence"):
            last, place = token.last_at, token.end
        elif token.kind == "and" and _goes_on(sentence, j):
            continue  # "the number of licensed platforms stands at 12, and includes X and Y"
        elif (token.kind == "and" and not opened) or (token.kind == "comma" and not opened and token.at - last > 3):
            return after_a_colon(sentence, i)
    return None


def _among_them(sentence: Sentence, j: int) -> bool:
    """Whether the word at ``j`` has firms and "among" behind it."""
    return [token.kind for token in sentence.tokens[j + 1 : j + 3]] == [FIRM, "among"]


def _opens(sentence: Sentence, j: int) -> bool:
    """Whether names follow the word at ``j``: "include", "are", "the list names X", "has two members, X and Y"."""
    token = sentence.tokens[j]
    if token.kind == "have":
        return _HAS_SO_MANY.match(sentence.folded, token.end) is not None
    return token.kind in ("including", "colon", "open", "dash", "be") or (
        token.kind == "list" and sentence.word(token) in ("names", "lists")
    )


def _goes_on(sentence: Sentence, j: int) -> bool:
    following = sentence.tokens[j + 1] if j + 1 < len(sentence.tokens) else None
    near = following is not None and following.at - sentence.tokens[j].at <= 1
    return near and following is not None and sentence.word(following).startswith("includ")


def _goes_on_to_list(sentence: Sentence, j: int) -> bool:
    following = [token for _, token in ahead(sentence, j, 6)]
    if following and following[0].at - sentence.tokens[j].at <= 2 and sentence.word(following[0]) in _GIVES_NAMES:
        return True  # "the list of applicants, which also names X"
    are = bool(following) and following[0].kind == "be" and following[0].at == sentence.tokens[j].at + 1
    return are and any(sentence.word(token).startswith("includ") for token in following[:4])


def _whole_list(sentence: Sentence, j: int) -> Token:
    """The firms at ``j`` and those that the list goes on with: "X, Y, and, jointly, Z"."""
    whole = sentence.tokens[j]
    for _, token in ahead(sentence, j, 60):
        if token.at - whole.last_at > 5 or (token.kind != FIRM and token.kind not in _GO_ON_WITH_A_LIST):
            break
        if token.kind == FIRM:
            whole = whole._replace(end=token.end, firms=whole.firms + token.firms, until=token.last_at)
    return whole


def after_a_colon(sentence: Sentence, i: int) -> Token | None:
    colon = None
    for _, token in ahead(sentence, i, 14):
        if token.kind == "colon":
            colon = token
        elif token.kind == FIRM:
            return token if colon is not None and token.at - colon.at <= 5 else None
        elif token.kind in CUES and colon is None:
            return None
    return None
