"""The standing that an English verb gives to its subject: who holds a licence, seeks one, owns an application."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.taggers.applications_en import puts_to_use
from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive, is_unreal, kinds_near
from ingest.taggers.subjects_en import antecedent_of, arm_that_applies, behind_a_comma, listed, objects, subject
from licensing.model import Role

PLACES = ("hong kong", "city", "territory")
"""Words that may stand for the regulator, but mostly are where things happen."""
_NO_MORE_SAID = re.compile(  # no licence at all, not none "for stablecoins yet" or "in Singapore"
    r"(?: in (?:hong kong|the city)| from (?:it|them|the (?:sfc|regulator|commission|watchdog)))?"
    r"(?:$|[.,;]| (?:and|but) )"
)
_BESIDES = ("aside from", "apart from", "other than", "besides", "in addition to")
_OF_WHAT_IT_KEEPS = re.compile(
    r"\b(?:in custody|(?:client|customer|user)s?'? assets|assets (?:it|they) (?:hold|keep)s?)\b"
)
_A_PARTICIPLE = re.compile(r"(?<!licens)(?<!deem)(?<!need)ed\b")
_IS_OVER = re.compile(
    r" (?:was |were |been |has been |have been )?(?:returned|refused|rejected|withdrawn|turned down)\b"
)
SAID_OF_SUBJECT = {
    "hold": Role.LICENSEE, "receive": Role.LICENSEE, "seek": Role.APPLICANT, "apply": Role.APPLICANT,
    "file": Role.APPLICANT, "exit": Role.FORMER_APPLICANT, "pass": Role.LICENSEE, "grant": Role.LICENSEE,
}  # fmt: skip


def of_a_verb(sentence: Sentence, i: int, role: Role) -> Iterator[Finding]:
    token = sentence.tokens[i]
    kinds = kinds_near(sentence, i, 0, 10)
    if (token.form == "ing" and token.kind == "receive") or (token.kind == "grant" and not is_passive(sentence, i)):
        return
    if token.kind == "apply" and _never_applied(sentence, i):
        yield from _said_of(subject(sentence, i), token, Role.UNLICENSED)
        return
    if token.kind == "apply" and puts_to_use(sentence, i):
        return
    if is_unreal(sentence, i) or "product" in kinds_near(sentence, i, 0, 6):
        return
    if token.kind in ("hold", "receive", "grant"):
        if is_passive(sentence, i):
            kinds |= kinds_near(sentence, i, 8, 0)
        if not kinds & {"licence", "deemed", "principle"}:
            return
        if "deemed" in kinds:
            role = Role.DEEMED
        elif "principle" in kinds:
            role = Role.APPLICANT
    elif token.kind == "apply" and token.form == "s" and not kinds & {"licence", "for"}:
        if _OF_WHAT_IT_KEEPS.search(sentence.folded, token.end) is None:
            return  # "the rule applies to everybody"
        role = Role.LICENSEE  # "X says the 50% floor applies to all it has in custody": it is under the rule
    elif (token.kind in ("seek", "file") and not kinds & {"licence", "application"} and not _waits(sentence, i)) or (
        token.kind == "exit" and "regulator" not in kinds
    ):
        return
    held_by = token.kind == "hold" and is_passive(sentence, i)
    firms = arm_that_applies(sentence, i) or subject(sentence, i) or listed(sentence, i)
    if held_by:  # "the two licences are held by X and Y"
        firms = objects(sentence, i, 5) if any(t.kind == "agent" for _, t in ahead(sentence, i, 2)) else None
    if token.kind == "hold" and any(t.kind == "only" for _, t in back(sentence, i, 8)):
        for others in _besides(sentence, i):
            yield from _said_of(others, token, role)
    yield from _said_of(firms, token, role)


def _waits(sentence: Sentence, i: int) -> bool:
    """ "Also waiting for a decision of the SFC are X and Y"."""
    kinds = kinds_near(sentence, i, 0, 5)
    return sentence.tokens[i].form == "ing" and {"regulator", "decided"} <= kinds


def _said_of(firms: Token | None, verb: Token, role: Role) -> Iterator[Finding]:
    """What a verb makes of the firms before it; nothing where it is said of nobody named."""
    if firms is not None:
        yield Finding(firms, verb.start, verb.end, role=role, gap=max(verb.at - firms.last_at, 0))


def _besides(sentence: Sentence, i: int) -> Iterator[Token]:
    """The firms of "aside from X and Y, only Z holds a licence"."""
    for j, token in back(sentence, i, 30):
        if token.kind == FIRM and j and sentence.word(sentence.tokens[j - 1]) in _BESIDES:
            yield token


def _never_applied(sentence: Sentence, i: int) -> bool:
    """Whether a regulator says that a firm has not applied: "the SFC said X had never applied for a licence"."""
    if not any(token.kind == "negation" for _, token in back(sentence, i, 3)):
        return False
    before = [token.kind for token in sentence.tokens[:i]]
    return "regulator" in before and before[before.index("regulator") + 1 :][:1] == ["said"]


def owned(sentence: Sentence, i: int) -> Iterator[Finding]:
    """ "X's licence", "X's application", "the application of X"."""
    token = sentence.tokens[i]
    role = Role.LICENSEE if token.kind == "licence" else Role.APPLICANT
    if role is Role.APPLICANT and _IS_OVER.match(sentence.folded, token.end):
        role = Role.FORMER_APPLICANT
    if role is Role.LICENSEE and any(t.kind in ("application", "product") for _, t in ahead(sentence, i, 2)):
        return
    if any(t.kind == "negation" and sentence.word(t) != "yet to" for _, t in back(sentence, i, 5)):
        yield from _has_none(sentence, i)
        return
    for _, before in back(sentence, i, 3):
        if before.kind in ("blocked", "agent"):
            break  # "its dinner on licensing"
        if before.kind == "its" and role is Role.LICENSEE and _is_wished_for(sentence, i):
            return
        if before.kind == "its":
            whose = subject(sentence, i) or behind_a_comma(sentence, i) or before._replace(kind="coreference")
            yield Finding(whose, token.start, token.end, role=role, gap=2 if whose.kind == "coreference" else 6)
            return
    for j, before in back(sentence, i, 3):
        if before.kind == "relative" and sentence.word(before) == "whose":
            owner = antecedent_of(sentence.tokens, j)
            if owner is not None:
                yield Finding(owner, token.start, token.end, role=role, gap=token.at - owner.last_at)
    for _, before in back(sentence, i, 4):
        if before.kind == FIRM and before.form == "'s":
            yield Finding(before, token.start, token.end, role=role, gap=token.at - before.last_at)
        if before.kind not in ("licence", "principle", "ordinal", "upgrade", "license"):
            break
    if role is Role.LICENSEE:
        for j, after in ahead(sentence, i, 3):
            if after.kind == FIRM and sentence.tokens[j - 1].kind in ("for", "of") and not is_unreal(sentence, i):
                yield Finding(after, token.start, token.end, role=role, gap=after.at - token.last_at)
    if token.kind == "application":
        if any(t.kind == "product" for _, t in back(sentence, i, 2)):
            return
        for j, after in ahead(sentence, i, 6):
            link = sentence.tokens[j - 1].kind
            near = link in ("including", "colon") or (
                link in ("of", "from", "agent") and after.at - token.last_at <= 4
            )
            if after.kind == FIRM and near:
                yield Finding(after, token.start, token.end, role=role, gap=after.at - token.last_at)


def _is_wished_for(sentence: Sentence, i: int) -> bool:
    """Whether a licence is one that its owner hopes for: "is expected to follow with its own approval"."""
    return any(t.kind in ("irrealis", "seek") for _, t in back(sentence, i, 7))


def _has_none(sentence: Sentence, i: int) -> Iterator[Finding]:
    """What a regulator says of those without: "operated without a licence", "received no application from X"."""
    if not any(t.kind in ("regulator", "warn") for t in sentence.tokens):
        return
    denial = next((sentence.word(t) for _, t in back(sentence, i, 5) if t.kind == "negation"), "")
    if sentence.tokens[i].kind == "application":
        after = [t for _, t in ahead(sentence, i, 4)]
        firms = after[1] if [t.kind for t in after[:2]] == ["from", FIRM] else None
    else:
        held = any(t.kind in ("have", "hold") for _, t in back(sentence, i, 6))
        held = held and any(t.kind == "regulator" and sentence.word(t) not in PLACES for t in sentence.tokens)
        held = held and _NO_MORE_SAID.match(sentence.folded, sentence.tokens[i].end) is not None
        firms = subject(sentence, i) if denial == "without" or (held and denial in ("no", "not")) else None
    if firms is not None:
        token = sentence.tokens[i]
        yield Finding(firms, token.start, token.end, role=Role.UNLICENSED, gap=abs(token.at - firms.last_at))


def has_a_licence(sentence: Sentence, i: int) -> bool:
    """ "which already have permission": "have" as the verb itself."""
    for _, token in ahead(sentence, i, 4):
        if token.kind == "application" and _IS_OVER.match(sentence.folded, token.end):
            return False  # "had their applications returned"
        between = sentence.folded[sentence.tokens[i].end : token.start]
        if sentence.word(token) == "licensing" or _A_PARTICIPLE.search(between):
            return False  # "had studied the licensing rules"
        if token.kind in ("licence", "application", "deemed"):
            return not is_unreal(sentence, i)
        if token.form or token.kind in ("be", "negation", "to", "product"):
            return False
    return False
