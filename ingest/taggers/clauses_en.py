"""What the rules of English ask of a clause: what its verb governs, whether it happened, who gives and who is given.

``Found`` is an event and the firms it is said of; None for no event, firms None for an event of nobody that is named.
"""

from __future__ import annotations

import re

from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.owners_en import whose
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive
from ingest.taggers.subjects_en import listed, objects, subject
from licensing.model import Event

FINITE = frozenset({"ed", "s"})
LICENCES = frozenset({"licence", "upgrade", "principle", "deemed", "license"})

DATED = (
    r"(?:in (?:the |early |late |mid-?|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.|\d{4})"
    r"|on (?:[a-z]+\.? )?\d|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|last |since |earlier |this |back in"
    r"|a (?:week|month|year) |(?:two|three|four|six) (?:weeks|months|years) |yesterday|just |at the )"
)
WITH_A_DATE = re.compile(rf" (?:(?:by|under) [^,.;]{{2,45}}? )?{DATED}")

Found = tuple[Event, Token | None] | None


def of_an_application(sentence: Sentence, i: int, event: Event, wanted: frozenset[str]) -> Found:
    """Events that a regulator brings on an application or a licence."""
    token = sentence.tokens[i]
    near = [t for _, t in back(sentence, i, 7)] + [t for _, t in ahead(sentence, i, 8)]
    kinds = {t.kind for t in near}
    if event is Event.RETURNED and any(t.kind in ("withdraw", "apply") for t in sentence.tokens):
        kinds.add("application")
    if event in (Event.SUSPENDED, Event.REVOKED) and "product" in kinds:
        return None
    if not kinds & wanted and whose(sentence, i, wanted) is None:
        return None
    if token.form == "noun":
        return told(event, possessor(sentence, i))
    if token.form == "ing" and not is_told(sentence, i):
        return None
    if is_passive(sentence, i) or is_headline_passive(sentence, i) or _befalls_its_own(sentence, i):
        return told(event, whose(sentence, i, wanted) or who(sentence, i) or objects(sentence, i))
    giver = next((j for j, t in back(sentence, i, 8) if t.kind in ("regulator", "have")), None)
    if giver is None:
        return None
    firms = objects(sentence, i) or listed(sentence, i)
    if firms is None and any(t.kind == "its" for _, t in ahead(sentence, i, 3)):
        firms = subject(sentence, giver)
    return told(event, firms)


def _befalls_its_own(sentence: Sentence, i: int) -> bool:
    """Whether a participle says what became of the subject's own: "had its licence suspended"."""
    before = [token.kind for _, token in back(sentence, i, 9)]
    while before[:1] in (["dealing"], ["to"], ["retail"], ["operations"], ["blocked"]):
        before = before[1:]  # "had its application to deal in virtual assets refused"
    filed = before[:1] == ["file"] and sentence.folded.endswith(" file ", 0, sentence.tokens[i].start)
    owned = (before[:1] in (["licence"], ["deemed"], ["application"]) or filed) and "its" in before
    return sentence.tokens[i].form == "ed" and owned and not {"regulator", "agent"} & set(before)


def noun_phrase(sentence: Sentence, i: int, words: int) -> set[str]:
    """Kinds of what the verb at ``i`` governs: the tokens after it, up to the next verb that tells something else."""
    kinds: set[str] = set()
    for _, token in ahead(sentence, i, words):
        goes_on = token.kind == "allow" and "to" in kinds  # "was cleared to let retail clients trade"
        if token.form in FINITE and token.kind not in ("license", "upgrade", "cease", "list") and not goes_on:
            break
        if token.kind in ("while", "relative") and kinds:
            break
        if token.kind == "have" and kinds & LICENCES and sentence.folded.endswith(", ", 0, token.start):
            break  # "granted its licence in May, has yet to take retail clients"
        kinds.add(token.kind)
    return kinds


def licence_event(kinds: set[str]) -> Event | None:
    """Which event it is to be given what these words say; None: it is not a licence at all."""
    if "product" in kinds and "upgrade" not in kinds:
        return None
    if "principle" in kinds:
        return Event.IN_PRINCIPLE
    if "deemed" in kinds:
        return Event.DEEMED
    if not kinds & LICENCES:
        return None
    return Event.UPLIFTED if kinds & {"upgrade", "retail"} else Event.LICENSED


def who(sentence: Sentence, i: int) -> Token | None:
    """The subject, or the list that a counted subject opens ("twelve firms have withdrawn, including X and Y")."""
    return subject(sentence, i) or listed(sentence, i) or _its(sentence, i)


def _its(sentence: Sentence, i: int) -> Token | None:
    """ "its application was withdrawn", "its bid, made in May, was refused": the firm that "its" stands for."""
    tokens = sentence.tokens
    aside = is_passive(sentence, i) and sentence.folded.endswith(", ", 0, tokens[i - 1].start)
    for j, token in back(sentence, i, 18 if aside else 5):
        far = tokens[i].at - token.at > 5
        if token.kind == "its" and (not far or tokens[j + 1].kind == "application"):
            return token._replace(kind="coreference")
    return None


def told(event: Event, firms: Token | None) -> Found:
    return event, firms


def is_progressive(sentence: Sentence, i: int) -> bool:
    """Whether "-ing" at ``i`` goes on now: "is withdrawing"."""
    return any(token.kind == "be" for _, token in back(sentence, i, 2))


def is_told(sentence: Sentence, i: int, *, comma: bool = True) -> bool:
    """Whether "-ing" at ``i`` tells what happened: "having withdrawn", "after applying", ", becoming the second"."""
    for _, token in back(sentence, i, 1):
        joining = sentence.word(token) in ("in", "by") and any(
            t.kind in ("join", "same") for _, t in back(sentence, i, 9)
        )  # "joins rivals in abandoning its bid"
        before = joining or (token.kind == "blocked" and sentence.word(token) in ("after", "following"))
        return token.kind == "have" or before or (comma and token.kind == "comma")
    return False


def possessor(sentence: Sentence, i: int) -> Token | None:
    """Whose noun it is: "X's withdrawal", "the withdrawal of X"."""
    for _, token in back(sentence, i, 4):
        if token.kind == FIRM:
            return token if token.form == "'s" or sentence.headline else None
        if token.kind in LICENCES or token.kind in ("arm", "application", "retail", "dealing"):
            continue
        break
    tokens = sentence.tokens
    for j, token in ahead(sentence, i, 6):
        if token.kind == FIRM and token.form != "-":
            return token if tokens[j - 1].kind in ("of", "from", "for", "agent") else None
    return None


def subject_behind(sentence: Sentence, i: int) -> Token | None:
    """The firm of "After applying in January, X …"."""
    if sentence.tokens[i].form != "ing":
        return None
    comma = False
    for _, token in ahead(sentence, i, 12):
        comma = comma or token.kind == "comma"
        if token.kind == FIRM:
            return token if comma else None
    return None


def is_headline_passive(sentence: Sentence, i: int) -> bool:
    """Whether a participle follows a firm directly: a headline's passive ("X granted a licence"), or ", granted …"."""
    apposed = any(t.kind == "comma" for _, t in back(sentence, i, 1))
    if sentence.tokens[i].form != "ed" or not (sentence.headline or apposed):
        return False
    for _, token in back(sentence, i, 6):
        if token.kind == "regulator" and sentence.word(token) in ("hong kong", "city"):
            continue  # "X's Hong Kong application returned"
        if token.kind in ("regulator", "have") or (token.kind == "said"):
            return False
        if token.kind == FIRM:
            return True
    return False


def given(sentence: Sentence, i: int) -> Token | None:
    """The firm that is given something: the subject of a passive, what follows an active verb, or what follows "to"."""
    token = sentence.tokens[i]
    after = objects(sentence, i, 14)
    if is_passive(sentence, i) or token.form == "noun" or is_headline_passive(sentence, i):
        before = subject(sentence, i)
        if before is not None and not _licence_leads(sentence, i):
            return before
        if after is not None and any(t.kind in ("to", "for") for _, t in ahead(sentence, i, 3)):
            return after
        return before or after or listed(sentence, i)
    named = listed(sentence, i) if any(t.kind == "firms" for _, t in ahead(sentence, i, 8)) else None
    if after is None and named is not None:
        return named  # "licences to four virtual asset platforms: X, Y"
    if after is None and any(t.kind in ("its", "coreference", "dealing", "upgrade") for _, t in ahead(sentence, i, 4)):
        giver = next((j for j, t in back(sentence, i, 12) if t.kind == "regulator"), i)
        if any(t.kind == "said" for _, t in back(sentence, giver, 4)):
            return subject(sentence, giver)
        return next((t for _, t in ahead(sentence, i, 2) if t.kind == "coreference"), None)
    return after or listed(sentence, i)


def _licence_leads(sentence: Sentence, i: int) -> bool:
    """Whether the licence, not the firm, is the subject: "licences were granted to X"."""
    for _, token in back(sentence, i, 8):
        if token.kind == FIRM:
            return False
        if token.kind in LICENCES:
            return True
    return False


def is_standing(sentence: Sentence, i: int) -> bool:
    """Whether a perfect only says how things are: "only X and Y have obtained a licence so far"."""
    perfect = any(t.kind == "have" and sentence.word(t) in ("has", "have") for _, t in back(sentence, i, 4))
    kinds = [t.kind for _, t in ahead(sentence, i, 12)]
    had = any(t.kind == "have" for _, t in back(sentence, i, 2))
    if had and "firms" in kinds and "including" in kinds:
        return True  # "had licensed ten platforms including X"
    only = {sentence.word(t) for t in sentence.tokens if t.kind == "only"} - {"already"}
    if sentence.folded.startswith(":", sentence.tokens[i].end):
        return False  # "only two were approved: X and Y"
    return bool(only) and (perfect or ("only" in only and is_passive(sentence, i)))


def has_a_giver(sentence: Sentence, i: int) -> bool:
    """Whether a regulator, or "has", stands before an active verb."""
    for _, token in back(sentence, i, 6):
        if token.kind in ("colon", "open"):
            return False
        if token.kind == "regulator" or (token.kind == "have" and sentence.tokens[i].at - token.at <= 2):
            return True
    return False
