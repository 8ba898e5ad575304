"""How words hang together in an English sentence: clauses, and whether a thing happened at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.taggers.lexicon import FIRM, NUMBER, Token

ACTORS = frozenset({FIRM, "coreference", "coreference_many"})
FINITE = frozenset({"ed", "s"})
_BOUNDS = frozenset({"stop"})
_THE_LAST = re.compile(
    r"\bthe (?:last|most recent|previous) (?:[a-z-]+ ){0,4}$"
    r"|\b(?:was|were) (?:one of|among) (?:the )?(?:[a-z-]+ ){1,4}$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A folded sentence and its tokens, firms that stand in one list made one token. headline: it is a title.

    of_alerts: the title or the sentence before speaks of a list of suspicious platforms.
    """

    folded: str
    tokens: tuple[Token, ...]
    headline: bool
    of_alerts: bool = False

    def word(self, token: Token) -> str:
        """The words of a token, folded."""
        return self.folded[token.start : token.end]


def back(sentence: Sentence, i: int, words: int) -> Iterator[tuple[int, Token]]:
    """Tokens before ``i`` in its clause, nearest first, at most so many words away."""
    tokens = sentence.tokens
    first = tokens[i].at - words
    for j in range(i - 1, -1, -1):
        token = tokens[j]
        if token.kind in _BOUNDS or (token.at if token.until < 0 else token.until) < first:
            return
        yield j, token


def ahead(sentence: Sentence, i: int, words: int) -> Iterator[tuple[int, Token]]:
    """Tokens after ``i`` in its clause, nearest first, at most so many words away."""
    tokens = sentence.tokens
    last = tokens[i].last_at + words
    for j in range(i + 1, len(tokens)):
        token = tokens[j]
        if token.kind in _BOUNDS or token.at > last:
            return
        yield j, token


def kinds_near(sentence: Sentence, i: int, before: int, after: int) -> set[str]:
    """Kinds of the tokens around ``i``, within so many words, in its clause."""
    return {t.kind for _, t in back(sentence, i, before)} | {t.kind for _, t in ahead(sentence, i, after)}


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether a participle stands after a form of "be" ("was formally licensed")."""
    if sentence.tokens[i].form != "ed":
        return False
    for _, token in back(sentence, i, 3):
        if token.kind == "be":
            return True
        if token.kind == FIRM or token.form in FINITE:
            break
    return False


def is_unreal(sentence: Sentence, i: int) -> bool:
    """Whether what a verb says is planned, possible, conditional, expected or denied, and so has not happened."""
    token = sentence.tokens[i]
    crossed = False
    following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    if following is not None and following.kind == "negation" and token.last_at + 1 >= following.at:
        return True  # "has filed no application"
    if "no" in sentence.folded and _NONE_OF_THEM.search(sentence.folded, max(token.start - 160, 0), token.start):
        return True  # "none of the applicants, including X, has been licensed"
    if "had " in sentence.folded and _HAD_IT.search(sentence.folded, 0, token.start):
        return True  # "had X been licensed, it would …"
    for j, other in back(sentence, i, 9):
        gap = token.at - other.last_at
        if other.kind in ACTORS:
            if _is_of_nobody(sentence, j) or _is_pretended(sentence, j):
                return True
            crossed = True
        binds = gap <= 3 if sentence.word(other) == "until" else not crossed or gap <= 5
        if other.kind == "conditional" and binds and not _ends_a_subject(sentence, j):
            return True
        if crossed or other.kind == "relative":
            crossed = True
            continue
        if other.kind in ("modal", "negation") and gap <= 5:
            return True
        if other.kind == "irrealis" and gap <= 9:
            return True
        if other.kind == "to" and gap <= 3 and _is_denied(sentence, j):
            return True  # "after deciding not to apply"
        if other.kind == "to" and gap == 1 and token.form == "base":
            return not _is_fulfilled(sentence, j)
        if other.kind == "to" and token.form == "ed" and gap <= 3 and sentence.word(sentence.tokens[j + 1]) == "be":
            return not _is_fulfilled(sentence, j)
        if (
            other.kind == "comma"
            or (other.kind == "and" and token.form in FINITE and gap >= 2)
            or (other.form in FINITE and other.kind != "deem" and gap > 3)
        ):
            crossed = True
    return token.form == "base" and not crossed and not _follows_actor(sentence, i)


_PART_OF_A_SUBJECT = frozenset({"of", "blocked", "agent", "firm", "firms", "arm", "its", "to", "regulator"})
_NOBODY = frozenset({"no", "none", "neither", "nobody", "no one", "not one", "not a single"})
_FALSELY = re.compile(
    r"\b(?:(?:pretend|gave out|giv(?:es?|ing|en) out|advertis|boast|falsely|misrepresent|fabricat|lied)[^.;]{0,40} that"
    r"|(?:adverts?|advertisements?|ads|posters|brochures?|influencers|promoters) (?:said|say|claimed|told [a-z]+)"
    r"(?: that)?"
    r"|falsely (?:said|says|saying|stated|states|stating|told [a-z]+)) $"
)


_HAD_IT = re.compile(
    r"(?:^|[;:,\"“] (?:and |but )?|^(?:and|but) )had (?:[\ue000]|it|they|the [a-z]+) (?:not |ever |been |[a-z]+ly )*$"
)
_NONE_OF_THEM = re.compile(
    r"\b(?:none|not one|neither|not a single|no [a-z-]+)\b(?: (?!but\b|except|other)[a-z'-]+){0,8},"
    r" (?:(?:including|not even|such as|like|among them)[^,;.]{1,60}|[^,;.]{1,60} (?:among them|included)),"
    r" (?:(?:has|have|had|was|were|is|are|been|ever|yet|so far|formally) )*$"
)


def _is_of_nobody(sentence: Sentence, j: int) -> bool:
    """Whether the actor at ``j`` is denied, or tells whose nobody it is: "no company of the group was licensed"."""
    tokens, after = sentence.tokens, sentence.tokens[j]
    before = tokens[j - 1] if j else None
    if before is not None and before.kind == "negation" and after.at - before.last_at <= 1:
        return sentence.word(before) != "not"  # "no JPEX entity has applied", "denied that it had applied"
    for k in range(j - 1, max(j - 6, -1), -1):
        if after.at - tokens[k].last_at > 3:
            return False
        if tokens[k].kind == "negation":
            return j - k > 1 and sentence.word(tokens[k]) in _NOBODY
        if tokens[k].kind not in _PART_OF_A_SUBJECT:
            return False
        after = tokens[k]
    return False


def _is_pretended(sentence: Sentence, j: int) -> bool:
    """Whether what is said of the actor at ``j`` is a false claim: "pretended that it was licensed"."""
    start = sentence.tokens[j].start
    return _FALSELY.search(sentence.folded, max(start - 70, 0), start) is not None


def _ends_a_subject(sentence: Sentence, j: int) -> bool:
    """Whether "before it" at ``j`` belongs to a subject: "the last to be added before it was X, licensed in June"."""
    following = [token.kind for token in sentence.tokens[j + 1 : j + 3]]
    return sentence.word(sentence.tokens[j]).startswith("before") and following == ["be", FIRM]


def _is_denied(sentence: Sentence, j: int) -> bool:
    """Whether a "not" stands straight before the "to" at ``j``."""
    before = sentence.tokens[j - 1] if j else None
    return before is not None and before.kind == "negation" and sentence.tokens[j].at - before.last_at <= 1


def _follows_actor(sentence: Sentence, i: int) -> bool:
    """Whether a firm stands before a verb in its base form; so do "two companies" before "hold"."""
    counted = sentence.tokens[i].kind == "hold" and any(token.kind == "firms" for _, token in back(sentence, i, 1))
    return counted or any(token.kind in ACTORS for _, token in back(sentence, i, 2))


def _is_fulfilled(sentence: Sentence, i: int) -> bool:
    """Whether "to" at ``i`` tells what was done: "the first platform to receive …", "decided to withdraw"."""
    if any(token.kind in ("modal", "irrealis") for _, token in back(sentence, i, 8)):
        return False
    if _THE_LAST.search(sentence.folded, max(sentence.tokens[i].start - 60, 0), sentence.tokens[i].start):
        return True
    before = [token for _, token in back(sentence, i, 8)]
    if any(token.kind in ("ordinal", "decided") or sentence.word(token) == "only" for token in before):
        return True
    return any(token.kind == NUMBER and sentence.word(token)[-1:].isalpha() for token in before)
