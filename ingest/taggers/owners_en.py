"""Whose an English licence or application is, where its owner does not stand straight beside it."""

from __future__ import annotations

from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive
from ingest.taggers.subjects_en import antecedent_of, subject


def whose(sentence: Sentence, i: int, wanted: frozenset[str]) -> Token | None:
    """The firm of a passive's far subject: "the licence of X, a broker that belongs to Y, was widened"."""
    if not is_passive(sentence, i):
        return None
    tokens = sentence.tokens
    for j, token in back(sentence, i, 30):
        if token.kind in ("while", "and"):
            return None
        own = tokens[j + 1] if token.kind == FIRM and token.form == "'s" else None
        if own is not None and own.kind in wanted and own.at - token.last_at <= 4:
            return token  # "X's licence, which it has held since 2020, was suspended"
        near = j > 1 and token.kind == FIRM and token.form == "" and token.at - tokens[j - 2].last_at <= 4
        if near and tokens[j - 2].kind in wanted and tokens[j - 1].kind in ("of", "for"):
            return token
    return None


def owner(sentence: Sentence, i: int) -> Token | None:
    """Whose the noun at ``i`` is: "X's papers", "the filing of X"; "its bid" is the subject's, or the last firm's."""
    for j, token in back(sentence, i, 4):
        if token.kind == "its":
            return subject(sentence, i) or token._replace(kind="coreference")
        if token.kind == "relative" and sentence.word(token) == "whose":
            return antecedent_of(sentence.tokens, j)
        if token.kind == FIRM:
            return token if token.form == "'s" else None
    following = [token for _, token in ahead(sentence, i, 4)][:2]
    named = [token.kind for token in following] in (["of", FIRM], ["from", FIRM], ["agent", FIRM])
    return following[1] if named else None
