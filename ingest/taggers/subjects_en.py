"""Whom an English sentence speaks of: the firms a verb is said of, those it is done to, those a list names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.acting_en import acts
from ingest.taggers.lexicon import FIRM, NUMBER, Token, word_list
from ingest.taggers.sentence_en import ACTORS, FINITE, Sentence, ahead, back

_NEW_CLAUSE = re.compile(  # "…, X and Y, and five local outfits have applied"; but "X, Y, and five others"
    rf", (?:and|but) (?:(?!others?\b)[a-z'-]+ ){{0,4}}(?:\d+|{'|'.join(word_list('en', 'small_numbers'))})\b"
    r"(?! (?:[a-z]+ )?others?\b)"
)
_BY_WAY_OF = ("via", "through", "using")
_IS_OF_ONE = re.compile(r" (?:was|is|has)\b")
_OF_WHOM_ONE_THING_IS = re.compile(r" (?:[a-z-]+ ){1,4}(?:was|is|has)\b")
_OF_A_RELATION = re.compile(
    r"\b(?:after|as|when|that|an?|its|the|because) (?:affiliate|sister (?:company|firm|exchange)|associate|rival"
    r"|investee|company in the same group) (?:has |was |is |had |[a-z]+ly )*$"
)

def subject(sentence: Sentence, i: int) -> Token | None:
    """The firms (or the word that stands for them) that the verb at ``i`` is said of; None: someone else, or nobody."""
    tokens = sentence.tokens
    if _OF_A_RELATION.search(sentence.folded, max(tokens[i].start - 40, 0), tokens[i].start):
        return None  # "X jumps after affiliate wins licence"
    others = verb_between = comma = False
    for j, token in back(sentence, i, 60):
        comma = comma or token.kind == "comma"
        if not comma and _opens_a_clause(sentence, j, i):
            return None  # "X is left alone, months after the last of the global names left"
        if token.kind == "relative" and not others:
            antecedent = antecedent_of(tokens, j)
            if antecedent is not None:
                return antecedent if comma else _of_one(sentence, j, antecedent)
            another = j > 0 and (
                tokens[j - 1].kind in ("applicants", "licensees")
                or (
                    tokens[j - 1].kind == "firm"  # "one exchange that withdrew"
                    and not (_is_linked(sentence, j - 1) or _is_apposed(sentence, j - 1))
                )
            )
            if another and token.at - tokens[j - 1].last_at <= 1:
                others = verb_between = True  # "a list of applicants that have withdrawn"
        if token.kind in ACTORS:
            if others and (verb_between or _NEW_CLAUSE.match(sentence.folded, token.end)):
                return None
            if acts(sentence, j):
                return token
        elif token.kind == "firms" and not _is_linked(sentence, j):
            in_a_relative = comma and j > 0 and tokens[j - 1].kind == "relative" and token.at - tokens[j - 1].at <= 2
            others = others or not in_a_relative  # "X applied under rules that platforms may choose, and was given …"
        elif (
            token.kind == NUMBER
            and j + 1 < len(tokens)
            and tokens[j + 1].kind in ("be", "have")
            and tokens[j + 1].at - token.at == 1
        ):
            others = True  # "11 were deemed licensed"
        elif token.kind == "said" or (token.form in FINITE and token.kind not in ("deem", "license")):
            verb_between = True
        elif token.kind == "while" and others:
            return None
    return None


def _opens_a_clause(sentence: Sentence, j: int, i: int) -> bool:
    """Whether "after" or "since" at ``j`` opens a clause with a subject of its own for the verb at ``i``."""
    token, verb = sentence.tokens[j], sentence.tokens[i]
    if token.kind != "blocked" or sentence.word(token) not in ("after", "since", "before"):
        return False
    refers_back = any(t.kind == "its" for t in sentence.tokens[j + 1 : i + 3])  # "after the SFC widened their licences"
    return verb.form in FINITE and verb.at - token.last_at > 2 and not refers_back


def _of_one(sentence: Sentence, j: int, firms: Token) -> Token:
    """The firms that the relative at ``j`` is of: the last alone before a singular, as in "X and Y, which was …"."""
    singular = _IS_OF_ONE if sentence.word(sentence.tokens[j]) != "whose" else _OF_WHOM_ONE_THING_IS
    one = len(firms.firms) > 1 and singular.match(sentence.folded, sentence.tokens[j].end) is not None
    return firms._replace(firms=firms.firms[-1:]) if one else firms


def antecedent_of(tokens: Sequence[Token], j: int) -> Token | None:
    """The firm straight before "which" at ``j``: "after X, which got its licence in 2020"."""
    k = j - 1
    if k >= 0 and tokens[k].kind == "comma":
        k -= 1
    near = k >= 0 and tokens[k].kind == FIRM and tokens[j].at - tokens[k].last_at <= 1
    return tokens[k] if near and tokens[k].form == "" else None


def _is_linked(sentence: Sentence, j: int) -> bool:
    """Whether the plural noun at ``j`` only says what the firms before it are ("is among the companies that …")."""
    tokens = sentence.tokens
    if sentence.word(tokens[j]) == "others" and any(token.kind == "and" for token in tokens[max(j - 2, 0) : j]):
        return True  # "X, which …, and seven others"
    for k in range(j - 1, max(j - 5, -1), -1):
        if tokens[k].kind in ("among", "be", "become", "including", "of", "join"):
            return True
        if tokens[k].kind in ACTORS:
            return tokens[k].last_at >= tokens[j].at - 3
        if tokens[k].form in FINITE or tokens[k].kind == "said":
            return False
    return False


def _is_apposed(sentence: Sentence, j: int) -> bool:
    """Whether the noun at ``j`` only says what the firm before it is: "X, a local exchange that is tied to Y, …"."""
    for k in range(j - 1, max(j - 6, 0), -1):
        token = sentence.tokens[k]
        if token.kind == "comma":
            plain = sentence.tokens[k - 1].kind == FIRM and sentence.tokens[k - 1].form == ""
            return plain and sentence.folded.startswith((" a ", " an "), token.end)
        if token.form or token.kind in ACTORS:
            return False
    return False


def objects(sentence: Sentence, i: int, words: int = 14) -> Token | None:
    """The first firms after ``i`` in its clause, before another finite verb."""
    for j, token in ahead(sentence, i, words):
        if token.kind == FIRM and sentence.word(sentence.tokens[j - 1]) in _BY_WAY_OF and j - 1 > i:
            return None  # "let clients trade bitcoin via X"
        if token.kind == FIRM and token.form != "-":
            return token
        if token.kind in ("coreference", "coreference_many") and sentence.word(token) not in ("it", "they", "both"):
            return token
        if token.form in FINITE and token.kind in ("apply", "withdraw", "receive", "hold", "cease"):
            return None
        if token.kind == "while" or (token.kind == "relative" and j > i + 3):
            return None
    return None


def behind_a_comma(sentence: Sentence, i: int) -> Token | None:
    """The subject that follows an opening phrase: "As a licensed platform, X must …", "Under its licence, X may …"."""
    if sentence.tokens[i].at > 6:
        return None
    for j, token in ahead(sentence, i, 9):
        if token.kind == FIRM:
            before = sentence.tokens[j - 1]
            return token if before.kind == "comma" and token.at - before.at <= 4 and token.form == "" else None
        if token.form in FINITE:
            return None
    return None


def listed(sentence: Sentence, i: int, words: int = 12) -> Token | None:
    """The firms of a list that is opened after ``i`` ("…, including X and Y"; ": X, Y and Z"; "X and Y among them")."""
    opened = None
    among = any(token.kind == "among" and token.at <= 1 for _, token in back(sentence, i, 8))
    named_before = any(token.kind in ACTORS for token in sentence.tokens[:i])
    for j, token in ahead(sentence, i, 40):
        is_they = token.kind == "be" and not named_before and _precedes_a_firm(sentence, j)
        if token.kind in ("including", "colon", "open", "dash") or (among and token.kind == "be") or is_they:
            opened = token  # "Among those that have withdrawn are X and Y", "the latest to drop out is X"
        elif token.kind == "comma" and not named_before and _ends_with_a_list(sentence, j):
            opened = token  # "only two companies hold a licence, X and Y."
        elif token.kind == FIRM and opened is None and _are_among_them(sentence, j):
            return token  # "eleven firms have withdrawn, X and Y among them"
        elif token.kind == FIRM and opened is not None and token.form != "-":
            return token if token.at - opened.at <= words else None
        elif opened is not None and token.form in FINITE:
            opened = None
    return None


def _ends_with_a_list(sentence: Sentence, j: int) -> bool:
    """Whether the comma at ``j`` has two firms or more behind it, then nothing, and a number of firms before it."""
    following = sentence.tokens[j + 1 :]
    alone = [token.kind for token in following] == [FIRM] and len(following[0].firms) > 1
    kinds = [token.kind for token in sentence.tokens[:j]]
    rest = sentence.folded[following[0].end :].strip(" .\"'”)") if alone else "more"
    return not rest and "firms" in kinds and following[0].at - sentence.tokens[j].at <= 1


def _are_among_them(sentence: Sentence, j: int) -> bool:
    before, behind = sentence.tokens[j - 1], sentence.tokens[j + 1 : j + 2]
    return before.kind == "comma" and [sentence.word(token) for token in behind] == ["among them"]


def _precedes_a_firm(sentence: Sentence, j: int) -> bool:
    following = sentence.tokens[j + 1] if j + 1 < len(sentence.tokens) else None
    return following is not None and following.kind == FIRM and following.at - sentence.tokens[j].last_at <= 1


def arm_that_applies(sentence: Sentence, i: int) -> Token | None:
    """The firm of "applied through its Hong Kong arm, X"."""
    arm = False
    for _, token in ahead(sentence, i, 9):
        arm = arm or token.kind == "arm"
        if token.kind == FIRM:
            return token if arm else None
    return None
