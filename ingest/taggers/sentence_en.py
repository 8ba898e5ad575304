"""How words hang together in an English sentence: lists of firms, clauses, and whether a thing happened at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.taggers.lexicon import FIRM, NUMBER, Token

_LINKS_IN_A_LIST = frozenset({"comma", "and", "including", "quote", "firm"})
ACTORS = frozenset({FIRM, "coreference", "coreference_many"})
FINITE = frozenset({"ed", "s"})
_BOUNDS = frozenset({"stop"})


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


def group_firms(tokens: Sequence[Token], headline: bool = False) -> tuple[Token, ...]:
    """Make "X, Y and Z" one token. A firm in brackets after another ("X (Y)") explains it and does not act.

    Outside headlines "X, Y" is no list of two but an explanation; so is Z in "X and Y, Z".
    """
    tokens = [_in_a_list(tokens, i) for i in range(len(tokens))]
    grouped: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind != FIRM:
            grouped.append(token)
            i += 1
            continue
        i += 1
        joined = False
        while token.form == "":
            last = _next_in_list(tokens, i)
            if last is None:
                break
            other = tokens[last]
            by_comma = all(t.kind in ("comma", "firm") for t in tokens[i:last])
            if by_comma and (joined or not (headline or _is_long_list(tokens, i, last, token))):
                break
            joined = joined or not by_comma
            token = Token(FIRM, other.form, token.start, other.end, token.at, token.firms + other.firms, other.at)
            i = last + 1
        grouped.append(token)
        i = _after_bracketed_firm(tokens, i)
    return tuple(grouped)


def _in_a_list(tokens: Sequence[Token], i: int) -> Token:
    """A semicolon between firms ("X; Y; and Z") is a comma."""
    token = tokens[i]
    if token.kind == "stop" and 0 < i < len(tokens) - 1 and tokens[i - 1].kind == FIRM:
        following = tokens[i + 1 : i + 3]
        if following[0].kind == FIRM or [t.kind for t in following] == ["and", FIRM]:
            return token._replace(kind="comma")
    return token


def _next_in_list(tokens: Sequence[Token], i: int) -> int | None:
    """Index of the firm that goes on the list which ended before ``i``; None when the list is over."""
    if i > len(tokens):
        return None
    began = tokens[i - 1].at
    comma = False
    for j in range(i, min(i + 5, len(tokens))):
        token = tokens[j]
        if token.kind == "open":
            return _next_in_list(tokens, _after_a_bracket(tokens, j)) if j == i else None
        if token.kind == FIRM and token.form == "-" and j > i:
            continue  # "A, X-backed B and C"
        if token.kind == FIRM:
            led = tokens[j - 1].kind == "agent"  # "X, Y and a group led by Z"
            linked = j > i and token.at - began <= (7 if led else 4)
            linked = linked or (token.start == tokens[i - 1].end + 1 and j == i)
            return j if linked and token.form != "-" and not (token.form == "'s" and comma and j == i + 1) else None
        from_to = token.kind == "to" and j == i and i >= 2 and tokens[i - 2].kind == "from"  # "from X to Y"
        again = token.kind in ("to", "for", "from", "agent") and tokens[j - 1].kind == "and"  # "to X and to Y"
        if token.kind not in _LINKS_IN_A_LIST and not from_to and not again:
            return None
        comma = comma or token.kind == "comma"
    return None


def _is_long_list(tokens: Sequence[Token], i: int, last: int, so_far: Token) -> bool:
    """Whether more firms follow the one at ``last``, or came before: "X, Y, Z" is a list, "X, Y" is not."""
    opened = i >= 2 and tokens[i - 2].kind in ("including", "colon", "open")
    kinds = [token.kind for token in tokens[last + 1 : last + 3]]
    goes_on = (kinds[:1] == ["and"] and kinds[1:] in (["firms"], ["number"], [FIRM])) or kinds == ["comma", FIRM]
    kinds = [token.kind for token in tokens[last + 1 : last + 4]]
    goes_on = goes_on or kinds in (["comma", "and", "firms"], ["comma", "and", NUMBER])
    return len(so_far.firms) > 1 or opened or goes_on or _next_in_list(tokens, last + 1) is not None


def _after_a_bracket(tokens: Sequence[Token], i: int) -> int:
    """The index behind the bracket that opens at ``i``, brackets in it being passed; the end if it does not close."""
    depth = 0
    for j in range(i, min(i + 14, len(tokens))):
        depth += (tokens[j].kind == "open") - (tokens[j].kind == "close")
        if depth == 0:
            return j + 1
    return len(tokens)


def _after_bracketed_firm(tokens: Sequence[Token], i: int) -> int:
    """Skip "(Y)" and "(formerly Y)" at ``i``: brackets with nothing but firms in them."""
    if i < len(tokens) and tokens[i].kind == "open":
        j = i + 1
        while j < len(tokens) and tokens[j].kind in (FIRM, "quote", "comma"):
            j += 1
        if j < len(tokens) and j > i + 1 and tokens[j].kind == "close":
            return j + 1
    return i


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
    if (
        i + 1 < len(sentence.tokens)
        and sentence.tokens[i + 1].kind == "negation"
        and token.last_at + 1 >= sentence.tokens[i + 1].at
    ):
        return True  # "has filed no application"
    for j, other in back(sentence, i, 9):
        gap = token.at - other.last_at
        if other.kind in ACTORS:
            if (
                j
                and sentence.tokens[j - 1].kind == "negation"
                and sentence.word(sentence.tokens[j - 1]) != "not"
                and other.at - sentence.tokens[j - 1].last_at <= 1
            ):
                return True  # "no JPEX entity has applied", "denied that it had applied"
            crossed = True
        if other.kind == "conditional" and (gap <= 3 if sentence.word(other) == "until" else not crossed or gap <= 5):
            return True
        if crossed or other.kind == "relative":
            crossed = True
            continue
        if other.kind in ("modal", "negation") and gap <= 5:
            return True
        if other.kind == "irrealis" and gap <= 7:
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


def _is_denied(sentence: Sentence, j: int) -> bool:
    """Whether a "not" stands straight before the "to" at ``j``."""
    before = sentence.tokens[j - 1] if j else None
    return before is not None and before.kind == "negation" and sentence.tokens[j].at - before.last_at <= 1


def _follows_actor(sentence: Sentence, i: int) -> bool:
    return any(token.kind in ACTORS for _, token in back(sentence, i, 2))


def _is_fulfilled(sentence: Sentence, i: int) -> bool:
    """Whether "to" at ``i`` tells what was done: "the first platform to receive …", "decided to withdraw"."""
    if any(token.kind in ("modal", "irrealis") for _, token in back(sentence, i, 8)):
        return False
    return any(token.kind in ("ordinal", "decided") or (token.kind == NUMBER and sentence.word(token)[-1:].isalpha())
               for _, token in back(sentence, i, 8))  # fmt: skip
