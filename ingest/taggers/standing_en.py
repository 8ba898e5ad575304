"""The standing an English sentence gives to firms: licensed exchanges, applicants, deemed, in the sandbox, unlicensed.

A standing is no news, so it makes no event. It is read from a noun or adjective and the firms it goes with: in front
of it ("X, one of two licensed exchanges", "X is an applicant") or behind it ("applicants, including X and Y").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.taggers.fellows_en import after_others, joined_by, opened_with_others, those_allowed
from ingest.taggers.findings import Finding
from ingest.taggers.holders_en import PLACES, SAID_OF_SUBJECT, has_a_licence, of_a_verb, owned
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.linked_en import OF_A_LIST, in_front
from ingest.taggers.lists_en import CUES, after_a_colon, behind
from ingest.taggers.sentence_en import Sentence, ahead, back, is_unreal
from ingest.taggers.subjects_en import behind_a_comma, listed, subject
from licensing.model import Role

_LICENCES = frozenset({"licence", "deemed", "principle", "application"})
_FROM = re.compile(
    r"\b(?:from|off|left|leaves?|leaving|exited|quit) (?:the |its )?(?:sfc's |regulator's |hong kong's )?$"
)
_OTHER_LISTS = frozenset({"applicants", "apply", "seek", "warning_list", "suspicious"})
_WHERE_FIRMS_ARE = frozenset({"license", "licensed", "licensees", "register", "warning_list"})


def standings(sentence: Sentence) -> Iterator[Finding]:
    """Every standing the sentence gives, the same firm possibly several times."""
    kinds = {token.kind for token in sentence.tokens}
    of_licences = not kinds.isdisjoint(_LICENCES)
    for i, token in enumerate(sentence.tokens):
        if token.kind == "deem" and _opens_a_list(sentence, i):
            role = Role.APPLICANT if _denied(sentence, i) else Role.DEEMED
            yield from _of_a_noun(sentence, i, role)
        elif token.kind in CUES and (token.kind != "license" or token.form == "ed"):
            yield from _of_a_noun(sentence, i, CUES[token.kind])
        elif token.kind in SAID_OF_SUBJECT and (
            of_licences or token.kind in ("apply", "exit") or _is_passed(token, kinds)
        ):
            yield from of_a_verb(sentence, i, SAID_OF_SUBJECT[token.kind])
        elif token.kind == "cease" and _is_to_close(sentence, i):
            firms = subject(sentence, i)
            if firms is not None:
                yield Finding(firms, token.start, token.end, role=Role.FORMER_APPLICANT, gap=token.at - firms.last_at)
        elif token.kind == "register" and kinds.isdisjoint(_OTHER_LISTS):
            firms = behind(sentence, i)
            if firms is not None:  # "the register has two entries: X and Y"
                yield Finding(firms, token.start, token.end, role=Role.LICENSEE, gap=4)
        elif token.kind == "ordinal" and i + 1 < len(sentence.tokens):
            yield from after_others(sentence, i)
            yield from opened_with_others(sentence, i)
        elif token.kind == "have" and has_a_licence(sentence, i):
            firms = subject(sentence, i) or listed(sentence, i)
            if firms is not None:
                applying = any(t.kind == "application" for _, t in ahead(sentence, i, 4))
                role = Role.APPLICANT if applying else Role.LICENSEE
                if any(t.kind == "deemed" for _, t in ahead(sentence, i, 4)):
                    role = Role.DEEMED
                yield Finding(firms, token.start, token.end, role=role, gap=max(token.at - firms.last_at, 0))
        elif token.kind in ("allow", "modal") and "retail" in kinds:
            yield from _of_those_who_may(sentence, i)
            yield from those_allowed(sentence, i)
        elif token.kind == "allow" and "dealing" in kinds:
            yield from those_allowed(sentence, i)
        elif token.kind == "join" and not kinds.isdisjoint(_WHERE_FIRMS_ARE):
            yield from joined_by(sentence, i)
        elif token.kind in ("licence", "application") and i:
            yield from owned(sentence, i)
            if any(t.kind == "blocked" and sentence.word(t) == "with" for _, t in back(sentence, i, 5)):
                yield from _of_a_noun(sentence, i, Role.LICENSEE if token.kind == "licence" else Role.APPLICANT)


def _is_passed(token: Token, kinds: set[str]) -> bool:
    """Whether "made the cut" is said of the regulator's test: in a sentence on it, or on all who passed."""
    return token.kind == "pass" and not kinds.isdisjoint({"only", "regulator", "license", "licensed", "firms"})


def _of_a_noun(sentence: Sentence, i: int, role: Role) -> Iterator[Finding]:
    token = sentence.tokens[i]
    of_a_list = role is Role.APPLICANT and OF_A_LIST.match(sentence.folded, token.start)
    if of_a_list and _FROM.search(sentence.folded, max(token.start - 40, 0), token.start):
        role = Role.FORMER_APPLICANT  # "the latest names to go from the applicant list"
    if role is Role.APPLICANT and any(t.kind == "from" for _, t in back(sentence, i, 3)):
        return  # "the two were picked from 36 applicants"
    following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    if role is Role.UNLICENSED and following is not None and following.kind == "user":
        return
    if role is Role.DEEMED and _denied(sentence, i):
        role = Role.APPLICANT  # "neither approved nor deemed licensed"
    if role is Role.LICENSEE and _denied(sentence, i):
        if not any(t.kind == "regulator" and sentence.word(t) not in PLACES for t in sentence.tokens):
            return
        role = Role.UNLICENSED
    if role is Role.LICENSEE and is_unreal(sentence, i) and not _before_a_noun(sentence, i):
        return
    if _comes_after_as(sentence, i):
        firms = subject(sentence, i) or behind_a_comma(sentence, i) or after_a_colon(sentence, i)
        if firms is not None:
            yield Finding(firms, token.start, token.end, role=role, gap=abs(token.at - firms.last_at))
        return
    after = behind(sentence, i)
    beside = after is not None and after.at - token.last_at <= 2  # "licensed exchange X": said of X alone
    beside = beside and not (i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].kind == "including")
    for firms in (after, None if beside else in_front(sentence, i, strict=role is Role.UNLICENSED)):
        if firms is not None:
            gap = token.at - firms.last_at if firms.start < token.start else firms.at - token.last_at
            yield Finding(firms, token.start, token.end, role=role, gap=gap)


def _comes_after_as(sentence: Sentence, i: int) -> bool:
    """ "X and Y operate as deemed licensees", "X counts as an applicant"."""
    before = sentence.folded[max(sentence.tokens[i].start - 12, 0) : sentence.tokens[i].start].split()
    last = before[-2:]
    return (last[-1:] == ["as"] and last[0] not in ("such", "well")) or (
        last[:1] == ["as"] and last[1:] in (["a"], ["an"])
    )


def _is_to_close(sentence: Sentence, i: int) -> bool:
    """ "X will stop operating in December": a closing that is announced."""
    will = any(t.kind == "modal" and sentence.word(t) in ("will", "would") for _, t in back(sentence, i, 2))
    whole = sentence.word(sentence.tokens[i]) in ("wind down", "shut down", "close down", "shutter", "wind up")
    return will and (whole or any(t.kind in ("operations", "blocked") for _, t in ahead(sentence, i, 3)))


def _opens_a_list(sentence: Sentence, i: int) -> bool:
    """ "Deemed: X, Y and Z"."""
    return i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].kind == "colon"


def _before_a_noun(sentence: Sentence, i: int) -> bool:
    for _, token in ahead(sentence, i, 3):
        if token.kind in ("comma", "firms", "firm", FIRM):
            return token.kind != "comma"  # "once licensed, X will …"
    return False


def _denied(sentence: Sentence, i: int) -> bool:
    return any(t.kind == "negation" for _, t in back(sentence, i, 5))


def _of_those_who_may(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "X and Y are the only platforms allowed to serve retail clients", "only X may serve retail clients"."""
    token = sentence.tokens[i]
    may = token.kind == "allow" or sentence.word(token) in ("may", "can")
    retail = any(t.kind == "retail" for _, t in ahead(sentence, i, 6))
    if may and retail and any(t.kind == "only" and sentence.word(t) == "only" for _, t in back(sentence, i, 12)):
        firms = in_front(sentence, i, strict=False) if token.kind == "allow" else subject(sentence, i)
        if firms is not None:
            yield Finding(firms, token.start, token.end, role=Role.LICENSEE, gap=token.at - firms.last_at)
