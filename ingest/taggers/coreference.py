"""Whom "the company", "both" or 該平台 stand for, where the text leaves one answer; otherwise nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.taggers.lexicon import FIRM, Token

Key = Callable[[int], str]
_THREE = ("three", "trio", "三")
_OF_TWO = {"前者": 0, "后者": 1}  # which of the two firms named last
_BEGINNING = 30  # characters into a sentence, within which the firm it is about is named
_NEAR = 4  # sentences that "the company" reaches back over; "the three companies" reaches to the last list of three


def resolve(
    token: Token, word: str, same: Sequence[Token], earlier: Sequence[Sequence[Token]], key: Key
) -> tuple[int, ...]:
    """The mentions a token stands for.

    token: a firm token (itself), or a word that stands for firms; word: that word, folded. same: the tokens of its
    sentence; earlier: firm tokens of the sentences before, nearest last. key: mention -> firm. () for no safe answer.
    """
    if token.kind == FIRM:
        return token.firms
    before = [other for other in same if other.kind == FIRM and other.end <= token.start]
    if word in _OF_TWO:
        pair = _many(2, [*earlier[-1:], before], key)
        return pair[_OF_TWO[word] : _OF_TWO[word] + 1]
    if token.kind == "coreference_many":
        three = any(sign in word for sign in _THREE)
        return _many(3 if three else 2, [*earlier, before], key)
    return _one([*earlier[-_NEAR:], before], key)


def _many(count: int, sentences: Sequence[Sequence[Token]], key: Key) -> tuple[int, ...]:
    """The last list of so many firms, or the only so many firms of the last sentence that names any."""
    named = [tokens for tokens in reversed(sentences) if tokens]
    for tokens in named[:2]:
        firms = _distinct([mention for token in tokens for mention in token.firms], key)
        if len(firms) == count:
            return firms
    for tokens in named:
        for token in reversed(tokens):
            firms = _distinct(token.firms, key)
            if len(firms) == count:
                return firms
    single = [_distinct([mention for token in tokens for mention in token.firms], key) for tokens in named[:count]]
    if len(single) == count and all(len(firms) == 1 for firms in single):
        return _distinct([firms[0] for firms in reversed(single)], key)  # "X did. Y followed. Both …"
    return ()


def _one(sentences: Sequence[Sequence[Token]], key: Key) -> tuple[int, ...]:
    """The firm that the last sentence with firms begins with; if it begins with several, the last one named alone.

    A sentence whose first firm stands far behind is not about it, and is passed over.
    """
    *earlier, here = sentences
    named = [tokens for tokens in reversed(earlier) if tokens and tokens[0].start <= _BEGINNING]
    for tokens in [here, *named][: 1 if here else 2]:
        if not tokens:
            continue
        alone = [token for token in tokens if token.form != "-" and len(_distinct(token.firms, key)) == 1]
        if alone:
            return (alone[0] if alone[0] is tokens[0] else alone[-1]).firms[:1]
    return ()


def _distinct(mentions: Sequence[int], key: Key) -> tuple[int, ...]:
    first_of: dict[str, int] = {}
    for mention in mentions:
        first_of.setdefault(key(mention), mention)
    return tuple(first_of.values())
