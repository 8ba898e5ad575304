"""English words on who is let in: to the register, among the applicants, as one of the licensed."""

from __future__ import annotations

import re

from ingest.taggers.clauses_en import (
    DATED,
    WITH_A_DATE,
    Found,
    has_a_giver,
    is_told,
    licence_event,
    noun_phrase,
    told,
)
from ingest.taggers.fellows_en import CLUB
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.owners_en import owner
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive
from ingest.taggers.subjects_en import objects, subject
from licensing.model import Event

_AS = re.compile(r"\bas (?:a|an|the|one of|hong kong's|licensed|fully|newly|approved)\b")
_RACES = ("race", "queue", "licence race", "licensing race")
_CAME = re.compile(
    r",? (?:came|followed|arrived|went out|were (?:granted|issued|announced|handed out|given)|was (?:granted|issued"
    r"|announced|given)|(?:brings?|brought|takes?|took|lifts?|lifted|raises?|raised) the (?:number|total|count|tally)"
    r"|(?:brings|lifts|takes|raises) (?:number|total|count|tally)|take effect|takes effect|took effect)\b"
)
_CAME_BY_ITSELF = re.compile(  # "X's approval came on 18 February"
    rf",? (?:came(?: through| in)?|followed|arrived|took effect|came into (?:force|effect)) {DATED}"
    r"|,? (?:dates (?:from|back to)|is dated|was dated) "
)
AFTER_A_NOD = re.compile(r" after (?:(?:sfc|hkma|hong kong|regulatory|regulator's|watchdog's|winning|getting) )*$")
"""What opens the end of a title that tells why: "… after SFC nod"."""
_A_NOD = re.compile(r"(?:nod|approval|green light|go-ahead|regulatory approval)")
_WITH_THE = re.compile(r"(?:with|after|following) the (?:latest )?")
_THE_TOTAL = re.compile(r"\b(?:total|number|tally|count|roster|now has|has \d+|stands at)\b")
_OF_A_DAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)'s (?:[a-z]+ ){0,3}$")
_AFTER_A_COMMA = re.compile(r"[,(\u2013-] ?(?:[a-z']+ ){0,7}$")
_OF_A_SANDBOX = re.compile(r"\b(?:sandbox|participants?|cohort|batch of issuers)\b")
_ADMITTED = ("admitted", "let in", "let onto", "let through")
_CHOSEN = ("chosen", "selected", "picked")


def become(sentence: Sentence, i: int) -> Found:
    kinds = noun_phrase(sentence, i, 9)
    if sentence.tokens[i].form == "ing" and not is_told(sentence, i):
        return None
    if "applicants" in kinds:
        return told(Event.APPLIED, subject(sentence, i))
    if kinds & {"license", "licensees", "register", "licensed"} and not kinds & {"receive", "grant"}:
        return told(Event.UPLIFTED if "retail" in kinds else Event.LICENSED, subject(sentence, i))
    return None


def made_it(sentence: Sentence, i: int) -> Found:
    """ "X made it onto the register on Monday"."""
    onto = sentence.word(sentence.tokens[i]).startswith(("made it on", "makes it on"))
    kinds = noun_phrase(sentence, i, 9)
    let_in = not kinds.isdisjoint({"register", "licensees"}) or {"license", "firms"} <= kinds
    return told(Event.LICENSED, subject(sentence, i)) if onto and let_in else None


def _let_in(sentence: Sentence, i: int, kinds: set[str]) -> bool:
    """ "X and Y were let in on Monday", "since X was admitted in June": to the register, as nothing else is named."""
    admitted = sentence.word(sentence.tokens[i]) in _ADMITTED and is_passive(sentence, i)
    end = sentence.tokens[i].end
    alone = WITH_A_DATE.match(sentence.folded, end) is not None or sentence.folded[end : end + 1] in (".", ",", "")
    sandboxed = _OF_A_SANDBOX.search(sentence.folded) is not None
    to_the_register = alone or not kinds.isdisjoint({"register", "licensees"})
    return admitted and to_the_register and not sandboxed and "sandbox" not in kinds


def join(sentence: Sentence, i: int) -> Found:
    """ "X joins the list as the twelfth licensed platform", "X joined the applicants"."""
    kinds = noun_phrase(sentence, i, 10)
    if sentence.tokens[i].form not in ("ed", "s"):
        return None
    of_licences = not noun_phrase(sentence, i, 14).isdisjoint({"license", "licensed", "licensees", "licence"})
    if sentence.word(sentence.tokens[i]) in _CHOSEN and "sandbox" not in kinds and of_licences:
        if is_passive(sentence, i):
            return told(Event.LICENSED, subject(sentence, i))  # "X was chosen for one of the first licences"
        chosen = objects(sentence, i, 8)
        return told(Event.LICENSED, chosen) if chosen is not None and has_a_giver(sentence, i) else None
    if sentence.word(sentence.tokens[i]) in _CHOSEN and "applicants" in kinds:
        return None  # "the two were picked from 36 applicants"
    race = any(t.kind == "application" and sentence.word(t) in _RACES for _, t in ahead(sentence, i, 5))
    if "applicants" in kinds or (race and not kinds.isdisjoint({"licence", "license", "application"})):
        left = any(t.kind in ("withdraw", "pull", "exit") for _, t in ahead(sentence, i, 12))
        return None if left else told(Event.APPLIED, subject(sentence, i))
    if _let_in(sentence, i, kinds):
        return told(Event.LICENSED, subject(sentence, i))
    as_one = bool(kinds & {"license", "licensed"}) and bool(kinds & {"firm", "firms"})
    in_the_club = CLUB.search(sentence.folded, sentence.tokens[i].end) is not None
    if kinds & {"register", "licensees"} or {"license", "ordinal"} <= kinds or in_the_club or (
        as_one and _AS.search(sentence.folded)
    ):
        return told(Event.LICENSED, subject(sentence, i))
    return None


def licence(sentence: Sentence, i: int) -> Found:
    """ "Licences for X and Y followed in January", "the latest approvals, to X and Y, came on Monday"."""
    if _CAME_BY_ITSELF.match(sentence.folded, sentence.tokens[i].end):
        kinds = {t.kind for _, t in back(sentence, i, 4)}
        event = licence_event(kinds | {sentence.tokens[i].kind})
        return told(event, owner(sentence, i)) if event is not None else None
    alone = sentence.headline and _A_NOD.fullmatch(sentence.folded, sentence.tokens[i].start)
    if alone and AFTER_A_NOD.search(sentence.folded, 0, sentence.tokens[i].start):
        of_products = any(t.kind == "product" for t in sentence.tokens)
        return None if of_products else told(Event.LICENSED, subject(sentence, i))  # "X opens after SFC nod"
    following = [t for _, t in ahead(sentence, i, 6) if t.kind != "comma"][:2]
    opens = _WITH_THE.fullmatch(sentence.folded, 0, sentence.tokens[i].start) is not None
    if opens and [t.kind for t in following] == ["of", FIRM]:
        return told(Event.LICENSED, following[1]) if _THE_TOTAL.search(sentence.folded) else None
    if [t.kind for t in following] not in (["for", FIRM], ["to", FIRM], ["of", FIRM]):
        return None
    firms = following[1]
    near = following[0].at - sentence.tokens[i].last_at <= 1 and firms.at - following[0].at <= 3
    came = _CAME.match(sentence.folded, firms.end) or _OF_A_DAY.search(sentence.folded, 0, sentence.tokens[i].start)
    kinds = {t.kind for _, t in back(sentence, i, 4)}
    event = licence_event(kinds | {sentence.tokens[i].kind, *(t.kind for _, t in ahead(sentence, i, 2))})
    return told(event, firms) if near and came and event is not None else None


def apposed_to(sentence: Sentence, i: int) -> Token | None:
    """The firm of "X, the platform licensed in December, …" and "X, approved by the SFC last year, …"."""
    token = sentence.tokens[i]
    if token.form != "ed" or WITH_A_DATE.match(sentence.folded, token.end) is None:
        return None
    for j, other in back(sentence, i, 10):
        if other.kind == FIRM:
            comma = sentence.tokens[j + 1] if j + 1 < len(sentence.tokens) else token
            plain = other.form == "" and _AFTER_A_COMMA.fullmatch(sentence.folded, other.end, token.start)
            return other if plain and comma.kind in ("comma", "open", "dash") else None
        if other.kind in ("be", "have", "relative", "said", "negation", "modal", "agent", "while", "to") or other.form:
            return None
    return None


def those_of_a_day(sentence: Sentence, i: int) -> Token | None:
    """The firms of "those licensed in December, X, Y and Z, …"."""
    token = sentence.tokens[i]
    of_some = sentence.folded.endswith(("those ", "ones "), 0, token.start)
    if not of_some or WITH_A_DATE.match(sentence.folded, token.end) is None:
        return None
    for j, other in ahead(sentence, i, 8):
        if other.kind == FIRM:
            return other if sentence.tokens[j - 1].kind in ("comma", "dash", "open", "colon") else None
    return None
