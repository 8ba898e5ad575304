"""Which firms of an English sentence can act: not those after "by" or "with", nor "X-backed", nor "X's users"."""

from __future__ import annotations

import re

from ingest.taggers.lexicon import FIRM, Token, word_set
from ingest.taggers.sentence_en import FINITE, Sentence

_OWNED = frozenset(
    ["application", "file", "licence", "upgrade", "arm", "withdraw", "operations", "principle", "deemed", "license"]
)
_PREPOSITIONS = frozenset({"blocked", "agent", "of", "for", "from", "to"})
_BESIDE_A_NAME = ("list", "license", "ordinal", "firm")
_DETERMINERS = word_set("en", "determiners")
_STANDS_FOR_IT = re.compile(r"(?:^|[,.;:] |\bthat |\bif )the (?:operator of|(?:company|firm) behind)$")
_ANOTHER_BUSINESS = re.compile(
    r"\ban? (?:brokerage|broking|securities|fund|asset[- ]management|wealth|payments?|investment(?:[- ]banking)?) "
    r"(?:arm|unit|subsidiary|affiliate|business) of$"
)
_COMPANY_OF_ITS = re.compile(r"'?s? (?:local|hong kong|city) (?:company|firm|entity|exchange|platform|operator)\b")


def acts(sentence: Sentence, j: int) -> bool:
    """Whether the firm at ``j`` can be a subject: not after "by" or "with", not "X-backed", not "X's users"."""
    tokens, token = sentence.tokens, sentence.tokens[j]
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    relative = j > 0 and tokens[j - 1].kind == "relative" and sentence.word(tokens[j - 1]) in ("which", "whom")
    adjacent = j > 0 and token.at - tokens[j - 1].last_at <= 1
    if token.form == "-" or (adjacent and (relative or tokens[j - 1].kind == "join")):
        return False  # "X-backed"; "the platform, which X helped to set up, …"; "Z joins X in applying"
    adjoining = following is not None and following.at - token.last_at <= 1
    if (
        following is not None
        and adjoining
        and (following.kind == "user" or sentence.word(following).endswith("venture"))
    ):
        return False  # "X users", "the X venture"
    if token.form == "'s":
        if j > 1 and tokens[j - 1].kind == "comma" and tokens[j - 2].kind == FIRM:
            return False  # "Y, X's exchange unit, …" is of Y
        return _owns_something(sentence, j)
    if j == 0 or (len(token.firms) > 2 and not _are_owners(sentence, j)):
        return True
    while j > 1 and tokens[j - 1].kind in _BESIDE_A_NAME and tokens[j].at - tokens[j - 1].last_at <= 1:
        j -= 1  # "of listed X", "of the listed broker X"
    before = tokens[j - 1]
    between = [word for word in sentence.folded[before.end : tokens[j].start].split() if not word.endswith("-")]
    if before.kind not in _PREPOSITIONS or not _DETERMINERS.issuperset(between):
        return True
    return _acts_behind(sentence, j, before, following)


def _acts_behind(sentence: Sentence, j: int, before: Token, following: Token | None) -> bool:
    """Whether the firm at ``j`` can be a subject though a preposition stands before it."""
    tokens, token = sentence.tokens, sentence.tokens[j]
    if _ANOTHER_BUSINESS.search(sentence.folded, max(before.start - 60, 0), before.end):
        return False  # "a brokerage arm of the bank X was cleared": a firm of its own name
    if (
        sentence.word(before) == "after"
        and following is not None
        and (following.kind in ("said", "be", "have") or following.form in FINITE)
    ):
        return True  # "after X said …"
    if sentence.word(before) == "after" and _is_explained(sentence, j):
        return True  # "after X, a sister of Y, was licensed"
    if j > 1 and before.at - tokens[j - 2].last_at <= 1 and _STANDS_FOR_IT.search(sentence.folded, 0, before.end):
        return True  # "the operator of X is licensed"
    if before.kind == "from" and " to " in sentence.folded[token.start : token.end]:
        return True  # "from X to Y, a dozen have left"
    introduced = {other.kind for other in tokens[max(j - 4, 0) : j - 1]}
    if before.kind == "of" and sentence.folded.endswith((" that ", " those "), 0, before.start):
        return True  # "and that of X"
    if before.kind == "of" and j > 3 and tokens[j - 2].kind in ("arm", "firm"):
        kinds = [other.kind for other in tokens[max(j - 5, 0) : j - 2]]
        if "comma" in kinds and FIRM in kinds[: kinds.index("comma")]:
            return False  # "Y, the Hong Kong arm of X, …" is of Y
    return bool(introduced & {"application", "arm", "licence", "upgrade", "apply", "file", "warn", "among"}) or (
        before.kind == "of" and bool(introduced & {"including", "firms", "firm"})
    )


def _is_explained(sentence: Sentence, j: int) -> bool:
    """Whether an aside follows the firm at ``j`` that ends with those who explain it."""
    following = sentence.tokens[j + 1 : j + 7]
    return bool(following) and following[0].kind == "comma" and any(token.form == "-" for token in following)


def _owns_something(sentence: Sentence, j: int) -> bool:
    """Whether what "X's" owns stands for X: its application, its licence, its name on a list, its local company."""
    if _COMPANY_OF_ITS.match(sentence.folded, sentence.tokens[j].end):
        return True
    near = [other for other in sentence.tokens[j + 1 : j + 4] if other.at - sentence.tokens[j].last_at <= 5]
    return any(other.kind in _OWNED or sentence.word(other) in ("name", "decision") for other in near)


def _are_owners(sentence: Sentence, j: int) -> bool:
    """Whether the firms at ``j`` are only those behind another: "Y, the joint venture of X, Z and W, …"."""
    before = sentence.tokens[j - 1]
    behind = before.kind == "agent" or sentence.word(before) in ("of", "between")
    owned = any(token.kind in ("firm", "arm", "comma") for token in sentence.tokens[max(j - 3, 0) : j - 1])
    return behind and owned and any(token.kind == FIRM for token in sentence.tokens[: j - 1])
