"""How words hang together in an English sentence: who does it, to whom, and whether it happened at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.taggers.lexicon import FIRM, NUMBER, Token

_LINKS_IN_A_LIST = frozenset({"comma", "and", "including", "quote", "firm"})
_ACTORS = frozenset({FIRM, "coreference", "coreference_many"})
_OWNED = frozenset(
    {"application", "licence", "upgrade", "arm", "withdraw", "operations", "principle", "deemed", "license"}
)
_PREPOSITIONS = frozenset({"blocked", "agent", "of", "for", "from", "to"})
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "local",
        "rival",
        "fellow",
        "parent",
        "crypto",
        "exchange",
        "platform",
        "firm",
        "company",
        "giant",
        "global",
    ]
)
_FINITE = frozenset({"ed", "s"})
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
        if token.kind == FIRM:
            linked = (j > i and token.at - began <= 4) or (token.start == tokens[i - 1].end + 1 and j == i)
            return j if linked and token.form != "-" and not (token.form == "'s" and comma and j == i + 1) else None
        from_to = token.kind == "to" and j == i and i >= 2 and tokens[i - 2].kind == "from"  # "from X to Y"
        if token.kind not in _LINKS_IN_A_LIST and not from_to:
            return None
        comma = comma or token.kind == "comma"
    return None


def _is_long_list(tokens: Sequence[Token], i: int, last: int, so_far: Token) -> bool:
    """Whether more firms follow the one at ``last``, or came before: "X, Y, Z" and "X, Y and Z" are lists, "X, Y" is not."""
    opened = i >= 2 and tokens[i - 2].kind in ("including", "colon", "open")
    kinds = [token.kind for token in tokens[last + 1 : last + 3]]
    goes_on = (kinds[:1] == ["and"] and kinds[1:] in (["firms"], ["number"], [FIRM])) or kinds == ["comma", FIRM]
    return len(so_far.firms) > 1 or opened or goes_on or _next_in_list(tokens, last + 1) is not None


def _after_a_bracket(tokens: Sequence[Token], i: int) -> int:
    """The index behind the bracket that opens at ``i``; brackets in it are passed. ``i + 1`` if it does not close soon."""
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
    for j in range(i - 1, -1, -1):
        if tokens[j].kind in _BOUNDS or tokens[i].at - tokens[j].last_at > words:
            return
        yield j, tokens[j]


def ahead(sentence: Sentence, i: int, words: int) -> Iterator[tuple[int, Token]]:
    """Tokens after ``i`` in its clause, nearest first, at most so many words away."""
    tokens = sentence.tokens
    for j in range(i + 1, len(tokens)):
        if tokens[j].kind in _BOUNDS or tokens[j].at - tokens[i].last_at > words:
            return
        yield j, tokens[j]


def kinds_near(sentence: Sentence, i: int, before: int, after: int) -> set[str]:
    """Kinds of the tokens around ``i``, within so many words, in its clause."""
    return {t.kind for _, t in back(sentence, i, before)} | {t.kind for _, t in ahead(sentence, i, after)}


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether a participle stands after a form of "be" ("was formally licensed"), or straight after a firm in a title."""
    if sentence.tokens[i].form != "ed":
        return False
    for _, token in back(sentence, i, 3):
        if token.kind == "be":
            return True
        if token.kind == FIRM or token.form in _FINITE:
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
        if other.kind in _ACTORS:
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
        if other.kind == "to" and gap == 1 and token.form == "base":
            return not _is_fulfilled(sentence, j)
        if other.kind == "to" and token.form == "ed" and gap <= 3 and sentence.word(sentence.tokens[j + 1]) == "be":
            return not _is_fulfilled(sentence, j)
        if (
            other.kind == "comma"
            or (other.kind == "and" and token.form in _FINITE and gap >= 2)
            or (other.form in _FINITE and other.kind != "deem" and gap > 3)
        ):
            crossed = True
    return token.form == "base" and not crossed and not _follows_actor(sentence, i)


def _follows_actor(sentence: Sentence, i: int) -> bool:
    return any(token.kind in _ACTORS for _, token in back(sentence, i, 2))


def _is_fulfilled(sentence: Sentence, i: int) -> bool:
    """Whether "to" at ``i`` tells what was done: "the first platform to receive …", "decided to withdraw"."""
    if any(token.kind in ("modal", "irrealis") for _, token in back(sentence, i, 8)):
        return False
    return any(token.kind in ("ordinal", "decided") or (token.kind == NUMBER and sentence.word(token)[-1:].isalpha())
               for _, token in back(sentence, i, 8))  # fmt: skip


def subject(sentence: Sentence, i: int) -> Token | None:
    """The firms (or the word that stands for them) that the verb at ``i`` is said of; None: someone else, or nobody."""
    tokens = sentence.tokens
    others = verb_between = False
    for j, token in back(sentence, i, 60):
        if token.kind == "relative" and not others:
            antecedent = _antecedent(tokens, j)
            if antecedent is not None:
                return antecedent
        if token.kind in _ACTORS:
            if others and verb_between:
                return None
            if acts(sentence, j):
                return token
        elif token.kind == "firms" and not _is_linked(tokens, j):
            others = True
        elif (
            token.kind == NUMBER
            and j + 1 < len(tokens)
            and tokens[j + 1].kind in ("be", "have")
            and tokens[j + 1].at - token.at == 1
        ):
            others = True  # "11 were deemed licensed"
        elif token.kind == "said" or (token.form in _FINITE and token.kind not in ("deem", "license")):
            verb_between = True
        elif token.kind == "while" and others:
            return None
    return None


def _antecedent(tokens: Sequence[Token], j: int) -> Token | None:
    """The firm straight before "which" at ``j``: "after X, which got its licence in 2020"."""
    k = j - 1
    if k >= 0 and tokens[k].kind == "comma":
        k -= 1
    near = k >= 0 and tokens[k].kind == FIRM and tokens[j].at - tokens[k].last_at <= 1
    return tokens[k] if near and tokens[k].form == "" else None


def _is_linked(tokens: Sequence[Token], j: int) -> bool:
    """Whether the plural noun at ``j`` only says what the firms before it are ("is among the companies that …")."""
    for k in range(j - 1, max(j - 5, -1), -1):
        if tokens[k].kind in ("among", "be", "become", "including", "of"):
            return True
        if tokens[k].kind in _ACTORS:
            return tokens[k].last_at >= tokens[j].at - 3
        if tokens[k].form in _FINITE or tokens[k].kind == "said":
            return False
    return False


def acts(sentence: Sentence, j: int) -> bool:
    """Whether the firm at ``j`` can be a subject: not after "by" or "with", not "X-backed", not "X's users"."""
    tokens, token = sentence.tokens, sentence.tokens[j]
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if token.form == "-":
        return False
    if following is not None and following.at - token.last_at <= 1:
        if following.kind == "user" or sentence.word(following) in ("venture", "joint venture"):
            return False  # "X users", "the X venture"
    if token.form == "'s":
        near = tokens[j + 1 : j + 4]
        return any(other.kind in _OWNED and other.at - token.last_at <= 5 for other in near)
    if j == 0 or len(token.firms) > 2:
        return True
    while j > 1 and tokens[j - 1].kind in ("list", "license", "ordinal") and token.at - tokens[j - 1].last_at <= 1:
        j -= 1  # "of listed X"
    before = tokens[j - 1]
    between = sentence.folded[before.end : tokens[j].start].split()
    if before.kind not in _PREPOSITIONS or not _DETERMINERS.issuperset(between):
        return True
    if (
        sentence.word(before) == "after"
        and following is not None
        and (following.kind == "said" or following.form in _FINITE)
    ):
        return True  # "after X said …"
    if before.kind == "from" and " to " in sentence.folded[token.start : token.end]:
        return True  # "from X to Y, a dozen have left"
    introduced = {other.kind for other in tokens[max(j - 4, 0) : j - 1]}
    if "arm" in introduced and j > 3 and tokens[j - 2].kind == "arm" and tokens[j - 3].kind == "comma":
        return not any(other.kind == FIRM for other in tokens[max(j - 5, 0) : j - 3])  # "Y, an arm of X, …" is of Y
    return bool(introduced & {"application", "arm", "licence", "upgrade", "apply", "file", "warn", "among"}) or (
        before.kind == "of" and bool(introduced & {"including", "firms", "firm"})
    )


def objects(sentence: Sentence, i: int, words: int = 14) -> Token | None:
    """The first firms after ``i`` in its clause, before another finite verb."""
    for j, token in ahead(sentence, i, words):
        if token.kind == FIRM and token.form != "-":
            return token
        if token.kind in ("coreference", "coreference_many") and sentence.word(token) not in ("it", "they", "both"):
            return token
        if token.form in _FINITE and token.kind in ("apply", "withdraw", "receive", "hold", "cease"):
            return None
        if token.kind == "while" or (token.kind == "relative" and j > i + 3):
            return None
    return None


def listed(sentence: Sentence, i: int, words: int = 12) -> Token | None:
    """The firms of a list that is opened after ``i`` ("…, including X and Y"; ": X, Y and Z"; "X and Y among them")."""
    opened = None
    for _, token in ahead(sentence, i, 40):
        if token.kind in ("including", "colon", "open", "dash"):
            opened = token
        elif token.kind == FIRM and opened is not None and token.form != "-":
            return token if token.at - opened.at <= words else None
        elif opened is not None and token.form in _FINITE:
            opened = None
    return None


def arm_that_applies(sentence: Sentence, i: int) -> Token | None:
    """The firm of "applied through its Hong Kong arm, X"."""
    arm = False
    for _, token in ahead(sentence, i, 9):
        arm = arm or token.kind == "arm"
        if token.kind == FIRM:
            return token if arm else None
    return None
