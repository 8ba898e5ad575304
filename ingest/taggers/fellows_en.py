"""Firms that an English sentence names beside the one it tells of: those licensed before, those who are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM
from ingest.taggers.sentence_en import Sentence, ahead, back, is_unreal
from ingest.taggers.subjects_en import listed, subject
from licensing.model import Role

CLUB = re.compile(r"\b(?:club|ranks|group|league|circle|company) of (?:[a-z-]+ ){0,3}licen[cs]ed\b")
"""Where firms that hold a licence are together."""


def after_others(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "The third to be licensed, after X and Y", "the fourth to withdraw, following X": those before were so, too."""
    role = None
    for j, token in ahead(sentence, i, 16):
        if token.kind in ("license", "withdraw", "pull", "receive") and role is None:
            role = Role.LICENSEE if token.kind in ("license", "receive") else Role.FORMER_APPLICANT
        following = sentence.tokens[j + 1] if j + 1 < len(sentence.tokens) else None
        after = sentence.word(token) in ("after", "following") and following is not None and following.kind == FIRM
        if after and following is not None and following.at - token.last_at <= 1:
            role = role or _role_behind(sentence, j + 1)
            behind = sentence.tokens[j + 2] if j + 2 < len(sentence.tokens) else None
            acts_itself = behind is not None and (behind.form != "" or behind.kind in ("have", "be", "said"))
            if role is not None and not acts_itself and following.form == "":
                yield Finding(following, token.start, token.end, role=role, gap=3)
            return


def opened_with_others(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "After X and Y, Z is the third exchange with a licence": those named first have one, too."""
    opening = sentence.tokens[:2]
    if [t.kind for t in opening] != ["blocked", FIRM] or sentence.word(opening[0]) not in ("after", "following"):
        return
    third = [t.kind for t in sentence.tokens[2:4]] == ["comma", FIRM] and opening[0].at == 0 and opening[1].at <= 2
    holds = any(t.kind in ("licence", "license", "licensed", "licensees") for _, t in ahead(sentence, i, 10))
    if third and holds and not is_unreal(sentence, i):
        yield Finding(opening[1], opening[0].start, opening[1].end, role=Role.LICENSEE, gap=3)


def _role_behind(sentence: Sentence, j: int) -> Role | None:
    """What follows the others: "the third exchange, after X and Y, to be licensed"."""
    for _, token in ahead(sentence, j, 8):
        if token.kind in ("license", "receive"):
            return Role.LICENSEE
        if token.kind in ("withdraw", "pull"):
            return Role.FORMER_APPLICANT
    return None


def joined_by(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "X joins Y and Z as a licensed exchange", "… on the alert list": Y and Z are so already."""
    token = sentence.tokens[i]
    following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    if token.form == "base" or is_unreal(sentence, i) or following is None or following.kind != FIRM:
        return
    if following.at - token.last_at > 2:
        return
    if any(t.kind == "warning_list" for _, t in ahead(sentence, i + 1, 5)):
        yield Finding(following, token.start, token.end, role=Role.UNLICENSED, gap=4)
    elif (
        sentence.folded.find(" as ", following.end) >= 0
        or any(t.kind == "among" for _, t in ahead(sentence, i + 1, 4))
        or CLUB.search(sentence.folded, following.end) is not None
    ):
        yield Finding(following, token.start, token.end, role=Role.LICENSEE, gap=4)


def those_allowed(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "The SFC has allowed 40 brokers, including X and Y, to offer crypto trading"."""
    token = sentence.tokens[i]
    had = any(t.kind in ("have", "be") for _, t in back(sentence, i, 2))
    if not had or token.form != "ed" or is_unreal(sentence, i):
        return
    firms = None
    if {"among", "firms"} <= {t.kind for _, t in back(sentence, i, 9)}:
        firms = subject(sentence, i)  # "X and Y are among the brokers that the SFC has cleared to deal in …"
    if firms is None and any(t.kind == "firms" for _, t in ahead(sentence, i, 6)):
        firms = listed(sentence, i)
    if firms is not None:
        yield Finding(firms, token.start, token.end, role=Role.LICENSEE, gap=4)
